"""Sweeps: the house itself reads one kind of field of all customers, for a named purpose.

Screening, look-alike domains and the tripwire compare something with every customer. No person
gets these values; what the comparison finds names a codename. So a sweep is for the house alone,
for named purposes, for the fields that a comparison needs, and it is on record before it begins.
Who rotates areas is told countries as counts, and only of customers whose country the access
table opens to her (`open_among`).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from muniment.core.actor import HOUSE, Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault.domain.states import DossierState
from muniment.vault.gate.recording import on_record
from muniment.vault.models import Dossier, FieldValue
from muniment.vault.sealing import Place, open_value

SWEPT = "vault.dossiers.swept"
_ALSO = frozenset({"contacts.emails", "contacts.phones"})
_OF_HEIRS = frozenset({"identity.country", "identity.industry", "profile.languages"})
"""All that is compared to find an heir: no name, no way to reach anybody."""
_PEOPLE = "contacts.people"
_ADDRESS = "contacts.emails"
_BATCH = 400


class SweepPurpose(StrEnum):
    """What all customers may be compared with."""

    SCREENING = "screening"
    LOOK_ALIKE = "look_alike"
    INVESTIGATING = "investigating"  # a case that the house opens; it shows what the table shows
    TRIPWIRE = "tripwire"
    HANDING_OVER = "handing_over"  # which heir fits a customer, and in which language to write
    WRITING = "writing"  # the house mails a letter; no person learns the address


_ON_REQUEST = frozenset({SweepPurpose.HANDING_OVER, SweepPurpose.WRITING})
"""Purposes for which a person sets the house reading; she is named, and gets no value."""


class SweepRefused(MunimentError):
    """A person asked, or for a field that no comparison needs; nothing was read."""

    code = "vault.sweep.refused"
    kind = ErrorKind.REFUSED
    title = gettext_noop("All customers are read at once only by the house, for comparing.")
    next_step = gettext_noop("Open the one dossier that you need.")


def sweep(
    *,
    purpose: SweepPurpose,
    fields: Sequence[str],
    by: Actor = HOUSE,
    at: datetime,
    kept_by: Collection[UUID] | None = None,
    only: Collection[UUID] | None = None,
) -> Iterator[tuple[UUID, dict[str, str]]]:
    """Read the same fields of every open dossier, a batch at a time.

    Args:
        fields: of the compartment `identity`, `contacts.emails` or `contacts.phones`; for a case
            `contacts.people` as well; to hand over, country, industry and languages alone; to
            write, mail addresses alone.
        by: the house for what the clock does; to hand over and to write, whoever pressed, so
            that the record names her. The room that asks has checked that she may.
        kept_by: only the dossiers of these keepers; None reads all.
        only: only these dossiers; None reads all.

    Returns:
        An iterator over dossier and field → canonical text; fields without a value are absent.
        The entry is written, and durable, before this function returns.

    Raises:
        SweepRefused: as the name says. LedgerUnavailable: no record, no reading.
        RuntimeError: inside a transaction, which could undo the record.

    Costs three queries for each 400 dossiers.
    """
    wanted = sorted(set(fields))
    asks = by == HOUSE or purpose in _ON_REQUEST
    if not asks or not wanted or not all(_may_sweep(purpose, code) for code in wanted):
        raise SweepRefused
    with on_record():
        living = Dossier.objects.filter(state=DossierState.OPEN)
        if kept_by is not None:
            living = living.filter(keeper__in=list(kept_by))
        if only is not None:
            living = living.filter(pk__in=list(only))
        dossiers = list(living.order_by("id").values_list("id", flat=True))
        append_entry(
            kind=SWEPT, subject=None, by=by, at=at,
            facts={
                "purpose": SweepPurpose(purpose).value, "fields": wanted, "dossiers": len(dossiers),
            },
        )  # fmt: skip
    return _read(dossiers, wanted)


def _may_sweep(purpose: SweepPurpose, code: str) -> bool:
    if purpose is SweepPurpose.HANDING_OVER:
        return code in _OF_HEIRS
    if purpose is SweepPurpose.WRITING:
        return code == _ADDRESS
    if purpose is SweepPurpose.INVESTIGATING and code == _PEOPLE:
        return True
    return code.startswith("identity.") or code in _ALSO


def _read(dossiers: list[UUID], fields: list[str]) -> Iterator[tuple[UUID, dict[str, str]]]:
    for start in range(0, len(dossiers), _BATCH):
        yield from _batch(dossiers[start : start + _BATCH], fields).items()


def _batch(dossiers: list[UUID], fields: list[str]) -> dict[UUID, dict[str, str]]:
    rows = list(
        FieldValue.objects.filter(
            dossier__in=dossiers, field__in=fields, superseded_at=None, erased_at=None
        ).values_list("dossier_id", "compartment", "field", "version", "sealed")
    )
    keys = ring.data_keys((row[0], row[1]) for row in rows)
    found: dict[UUID, dict[str, str]] = {}
    for dossier, compartment, code, version, sealed in rows:
        key = keys.get((dossier, compartment))
        if key is not None:
            place = Place(dossier, compartment, code, version)
            told = open_value(key, bytes(sealed), place=place)
            found.setdefault(dossier, {})[code] = told.value
    return found
