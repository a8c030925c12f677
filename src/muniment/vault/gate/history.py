"""Former values of one field: an act of its own, within a look that covers the field."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.policy import Outcome, decide
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import Standing, reader_of, standing
from muniment.vault.models import Consultation, FieldValue
from muniment.vault.sealing import Place, open_value

READ = "vault.history.read"


class HistoryShut(MunimentError):
    """No running sitting shows this field to this person; nothing was decrypted."""

    code = "vault.history.shut"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Former values are shown only while the field itself is open to you.")
    next_step = gettext_noop("Open the compartment for a purpose first.")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a field.

    Attributes:
        text, told: canonical text and "as told by"; both "" when the version was erased.
        superseded_at: when a newer one took its place; None for the one in force.
    """

    version: int
    text: str
    told: str
    submitted_by: UUID | None
    submitted_at: datetime
    verified_by: UUID | None
    verified_at: datetime | None
    superseded_at: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """All versions of one field, newest first, and the entry that has this reading on record."""

    spec: FieldSpec
    versions: tuple[VersionRow, ...]
    entry_id: UUID


def history(*, reader: Actor, dossier_id: UUID, field: str, at: datetime) -> History:
    """Show the former values of a field to somebody who has it open now.

    Raises:
        HistoryShut: no sitting runs, it does not cover the field, or the table says no.
        DossierNotFound: missing, or an outsider is not engaged on it.
        LedgerUnavailable: the reading cannot be put on record, so nothing is read.

    Costs one durable commit and eight queries.
    """
    who = reader_of(reader)
    compartment = field.partition(".")[0]
    stands = standing(reader, who, dossier_id, compartment, at, lock=False)
    spec = stands.catalogue.fields.get(field)
    if spec is None or not _covered(stands, field):
        raise HistoryShut
    with on_record():
        entry = append_entry(
            kind=READ, subject=dossier_id, by=reader, at=at,
            facts={"field": field, "consultation": str(stands.sitting)},
        )  # fmt: skip
    return History(spec, _versions(dossier_id, compartment, field), entry.id)


def _covered(stands: Standing, field: str) -> bool:
    if stands.sitting is None:
        return False
    decision = decide(table=stands.catalogue.table, field=field, ask=stands.ask)
    shown = Consultation.objects.values_list("fields", flat=True).get(pk=stands.sitting)["show"]
    return decision.outcome is Outcome.SHOW and field in shown


def _versions(dossier_id: UUID, compartment: str, field: str) -> tuple[VersionRow, ...]:
    key = ring.data_keys([(dossier_id, compartment)]).get((dossier_id, compartment))
    rows = FieldValue.objects.filter(dossier=dossier_id, field=field).order_by("-version")
    return tuple(_version(row, key) for row in rows)


def _version(row: FieldValue, key: ring.SealingKey | None) -> VersionRow:
    text = told = ""
    if key is not None and row.erased_at is None:
        place = Place(row.dossier_id, row.compartment, row.field, row.version)
        opened = open_value(key, bytes(row.sealed), place=place)
        text, told = opened.value, opened.told
    return VersionRow(
        version=row.version, text=text, told=told,
        submitted_by=row.submitted_by_id, submitted_at=row.submitted_at,
        verified_by=row.verified_by_id, verified_at=row.verified_at,
        superseded_at=row.superseded_at, erased_at=row.erased_at,
    )  # fmt: skip
