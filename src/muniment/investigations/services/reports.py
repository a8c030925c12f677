"""Making a copy of a case's report: numbered, on record, before anybody has it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations import gate
from muniment.investigations.domain import duties
from muniment.investigations.models import ReportCopy
from muniment.investigations.report import Copy, Form, Language, as_html, as_pdf, content_of
from muniment.investigations.services.common import hand, record
from muniment.people import queries as people

MADE = "investigations.report.made"


class Kind(StrEnum):
    """As what a report is handed out."""

    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The file, its name, its copy number and its hash (hexadecimal)."""

    content: bytes
    name: str
    number: str
    sha256: str
    kind: Kind


def make_report(
    *, case_id: UUID, form: Form, language: Language, kind: Kind, by: Actor, at: datetime
) -> MadeReport:
    """Make one copy of the report, of what `by` may see of the case.

    The case is read through the gate, so the look is on record; the copy has an entry of its own
    with the hash of the file, committed before the file is handed out.

    Raises:
        CaseNotYours: she may read the case and take no copy of it.
        CaseNotFound, CaseErased, LedgerUnavailable: nothing was made.
    """
    reserved, number = _reserve(case_id, form, language, kind, by=by, at=at)
    case = gate.read_case(reader=by, case_id=case_id, at=at)
    signed = {row.decided_by for row in case.decisions}
    signed |= {row.second_by for row in case.decisions if row.second_by}
    names = people.names([reserved.person_id, *signed])
    copy = Copy(f"{case.head.number}/{number}", at, names.get(reserved.person_id, "–"))
    told = content_of(
        case, language=language, form=form, copy=copy, house=people.company().name, people=names
    )
    content = as_html(told) if kind is Kind.HTML else as_pdf(told, made_at=at)
    sha256 = hashlib.sha256(content).hexdigest()
    _hand_out(reserved.copy_id, case_id, copy.number, content, sha256, by=by, at=at)
    file = f"{case.head.number}-{number}-{form.value}.{kind.value}"
    return MadeReport(content, file, copy.number, sha256, kind)


@dataclass(frozen=True, slots=True)
class _Reserved:
    copy_id: UUID
    person_id: UUID


def _reserve(
    case_id: UUID, form: Form, language: Language, kind: Kind, *, by: Actor, at: datetime
) -> tuple[_Reserved, int]:
    with transaction.atomic():
        held = hand(by, case_id, duties.may_report, at, open_only=False)
        number = ReportCopy.objects.filter(case=case_id).count() + 1
        row = ReportCopy.objects.create(
            case_id=case_id, number=number, form=form.value, language=language.value,
            kind=kind.value, made_by_id=held.reader.id, made_at=at,
        )  # fmt: skip
    return _Reserved(row.id, held.reader.id), number


def _hand_out(
    copy_id: UUID, case_id: UUID, number: str, content: bytes, sha256: str, *, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    with transaction.atomic():
        ReportCopy.objects.filter(id=copy_id).update(sha256=sha256, size=len(content))
        row = ReportCopy.objects.get(id=copy_id)
        record(
            MADE, case_id, by=by, at=at,
            facts={
                "copy": number, "form": row.form, "language": row.language, "kind": row.kind,
                "sha256": sha256, "size": len(content),
            },
        )  # fmt: skip
