"""Opening what is sealed in a ledger entry: purposes, places, reasons.

Showing it is an act of its own, recorded durably before anything is unsealed. Values of a
customer's compartments are never shown here: whoever needs them consults the dossier, where
the access table decides and the look is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import queries as ledger
from muniment.ledger.opening import Opening
from muniment.ledger.queries import EntryRow
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.people.domain.roles import WATCHERS, Role
from muniment.people.queries import ReaderRow
from muniment.vault.gate.entries import entry_for, sees_chain
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import reader_of
from muniment.vault.models import Dossier

READ: Final = "vault.openings.read"
REFUSED: Final = "vault.openings.refused"
_REGISTER: Final = "vault.secret_point."
_INNER: Final = "_"  # compartments of what is kept about a dossier or person, not in it


class OpeningsShut(MunimentError):
    """The sealed parts of this entry are not for this person; the attempt is on record."""

    code = "vault.openings.shut"
    kind = ErrorKind.REFUSED
    title = gettext_noop("What is sealed in this entry is not open to you.")
    next_step = gettext_noop(
        "Whoever acted can open it, and so can the owner and compliance; your attempt is on record."
    )


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """What was sealed in an entry.

    Attributes:
        shown: the opened fields; a value is None when its key was destroyed.
        withheld: fields of a customer's compartments; they are read in the dossier.
        record_id: the entry that has this reading on record; None when nothing was shown.
    """

    entry: EntryRow
    shown: Mapping[str, Opening]
    withheld: tuple[str, ...]
    record_id: UUID | None


def may_read_openings(who: ReaderRow, row: EntryRow) -> bool:
    """Say whether a person may open what is sealed in an entry that she may see.

    Owner and compliance may, until they give notice; others may for their own acts.
    Administrators never see a sealed part, not even of their own.
    """
    if who.role is Role.ADMINISTRATOR or not who.is_active:
        return False
    watches = who.role in WATCHERS and who.state is State.ACTIVE
    return watches or row.actor == str(who.id)


def read_openings(*, reader: Actor, entry_id: UUID, at: datetime) -> OpenedEntry:
    """Open the sealed parts of one entry for somebody who may see them.

    The reading is on record, durably, before the first key is unwrapped; a refusal is
    recorded the same way before it is raised.

    Raises:
        EntryNotFound: there is none, or it is not hers to see.
        OpeningsShut: it is, but its sealed parts are not.
        LedgerUnavailable: the reading cannot be put on record, so nothing is read.
        SealBroken: an opening was tampered with.

    Costs one durable commit and a dozen queries.
    """
    who, row = reader_of(reader), entry_for(reader=reader, entry_id=entry_id)
    if not may_read_openings(who, row):
        _record(REFUSED, reader, row, (), at)
        raise OpeningsShut
    withheld = _withheld(who, row)
    wanted = tuple(sorted(set(row.commitments) - withheld))
    if not wanted:
        return OpenedEntry(row, {}, tuple(sorted(withheld)), None)
    record_id = _record(READ, reader, row, wanted, at)
    shown = ledger.openings(entry_id, fields=wanted)
    return OpenedEntry(row, shown, tuple(sorted(withheld)), record_id)


def _withheld(who: ReaderRow, row: EntryRow) -> set[str]:
    seals = ledger.seals_of(row.id)
    owners = {owner for owner, compartment in seals.values() if not compartment.startswith(_INNER)}
    dossiers = set(Dossier.objects.filter(pk__in=owners).values_list("id", flat=True))
    kept_back = {
        field
        for field, (owner, compartment) in seals.items()
        if owner in dossiers and not compartment.startswith(_INNER)
    }
    # The secret register stays with those who answer for the customer, whoever wrote into it.
    if row.kind.startswith(_REGISTER) and not sees_chain(who, row.subject):
        kept_back |= set(row.commitments)
    return kept_back


def _record(kind: str, reader: Actor, row: EntryRow, fields: tuple[str, ...], at: datetime) -> UUID:
    facts = {"entry": str(row.id), "fields": list(fields)}
    with on_record():
        entry = append_entry(
            kind=kind, subject=row.subject, by=reader, at=at, facts=facts, refs=[row.id]
        )
    return entry.id
