"""The gate: decide, record, commit – and only then unwrap the key and decrypt.

A log written inside the reader's transaction is undone by a rollback while the reader keeps
what was read. So the gate owns the outermost transaction: the consultation and its ledger
entry are durable before the first byte is decrypted, and a refusal is durable before it is
raised.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.keys import ring
from muniment.ledger import health
from muniment.ledger.services import append_entry
from muniment.vault import references, sql
from muniment.vault.domain.policy import Decision, Outcome, Reason, decide_compartment
from muniment.vault.domain.purpose import Reference, check_purpose, check_reference
from muniment.vault.gate.asking import whom_to_ask
from muniment.vault.gate.opened import Opened, StoredValue, project
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import DossierNotFound, Standing, reader_of, standing
from muniment.vault.models import Consultation, FieldValue
from muniment.vault.sealing import RECORD, Place, open_value, record_binding

GIVEN = "vault.consultation.given"
REFUSED = "vault.consultation.refused"


class ConsultationRefused(MunimentError):
    """The access table says no; the attempt is on record, nothing was decrypted."""

    code = "vault.consultation.refused"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This compartment is not open to you now.")
    next_step = gettext_noop("Ask {ask}, and say what you need it for.")


class ReferenceUnknown(MunimentError):
    """The order named as the reason is no order of this customer; the attempt is on record."""

    code = "vault.reference.unknown"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This customer has no {kind} with that number.")
    next_step = gettext_noop("Check the number, or choose another kind of reference.")


class CompartmentNotFound(MunimentError):
    """No such compartment in the company's catalogue."""

    code = "vault.compartment.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such compartment.")
    next_step = gettext_noop("Choose one of the cards of the dossier.")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the reader said it is for; `real` is None when nobody keeps a register of the kind."""

    purpose: str
    reference: Reference
    real: bool | None = None


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the durable transaction left behind, and what may now be decrypted."""

    consultation_id: UUID
    entry_id: UUID
    decisions: tuple[Decision, ...]
    sitting_ends_at: datetime
    look: int | None


def consult(
    *,
    reader: Actor,
    dossier_id: UUID,
    compartment: str,
    purpose: str,
    reference_kind: str,
    reference: str,
    at: datetime,
) -> Opened:
    """Open one compartment for one purpose; every attempt is on record, refused ones too.

    Args:
        purpose: what it is needed for, in words; sealed in the record.
        reference_kind: order, inquiry, shipment, visit, dispute or audit.
        reference: its number or name; a bare "." is refused.

    Returns:
        The fields as this reader may have them, with the ledger entry that proves the look.

    Raises:
        PurposeUnclear, ReferenceUnclear: they say too little; nothing was recorded.
        DossierNotFound: no such dossier, or none that an outsider may know of.
        CompartmentNotFound: not in the catalogue.
        ConsultationRefused, ReferenceUnknown: recorded, then raised.
        LedgerUnavailable: the ledger cannot be written, so nothing may be read.
        RuntimeError: called inside a transaction, which could undo the record.

    Costs one durable commit and nine queries.
    """
    said = _Said(check_purpose(purpose), check_reference(reference_kind, reference))
    who = reader_of(reader)
    with on_record():
        stands = standing(reader, who, dossier_id, compartment, at, lock=True)
        if stands.catalogue.compartment(compartment) is None:
            raise CompartmentNotFound
        real = references.check(reference_kind, dossier_id, said.reference.text)
        said = replace(said, real=real)
        decisions = decide_compartment(
            table=stands.catalogue.table, compartment=compartment, ask=stands.ask
        )
        if real is False or not _gives(decisions):
            refusal = _record_refusal(reader, stands, compartment, decisions, said, at)
        else:
            refusal = None
            recorded = _record_look(reader, stands, compartment, decisions, said, at)
    if refusal is not None:
        raise refusal
    return _opened(stands, compartment, recorded)


