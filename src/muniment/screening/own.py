"""The house's own list, unsealed for screening; in the database no suspect's name lies open."""

from collections.abc import Iterable
from uuid import UUID

from muniment.keys import ring
from muniment.screening.domain.lists import OWN
from muniment.screening.domain.parties import (
    ListedName,
    ListedParty,
    NameQuality,
    PartyKind,
    from_json,
    to_json,
)
from muniment.screening.models import OwnEntry

COMPARTMENT = "_own_list"


def binding(entry_id: UUID, part: str) -> bytes:
    """Bind sealed bytes to their entry and column, so that they cannot be moved."""
    return f"screening/own/{entry_id}/{part}".encode()


def seal(entry_id: UUID, part: str, text: str) -> bytes:
    """Seal a text of an entry."""
    bound = binding(entry_id, part)
    return ring.seal(entry_id, COMPARTMENT, text.encode(), binding=bound)


def unsealed(entries: Iterable[OwnEntry], part: str) -> dict[UUID, str]:
    """Open one sealed column of many entries; entries whose key was destroyed are absent."""
    rows = list(entries)
    keys = ring.data_keys((row.id, COMPARTMENT) for row in rows)
    found: dict[UUID, str] = {}
    for row in rows:
        key, sealed = keys.get((row.id, COMPARTMENT)), getattr(row, part)
        if key is not None and sealed is not None:
            found[row.id] = key.open(bytes(sealed), binding=binding(row.id, part)).decode()
    return found


def parties() -> list[ListedParty]:
    """Give all entries in force, as listed parties."""
    return _parties(OwnEntry.objects.filter(until=None))


def changes(since: int, upto: int) -> tuple[list[ListedParty], list[ListedParty]]:
    """Give the entries that came and those that went after one version up to another."""
    came = OwnEntry.objects.filter(since__gt=since, since__lte=upto)
    came = came.exclude(until__lte=upto)
    went = OwnEntry.objects.filter(since__lte=since, until__gt=since, until__lte=upto)
    return _parties(came), _parties(went)


def content(party: ListedParty) -> bytes:
    """Seal what an entry says about its party."""
    return seal(UUID(party.uid), "content", to_json(party))


def party(
    entry_id: UUID,
    *,
    kind: PartyKind,
    names: Iterable[str],
    countries: Iterable[str],
    birth_dates: Iterable[str],
    identifiers: Iterable[tuple[str, str]],
) -> ListedParty:
    """Write an entry in the shape that all lists have."""
    first, *others = names
    return ListedParty(
        list_id=OWN,
        uid=str(entry_id),
        kind=kind,
        names=(ListedName(first), *(ListedName(it, NameQuality.ALIAS) for it in others)),
        countries=tuple(countries),
        birth_dates=tuple(birth_dates),
        identifiers=tuple(identifiers),
    )


def _parties(entries: Iterable[OwnEntry]) -> list[ListedParty]:
    rows = list(entries)
    told = unsealed(rows, "content")
    return [from_json(told[row.id]) for row in rows if row.id in told]
