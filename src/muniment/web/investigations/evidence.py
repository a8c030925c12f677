"""Evidence: the list with hashes, the look through its chain, one file in, one file out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.investigations import gate, services
from muniment.investigations.casefile import CaseFile, EvidenceRow
from muniment.investigations.domain import wording
from muniment.investigations.evidence import LARGEST, ChainReport
from muniment.investigations.services import Bearing
from muniment.people import queries as people
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.section_forms import ask_again, back_to, place_of
from muniment.web.investigations.section_rights import rights_of
from muniment.web.investigations.uploading import takes_evidence
from muniment.web.investigations.words import CASE_ROLES, say, source_word

ON_CASE_PAGE = 8
ON_A_PAGE = 50
KINDS = ("upload", "letter", "call", "mail", "letter_of_credit")
OLDER_ON_CASE_PAGE = 100


class UploadForm(forms.Form):
    """A file that a person brings in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Anything up to 25 MB: a letter, a photo, a contract, a mail."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=lambda: [(kind, say(wording.EVIDENCE_KINDS, kind)) for kind in KINDS],
    )
    source = forms.CharField(
        label=gettext_lazy("Where it is from"),
        max_length=500,
        help_text=gettext_lazy("Who gave it to you, and when."),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as a page lists it.

    Attributes:
        about: number of the piece that a note speaks of; "" for everything else.
        source: where it is from, in words.
        bearing: what somebody said of the piece, as words and tone.
    """

    row: EvidenceRow
    about: str
    source: str
    kind: str
    by: str
    bearing: str
    tone: str


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """The section: the newest pieces, how many there are, and the end of the chain."""

    pieces: tuple[Piece, ...]
    older: tuple[Piece, ...]
    more: bool
    count: int
    head: str
    form: UploadForm


def shown(case: CaseFile, names: Mapping[UUID, str]) -> EvidencePart:
    """Lay out the section; asks nobody."""
    rows = case.evidence
    return EvidencePart(
        pieces=_pieces(rows[::-1][:ON_CASE_PAGE], rows, names),
        older=_pieces(rows[::-1][ON_CASE_PAGE:OLDER_ON_CASE_PAGE], rows, names),
        more=len(rows) > OLDER_ON_CASE_PAGE, count=len(rows),
        head=rows[-1].chain if rows else "", form=UploadForm(auto_id="evidence-%s"),
    )  # fmt: skip


def _pieces(
    rows: Sequence[EvidenceRow], every: Sequence[EvidenceRow], names: Mapping[UUID, str]
) -> tuple[Piece, ...]:
    said = services.bearings(every)
    return tuple(_piece(row, said.get(row.number), names) for row in rows)


def _piece(row: EvidenceRow, said: Bearing | None, names: Mapping[UUID, str]) -> Piece:
    bearing, tone = _BEARINGS[said] if said else ("", "")
    return Piece(
        row=row, about=row.method.partition(":")[2] if row.kind == "note" else "",
        source=source_word(row.source), kind=say(wording.EVIDENCE_KINDS, row.kind),
        by=names.get(row.by, "") if row.by else "", bearing=str(bearing), tone=tone,
    )  # fmt: skip


_BEARINGS = {
    Bearing.RELEVANT: (gettext_lazy("about this customer"), "good"),
    Bearing.OTHER_PARTY: (gettext_lazy("not the same party"), "warn"),
}


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def listed(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """List all evidence, newest first; `before` is a number and goes on from there."""
    case = gate.read_case(reader=request.actor, case_id=case_id, at=clock.now())
    before = request.GET.get("before", "")
    rows = case.evidence[::-1]
    if before.isascii() and before.isdecimal():
        rows = tuple(row for row in rows if row.number < int(before[:9]))
    page = rows[:ON_A_PAGE]
    names = people.names({row.by for row in page})
    content = {
        "case": case, "pieces": _pieces(page, case.evidence, names), "count": len(case.evidence),
        "older": page[-1].number if len(rows) > len(page) else None,
        "is_first": len(rows) == len(case.evidence), "may": rights_of(request, case),
        "back_url": place_of(case_id, "evidence"),
    }  # fmt: skip
    return render(request, "investigations/sections/evidence_all.html", content)


@takes_evidence
@require_POST
def add(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Keep an uploaded file as evidence."""
    form = UploadForm(request.POST, request.FILES)
    kept = attempt(
        form,
        lambda: services.add_evidence(
            case_id=case_id, content=form.cleaned_data["file"].read(LARGEST + 1),
            kind=form.cleaned_data["kind"], source=form.cleaned_data["source"],
            by=request.actor, at=clock.now(),
        ),
    )  # fmt: skip
    if kept is None:
        return ask_again(request, case_id, "evidence", gettext("Add evidence"), [form])
    told = gettext("Kept as evidence no. %(number)d, sealed and chained.")
    messages.success(request, told % {"number": kept.number})
    return back_to(case_id, "evidence")


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def file(request: StaffRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Hand out the bytes of one piece as a file; the reading is on record."""
    held = gate.read_evidence(
        reader=request.actor, case_id=case_id, evidence_id=evidence_id, at=clock.now()
    )
    name = f"evidence-{held.row.number}{_ending(held.content)}"
    return handed_out(held.content, name, "application/octet-stream")


def handed_out(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep; should a browser open it here, it runs and fetches nothing."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


_ENDINGS: Mapping[bytes, str] = {
    b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"%PDF": ".pdf",
    b"PK\x03\x04": ".zip", b"{": ".json", b"[": ".json", b"<?xml": ".xml",
}  # fmt: skip


def _ending(content: bytes) -> str:
    """Guess a harmless ending from the first bytes; HTML stays text."""
    return next((end for start, end in _ENDINGS.items() if content.startswith(start)), ".txt")


@for_roles(*CASE_ROLES)
@require_POST
def check(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Look through the whole chain and say in one sentence whether it holds."""
    report = gate.verify_evidence(reader=request.actor, case_id=case_id, at=clock.now())
    if request.headers.get("HX-Request"):
        content = {"report": report, "sentence": _told(report), "at": clock.now()}
        return render(request, "investigations/sections/_chain.html", content)
    (messages.success if report.is_whole else messages.error)(request, _told(report))
    return back_to(case_id, "evidence")


def _told(report: ChainReport) -> str:
    if report.is_whole:
        told = ngettext(
            "The chain is whole: %(n)d piece, byte for byte as it was kept.",
            "The chain is whole: %(n)d pieces, byte for byte as they were kept.",
            report.count,
        )
        return told % {"n": report.count}
    if report.broken:
        return gettext("The chain does not hold at %(numbers)s.") % {
            "numbers": _numbers(report.broken)
        }
    return gettext("The chain ends elsewhere than the case says: the newest piece is missing.")


def _numbers(broken: Iterable[int]) -> str:
    return ", ".join(gettext("no. %(number)d") % {"number": one} for one in list(broken)[:10])