def read_again(*, reader: Actor, dossier_id: UUID, compartment: str, at: datetime) -> Opened | None:
    """Show a compartment again while its sitting lasts; None when no sitting runs.

    The policy is asked afresh, so an end of custody or a leaver's last minute counts at once;
    only fields that the look on record already gave are given again.
    """
    health.require_readable()
    who = reader_of(reader)
    stands = standing(reader, who, dossier_id, compartment, at, lock=False)
    if stands.sitting is None or stands.catalogue.compartment(compartment) is None:
        return None
    look = Consultation.objects.get(pk=stands.sitting)
    given = {"show": set(look.fields["show"]), "mask": set(look.fields["mask"])}
    decisions = decide_compartment(
        table=stands.catalogue.table, compartment=compartment, ask=stands.ask
    )
    again = tuple(d for d in decisions if _within(d, given))
    if not _gives(again):
        return None
    assert look.sitting_ends_at is not None
    recorded = _Recorded(look.id, look.entry, again, look.sitting_ends_at, look.look)
    return _opened(stands, compartment, recorded)


def _within(decision: Decision, given: dict[str, set[str]]) -> bool:
    """Whether the record covers the decision; what gives nothing needs no record."""
    if decision.outcome is Outcome.SHOW:
        return decision.field in given["show"]
    if decision.outcome is Outcome.MASK:
        return decision.field in given["mask"] or decision.field in given["show"]
    return True


def _gives(decisions: Iterable[Decision]) -> bool:
    return any(decision.outcome in {Outcome.SHOW, Outcome.MASK} for decision in decisions)


def _record_look(
    reader: Actor,
    stands: Standing,
    compartment: str,
    decisions: tuple[Decision, ...],
    said: _Said,
    at: datetime,
) -> _Recorded:
    look = stands.ask.looks_used + 1 if any(d.spends_look for d in decisions) else None
    ends_at = at + timedelta(minutes=settings.CONFIG.sitting_minutes)
    fields = {
        "show": [d.field for d in decisions if d.outcome is Outcome.SHOW],
        "mask": [d.field for d in decisions if d.outcome is Outcome.MASK],
    }
    facts = {"fields": fields, "look": look, "sitting_ends_at": rfc3339(ends_at)}
    best = next(d for d in decisions if d.outcome in {Outcome.SHOW, Outcome.MASK})
    consultation_id, entry_id = _record(
        reader, stands, compartment, said, at,
        kind=GIVEN, reason=best.reason, extra=facts, ends_at=ends_at, look=look, fields=fields,
    )  # fmt: skip
    return _Recorded(consultation_id, entry_id, decisions, ends_at, look)


def _record_refusal(
    reader: Actor,
    stands: Standing,
    compartment: str,
    decisions: tuple[Decision, ...],
    said: _Said,
    at: datetime,
) -> MunimentError:
    reason = _worst(decisions)
    _record(
        reader, stands, compartment, said, at,
        kind=REFUSED, reason="reference_unknown" if said.real is False else reason,
        extra={}, ends_at=None, look=None, fields={"show": [], "mask": []},
    )  # fmt: skip
    if stands.reader.role.is_outside and stands.relation.value == "outsider":
        return DossierNotFound()
    if said.real is False:
        return ReferenceUnknown(kind=said.reference.kind.value)
    ask = whom_to_ask(stands.reader, stands.keeper_id)
    return ConsultationRefused(
        reason=reason, compartment=compartment, codename=stands.codename, ask=ask,
        looks_used=stands.ask.looks_used, looks_allowed=stands.ask.looks_allowed,
    )  # fmt: skip


_WEIGHT = (Reason.LEFT, Reason.NOT_JOINED, Reason.FROZEN, Reason.LOOKS_USED_UP, Reason.ASK_FIRST)


