"""The gate: decide, record, commit – and only then unwrap the key and decrypt.

A log written inside the reader's transaction is undone by a rollback while the reader keeps
what was read. So the gate owns the outermost transaction: the consultation and its ledger
entry are durable before the first byte is decrypted, and a refusal is durable before it is
raised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
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
from muniment.vault.domain.policy import (
    Decision,
    Outcome,
    Reason,
    Relation,
    decide_compartment,
)
from muniment.vault.domain.purpose import Reference, check_purpose, check_reference
from muniment.vault.domain.sitting import sitting_from
from muniment.vault.gate.asking import whom_to_ask
from muniment.vault.gate.opened import Opened, StoredValue, project
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import DossierNotFound, Standing, reader_of, standing
from muniment.vault.models import Consultation
from muniment.vault.sealing import RECORD, Place, open_value

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
class _Attempt:
    """One attempt to see one compartment, decided and not yet on record."""

    reader: Actor
    stands: Standing
    compartment: str
    decisions: tuple[Decision, ...]
    said: _Said
    at: datetime


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
        decisions = decide_compartment(
            table=stands.catalogue.table, compartment=compartment, ask=stands.ask
        )
        attempt = _Attempt(reader, stands, compartment, decisions, replace(said, real=real), at)
        given = _record_look(attempt) if real is not False and _gives(decisions) else None
        refusal = None if given else _record_refusal(attempt)
    if given is None:
        assert refusal is not None
        raise refusal
    return _opened(stands, compartment, given)


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


def _record_look(attempt: _Attempt) -> _Recorded:
    decisions, ask = attempt.decisions, attempt.stands.ask
    look = ask.looks_used + 1 if any(d.spends_look for d in decisions) else None
    ends_at = sitting_from(attempt.at, minutes=settings.CONFIG.sitting_minutes).ends_at
    fields = {
        "show": [d.field for d in decisions if d.outcome is Outcome.SHOW],
        "mask": [d.field for d in decisions if d.outcome is Outcome.MASK],
    }
    best = next(d for d in decisions if d.outcome in {Outcome.SHOW, Outcome.MASK})
    facts = {"fields": fields, "look": look, "sitting_ends_at": rfc3339(ends_at)}
    consultation_id, entry_id = _record(attempt, GIVEN, best.reason.value, facts)
    _insert(
        attempt, consultation_id, entry_id,
        reason=best.reason.value, fields=fields, ends_at=ends_at, look=look,
    )  # fmt: skip
    return _Recorded(consultation_id, entry_id, decisions, ends_at, look)


def _record_refusal(attempt: _Attempt) -> MunimentError:
    stands, said, reason = attempt.stands, attempt.said, _worst(attempt.decisions)
    kept = "reference_unknown" if said.real is False else reason
    consultation_id, entry_id = _record(attempt, REFUSED, kept, {})
    _insert(attempt, consultation_id, entry_id, reason=kept, fields={"show": [], "mask": []})
    if stands.relation is Relation.OUTSIDER:
        return DossierNotFound()
    if said.real is False:
        return ReferenceUnknown(kind=said.reference.kind.value)
    return ConsultationRefused(
        reason=reason,
        compartment=attempt.compartment,
        codename=stands.codename,
        ask=whom_to_ask(stands.reader, stands.keeper_id),
        looks_used=stands.ask.looks_used,
        looks_allowed=stands.ask.looks_allowed,
    )


_WEIGHT = (
    Reason.LEFT, Reason.NOT_JOINED, Reason.ON_NOTICE, Reason.FROZEN, Reason.LOOKS_USED_UP,
    Reason.ASK_FIRST,
)  # fmt: skip


def _worst(decisions: tuple[Decision, ...]) -> str:
    """The reason that helps the reader most: looks used up before a plain shut."""
    reasons = {decision.reason for decision in decisions}
    return next((reason.value for reason in _WEIGHT if reason in reasons), Reason.SHUT.value)


def _record(
    attempt: _Attempt, kind: str, reason: str, extra: Mapping[str, object]
) -> tuple[UUID, UUID]:
    """Write the ledger entry; the caller's transaction makes it durable."""
    stands, said, consultation_id = attempt.stands, attempt.said, new_id()
    facts = {
        "consultation": str(consultation_id),
        "compartment": attempt.compartment,
        "role": stands.ask.role.value,
        "relation": stands.relation.value,
        "reason": reason,
        "table": stands.catalogue.table_number,
        "reference_kind": said.reference.kind.value,
        "reference_checked": said.real,
        "session": attempt.reader.session_id,
        **extra,
    }
    entry = append_entry(
        kind=kind, subject=stands.dossier_id, by=attempt.reader, at=attempt.at, facts=facts,
        sealed=_private(attempt), seal_under=(stands.dossier_id, RECORD),
    )  # fmt: skip
    return consultation_id, entry.id


def _private(attempt: _Attempt) -> dict[str, str]:
    """What is personal about an attempt: it enters the ledger as commitments only."""
    place = attempt.reader.place
    return {
        "purpose": attempt.said.purpose,
        "reference": attempt.said.reference.text,
        "address": place.address,
        "device": place.device,
        "site": place.site,
    }


def _insert(
    attempt: _Attempt,
    consultation_id: UUID,
    entry_id: UUID,
    *,
    reason: str,
    fields: dict[str, list[str]],
    ends_at: datetime | None = None,
    look: int | None = None,
) -> None:
    """Write the consultation's row. Raw SQL: building it by the ORM costs more than running it."""
    row = [
        sql.key(consultation_id),
        sql.key(attempt.stands.dossier_id),
        attempt.compartment,
        sql.key(attempt.stands.reader.id),
        "given" if ends_at else "refused",
        reason,
        canonical.dump(fields).decode(),
        attempt.said.reference.kind.value,
        sql.moment(attempt.at),
        sql.moment(ends_at) if ends_at else None,
        look,
        attempt.reader.session_id,
        sql.key(entry_id),
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql.INSERT_CONSULTATION, row)


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
    with connection.cursor() as cursor:
        cursor.execute(sql.CURRENT_VALUES, [sql.key(dossier_id), compartment])
        rows = cursor.fetchall()
    return {row[0]: _stored_value(*row) for row in rows}


def _stored_value(field: str, version: int, sealed: Any, *history: Any) -> StoredValue:
    submitted_by, submitted_at, verified_by, verified_at = history
    since = sql.unmoment(submitted_at)
    assert since is not None
    return StoredValue(
        field=field,
        version=version,
        sealed=bytes(sealed),
        submitted_by=sql.unkey(submitted_by),
        submitted_at=since,
        verified_by=sql.unkey(verified_by),
        verified_at=sql.unmoment(verified_at),
    )
