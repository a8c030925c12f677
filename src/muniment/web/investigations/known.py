"""What is known of the customer: by group, proposed facts first, history folded away."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language, gettext

from muniment.investigations import checks as registry
from muniment.investigations.casefile import CaseFile, FactRow
from muniment.investigations.domain import wording
from muniment.investigations.domain.telling import fact_value
from muniment.web.investigations.forms import WITH_LINES, FactForm
from muniment.web.investigations.words import say

LONGEST_SHOWN = 400
MAIL = "mail.raw"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words; `is_long` when it is no value that could be corrected on one line."""

    row: FactRow
    label: str
    text: str
    source: str
    by: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the facts part of the page shows."""

    proposed: tuple[FactLine, ...]
    adopted: tuple[FactLine, ...]
    withdrawn: tuple[FactLine, ...]
    form: FactForm


def known_of(case: CaseFile, names: dict[UUID, str], form: FactForm | None = None) -> Known:
    """Lay the facts out in the order of a report."""
    order = {code: place for place, code in enumerate(wording.FACTS)}
    rows = sorted(case.facts, key=lambda row: (order.get(row.code, len(order)), row.code))
    lines = [_line(row, names) for row in rows]
    return Known(
        proposed=tuple(one for one in lines if one.row.state == "proposed"),
        adopted=tuple(one for one in lines if one.row.state == "adopted"),
        withdrawn=tuple(one for one in lines if one.row.state == "withdrawn"),
        form=form or FactForm(auto_id="fact-%s"),
    )


def _line(row: FactRow, names: dict[UUID, str]) -> FactLine:
    is_long = row.code in WITH_LINES or len(row.value) > LONGEST_SHOWN
    return FactLine(
        row=row,
        label=say(wording.FACTS, row.code),
        text=_text(row),
        source=_source(row),
        by=names.get(row.by, "") if row.by else "",
        is_long=is_long,
    )


def _text(row: FactRow) -> str:
    """The value as a reader wants it: a country with its name, a long text by its beginning."""
    if row.code == MAIL and row.value:
        told = gettext("%(n)s characters with all headers; the mail itself is evidence")
        return told % {"n": f"{len(row.value):,}"}
    if len(row.value) > LONGEST_SHOWN:
        return f"{row.value[:LONGEST_SHOWN]}…"
    return fact_value(row.code, row.value, get_language() or "en", gettext)


def _source(row: FactRow) -> str:
    if row.check in registry.checks():
        return gettext(registry.checks()[row.check].title)
    words = {
        "inquiry": gettext("their own words"), "dossier": gettext("the dossier"),
        "person": gettext("somebody of ours"), "check": gettext("a check"),
    }  # fmt: skip
    return words[row.source]