def _worst(decisions: tuple[Decision, ...]) -> str:
    """The reason that helps the reader most: looks used up before a plain shut."""
    reasons = {decision.reason for decision in decisions}
    return next((reason.value for reason in _WEIGHT if reason in reasons), Reason.SHUT.value)


def _record(
    reader: Actor,
    stands: Standing,
    compartment: str,
    said: _Said,
    at: datetime,
    *,
    kind: str,
    reason: str,
    extra: dict[str, object],
    ends_at: datetime | None,
    look: int | None,
    fields: dict[str, list[str]],
) -> tuple[UUID, UUID]:
    """Write the consultation and its ledger entry; the caller's transaction makes them durable."""
    consultation_id = new_id()
    sealed = {
        "purpose": said.purpose,
        "reference": said.reference.text,
        "address": reader.place.address,
        "device": reader.place.device,
        "site": reader.place.site,
    }
    facts = {
        "consultation": str(consultation_id),
        "compartment": compartment,
        "role": stands.ask.role.value,
        "relation": stands.relation.value,
        "reason": reason,
        "table": stands.catalogue.table_number,
        "reference_kind": said.reference.kind.value,
        "reference_checked": said.real,
        "session": reader.session_id,
        **extra,
    }
    entry = append_entry(
        kind=kind, subject=stands.dossier_id, by=reader, at=at, facts=facts,
        sealed=sealed, seal_under=(stands.dossier_id, RECORD),
    )  # fmt: skip
    body = ring.seal(
        stands.dossier_id, RECORD, canonical.dump(sealed),
        binding=record_binding("consultation", consultation_id),
    )  # fmt: skip
    _insert(
        [
            sql.key(consultation_id), sql.key(stands.dossier_id), compartment,
            sql.key(stands.reader.id), "given" if kind == GIVEN else "refused", reason,
            canonical.dump(fields).decode(), said.reference.kind.value, body, sql.moment(at),
            sql.moment(ends_at) if ends_at else None, look, reader.session_id, sql.key(entry.id),
        ]
    )  # fmt: skip
    return consultation_id, entry.id


def _insert(values: list[object]) -> None:
    # Raw SQL: building the query through the ORM costs more than running it.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_consultation (id, dossier_id, compartment, reader_id, outcome, reason,"
            " fields, reference_kind, sealed, at, sitting_ends_at, look, session, entry)"
            " VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)",
            values,
        )


def _opened(stands: Standing, compartment: str, recorded: _Recorded) -> Opened:
    """Decrypt what the record covers. Runs only after the record is durable."""
    dossier_id, spec = stands.dossier_id, stands.catalogue.compartment(compartment)
    assert spec is not None
    stored = _stored(dossier_id, compartment)
    key = ring.data_keys([(dossier_id, compartment)]).get((dossier_id, compartment))
    fields = []
    for decision in recorded.decisions:
        value, told = stored.get(decision.field), None
        if value and key and decision.outcome in {Outcome.SHOW, Outcome.MASK}:
            place = Place(dossier_id, compartment, decision.field, value.version)
            told = open_value(key, value.sealed, place=place)
        fields.append(project(stands.catalogue.fields[decision.field], decision, value, told))
    return Opened(
        dossier_id=dossier_id,
        codename=stands.codename,
        compartment=spec,
        fields=tuple(fields),
        entry_id=recorded.entry_id,
        sitting_ends_at=recorded.sitting_ends_at,
        look=recorded.look,
        looks_allowed=stands.ask.looks_allowed,
    )


def _stored(dossier_id: UUID, compartment: str) -> dict[str, StoredValue]:
    current = FieldValue.objects.filter(
        dossier=dossier_id, compartment=compartment, superseded_at=None, erased_at=None
    )
    rows = current.values_list(
        "field", "version", "sealed", "submitted_by", "submitted_at", "verified_by", "verified_at"
    )
    return {row[0]: StoredValue(row[0], row[1], bytes(row[2]), *row[3:]) for row in rows}
