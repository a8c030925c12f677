"""The report as one HTML file: no script, nothing fetched, readable in fifty years."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from muniment.investigations.report.content import Report

TEMPLATE = "investigations/report_file.html"


def as_html(report: Report) -> bytes:
    """Set the report as HTML; the same report gives the same bytes."""
    # Our own drawings: every word in them was escaped when they were drawn.
    pictures = {name: mark_safe(svg) for name, svg in report.pictures.items()}  # noqa: S308
    with translation.override(report.language.value):
        page = render_to_string(
            TEMPLATE, {"r": report.data, "w": report.data["words"], "p": pictures}
        )
    return page.encode()
