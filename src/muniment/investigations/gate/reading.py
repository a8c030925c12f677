"""Reading a case: the look is durable before the first byte is unsealed.

The same order as in the vault: decide, record the look (or the refusal) in the outermost
transaction, commit, and only then unwrap the key. Reading again within half an hour of the same
sign-in is the same look.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from muniment.core.actor import Actor
from muniment.core.errors import MunimentError
from muniment.core.ids import new_id
from muniment.investigations import checks as registry
from muniment.investigations import evidence as chain
from muniment.investigations.asking import state_of
from muniment.investigations.assessing import Holdings, assess
from muniment.investigations.casefile import (
    CaseFile,
    CheckRow,
    EvidenceRow,
    QuestionnaireRow,
)
from muniment.investigations.errors import (
    CaseNotFound,
    CaseShut,
    EvidenceNotFound,
    EvidenceWithheld,
)
from muniment.investigations.gate.naming import named
from muniment.investigations.gate.shading import COMPARTMENTS, Shade, compartments_for
from muniment.investigations.gate.standing import CaseStanding, standing
from muniment.investigations.heads import head_of
from muniment.investigations.loading import Insides, load
from muniment.investigations.models import CaseLook, Evidence, Fact
from muniment.investigations.sealing import seal_of
from muniment.ledger import health
from muniment.ledger.services import append_entry
from muniment.vault import gate as vault
from muniment.vault.domain.sitting import sitting_from
from muniment.vault.gate.recording import on_record

READ = "investigations.case.read"
REFUSED = "investigations.case.refused"
EVIDENCE_READ = "investigations.evidence.read"
PURPOSE = "background investigation"


@dataclass(frozen=True, slots=True)
class Look:
    """A look that is on record: who reads what, proved by which entry, until when."""

    stands: CaseStanding
    entry_id: UUID
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """One piece of evidence with its bytes."""

    row: EvidenceRow
    content: bytes


def read_case(*, reader: Actor, case_id: UUID, at: datetime) -> CaseFile:
    """Read a case as this person may have it; the attempt is on record, refused ones too.

    Raises:
        CaseNotFound: no such case, or none that an outsider may know of.
        CaseShut: recorded, then raised.
        CaseErased: its key was destroyed.
        LedgerUnavailable: the ledger cannot be written, so nothing may be read.
        RuntimeError: called inside a transaction, which could undo the record.

    Costs four queries within a sitting, one durable commit and five more at its start, and
    eight more for a case about a dossier, whatever the number of findings.
    """
    look = look_at(reader=reader, case_id=case_id, at=at)
    shade = _shade(reader, look.stands, at)
    inside = named(load(look.stands.case, seal_of(case_id)), reader, at)
    return _file(look, inside, shade, at)


def read_evidence(
    *, reader: Actor, case_id: UUID, evidence_id: UUID, at: datetime
) -> EvidenceContent:
    """Read the bytes of one piece of evidence; each reading has an entry of its own.

    Raises:
        EvidenceNotFound: the case has none of this id.
        EvidenceWithheld: the dossier withholds something that it may show.
        Otherwise as `read_case`.
    """
    look = look_at(reader=reader, case_id=case_id, at=at)
    shade = _shade(reader, look.stands, at)
    if not Evidence.objects.filter(pk=evidence_id, case=case_id).exists():
        raise EvidenceNotFound
    if shade is not None and not shade.is_whole:
        raise EvidenceWithheld
    with on_record():
        append_entry(
            kind=EVIDENCE_READ, subject=case_id, by=reader, at=at,
            facts={"evidence": str(evidence_id)},
        )  # fmt: skip
    seal = seal_of(case_id)
    inside = load(look.stands.case, seal)
    row = next(one for one in inside.evidence if one.id == evidence_id)
    return EvidenceContent(row, chain.content_of(seal, evidence_id))


def verify_evidence(*, reader: Actor, case_id: UUID, at: datetime) -> chain.ChainReport:
    """Look through the evidence chain of a case; gives out numbers only.

    Raises:
        As `read_case`.
    """
    look_at(reader=reader, case_id=case_id, at=at)
    return chain.verify_chain(case_id)


def look_at(*, reader: Actor, case_id: UUID, at: datetime) -> Look:
    """Put a look on record, or find the sitting that runs; unseals nothing.

    Raises:
        CaseNotFound, CaseShut, LedgerUnavailable: as `read_case`.
    """
    stands = standing(reader, case_id, at)
    if stands.may_read and stands.entry is not None and stands.ends_at is not None:
        health.require_readable()
        return Look(stands, stands.entry, stands.ends_at)
    with on_record():
        entry_id, ends_at = _record(reader, stands, at)
    if ends_at is None:
        raise _refusal(stands)
    return Look(stands, entry_id, ends_at)


def _refusal(stands: CaseStanding) -> MunimentError:
    return CaseNotFound() if stands.reader.role.is_outside else CaseShut()


def _record(reader: Actor, stands: CaseStanding, at: datetime) -> tuple[UUID, datetime | None]:
    given, case_id = stands.may_read, stands.case.id
    sitting = sitting_from(at, minutes=settings.CONFIG.sitting_minutes)
    entry = append_entry(
        kind=READ if given else REFUSED, subject=case_id, by=reader, at=at,
        facts={
            "role": stands.reader.role.value, "leads": stands.stands.leads,
            "keeps": stands.stands.keeps, "session": reader.session_id,
        },
        sealed={"address": reader.place.address, "device": reader.place.device},
        seal_under=(stands.reader.id, "_record"),
        refs=[stands.case.dossier_id] if stands.case.dossier_id else [],
    )  # fmt: skip
    CaseLook.objects.create(
        id=new_id(), case_id=case_id, reader_id=stands.reader.id, session=reader.session_id,
        given=given, at=at, ends_at=sitting.ends_at if given else None, entry=entry.id,
    )  # fmt: skip
    return entry.id, sitting.ends_at if given else None


def _shade(reader: Actor, stands: CaseStanding, at: datetime) -> Shade | None:
    """What the dossier gives this reader; counted cells cost a look there as well."""
    dossier_id = stands.case.dossier_id
    if dossier_id is None:
        return None
    panes = vault.panes(reader=reader, dossier_id=dossier_id, compartments=COMPARTMENTS, at=at)
    counted = {pane.spec.compartment for pane in panes.values() if pane.decision.spends_look}
    if counted:
        codes = Fact.objects.filter(case=stands.case.id).values_list("code", flat=True)
        for compartment in sorted(counted & compartments_for(set(codes))):
            _consult(reader, stands, compartment, at)
        panes = vault.panes(reader=reader, dossier_id=dossier_id, compartments=COMPARTMENTS, at=at)
    return Shade({code: pane for code, pane in panes.items() if not pane.decision.spends_look})


def _consult(reader: Actor, stands: CaseStanding, compartment: str, at: datetime) -> None:
    """Spend the look that the dossier asks for; a refusal there leaves the fields withheld."""
    assert stands.case.dossier_id is not None
    try:
        vault.consult(
            reader=reader, dossier_id=stands.case.dossier_id, compartment=compartment,
            purpose=f"{PURPOSE} {stands.case.number}", reference_kind="inquiry",
            reference=stands.case.number, at=at,
        )  # fmt: skip
    except vault.ConsultationRefused:
        return


def _file(look: Look, whole: Insides, shade: Shade | None, at: datetime) -> CaseFile:
    inside = shade.over(whole) if shade else whole
    checks = registry.checks()
    decided = any(row.state == "in_force" for row in whole.decisions)
    # The numbers rest on everything; what is withheld from a reader weighs all the same.
    held = Holdings(whole.facts, whole.standing, whole.runs, whole.at_risk, decided)
    assessment = assess(held, checks, at)
    states = {one.check: one for one in assessment.checks}
    return CaseFile(
        head=head_of(look.stands.case),
        order=inside.order,
        about=inside.about,
        at_risk=inside.at_risk,
        facts=inside.facts,
        findings=inside.standing,
        superseded=tuple(row for row in inside.findings if row.superseded_at is not None),
        checks=tuple(
            CheckRow(
                id=one.id, title=one.title, step=one.step, mode=one.mode, sources=one.sources,
                minutes=one.minutes, state=states[one.id], run=inside.runs.get(one.id),
            )
            for one in checks.values()
        ),
        evidence=inside.evidence,
        decisions=inside.decisions,
        watch=inside.watch,
        links=inside.links,
        questionnaires=_dated(inside.questionnaires, at),
        assessment=assessment,
        shaded=inside is not whole and inside != whole,
        entry_id=look.entry_id,
        sitting_ends_at=look.ends_at,
    )  # fmt: skip


def _dated(rows: Sequence[QuestionnaireRow], at: datetime) -> tuple[QuestionnaireRow, ...]:
    """Call overdue what waits beyond its day; the row itself does not age."""
    return tuple(replace(row, state=state_of(row.state, row.expires_at, at).value) for row in rows)
