"""The report: one numbered copy as a file, and who has copies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.investigations import queries, services
from muniment.investigations.casefile import CaseFile
from muniment.investigations.report import Form, Language
from muniment.investigations.report.drawn import asked_in, customs_charts, customs_profile
from muniment.investigations.services import MadeReport, ReportKind
from muniment.people import queries as people
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.evidence import handed_out
from muniment.web.investigations.section_forms import ask_again, place_of
from muniment.web.investigations.words import CASE_ROLES
from muniment.web.navigation import url_of

FORMS = {
    Form.FULL: gettext_lazy("Full: for the boss, the bank, the judge"),
    Form.SHORT: gettext_lazy("Short: without personal data"),
}
LANGUAGES = {Language.ENGLISH: "English", Language.CHINESE: "简体中文"}
KINDS = {ReportKind.PDF: "PDF", ReportKind.HTML: "HTML"}
_TYPES = {ReportKind.PDF: "application/pdf", ReportKind.HTML: "text/html; charset=utf-8"}


class ReportForm(forms.Form):
    """Which report."""

    form = forms.ChoiceField(
        label=gettext_lazy("Form"), widget=forms.RadioSelect, initial=Form.FULL.value,
        choices=[(form.value, word) for form, word in FORMS.items()],
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), widget=forms.RadioSelect,
        choices=[(language.value, word) for language, word in LANGUAGES.items()],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("File"), widget=forms.RadioSelect, initial=ReportKind.PDF.value,
        choices=[(kind.value, word) for kind, word in KINDS.items()],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportPart:
    """The section."""

    form: ReportForm


@dataclass(frozen=True, slots=True)
class CustomsPart:
    """What the bought customs records show, as pictures; `url` leads to the records."""

    charts: tuple[tuple[str, SafeString], ...]
    facts: tuple[tuple[str, str], ...]
    url: str


def shown() -> ReportPart:
    """Lay out the section; asks nobody."""
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    return ReportPart(ReportForm(initial={"language": language}, auto_id="report-%s"))


def customs(case: CaseFile) -> CustomsPart | None:
    """Draw the newest customs profile in clear; None when there is none."""
    profile = customs_profile(case)
    if not profile:
        return None
    drawn = customs_charts(profile, names=True, asked=asked_in(case))
    return CustomsPart(
        # Our own drawings, every word in them escaped by their writer.
        charts=tuple((_caption(name), mark_safe(svg)) for name, svg in drawn.items()),  # noqa: S308
        facts=tuple(_facts(profile)),
        url=url_of("customs:index") or url_of("customs_data:index"),
    )


def _caption(name: str) -> str:
    words = {
        "months": gettext("Purchases by month"),
        "season": gettext("Season: share of each calendar month, and what chance explains"),
        "suppliers": gettext("Largest suppliers"),
        "prices": gettext("Unit prices, from the cheapest tenth to the dearest"),
        "rhythm": gettext("Months with a purchase, and the longest pause"),
    }
    return words.get(name, name)


def _facts(profile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The few numbers that are said beside the pictures."""
    totals = profile.get("totals") or {}
    told = (
        (gettext("Records"), f"{totals.get('rows') or 0:,}"),
        (gettext("Purchases"), f"{totals.get('purchases') or 0:,}"),
        (gettext("First"), totals.get("first_on")),
        (gettext("Last"), totals.get("last_on")),
        (gettext("Largest purchase"), _dollars(totals.get("largest_usd"))),
        (gettext("Typical purchase"), _dollars(totals.get("typical_usd"))),
    )
    return [(label, str(value)) for label, value in told if value]


def _dollars(amount: float | None) -> str:
    return f"{amount:,.0f} USD" if amount else ""


@for_roles(*CASE_ROLES)
@never_cache
@require_POST
def make(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Make one copy and hand it out; number and hash are on record first."""
    form = ReportForm(request.POST)
    made = attempt(form, lambda: _made(request, case_id, form))
    if made is None:
        return ask_again(request, case_id, "report", gettext("Make a report"), [form])
    return handed_out(made.content, made.name, _TYPES[made.kind])


def _made(request: StaffRequest, case_id: UUID, form: ReportForm) -> MadeReport:
    told = form.cleaned_data
    return services.make_report(
        case_id=case_id, form=Form(told["form"]), language=Language(told["language"]),
        kind=ReportKind(told["kind"]), by=request.actor, at=clock.now(),
    )  # fmt: skip


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def copies(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """List the copies made of a case, newest first."""
    head = queries.case_head(reader=request.actor, case_id=case_id)
    rows = queries.report_copies(reader=request.actor, case_id=case_id)
    names = people.names({row.made_by for row in rows})
    told = [
        {
            "row": row, "by": names.get(row.made_by, "–"),
            "form": gettext("full") if row.form == Form.FULL else gettext("short"),
            "language": LANGUAGES.get(Language(row.language), row.language),
        }
        for row in rows
    ]  # fmt: skip
    content = {"head": head, "copies": told, "back_url": place_of(case_id, "report")}
    name = "_copies.html" if request.headers.get("HX-Request") else "copies.html"
    return render(request, f"investigations/sections/{name}", content)
