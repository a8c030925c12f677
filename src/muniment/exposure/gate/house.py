"""The map and the list of people, as much of it as a reader may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import fmean
from uuid import UUID

from muniment.core.actor import Actor
from muniment.exposure.book import Book, newest_book
from muniment.exposure.domain.hang import Band
from muniment.exposure.domain.reach import Figures
from muniment.exposure.gate.sight import Sight
from muniment.exposure.purse import Purse, purse_from
from muniment.exposure.queries.hang import CustomerRow
from muniment.exposure.queries.reach import reach_of_many
from muniment.exposure.views import Group, HouseView, PersonLine, Tile, Todo
from muniment.people import queries as people
from muniment.people.queries import PersonRow, ReaderRow
from muniment.vault import queries as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.reaching import Asker, Shelf
from muniment.vault.queries import reaching

TILES = 400
"""Customers that the map draws by themselves; the others of a keeper share one tile."""
TODO = 10
_EVERYBODY = 10_000
_Kept = Mapping[UUID | None, list[UUID]]


def read_house(*, reader: Actor, at: datetime) -> HouseView:
    """Show the map and the list of the reader's people, the heaviest first.

    Raises:
        ExposureShut: nobody stands below the reader.
        LedgerUnavailable: nothing can be put on record, so nothing is read.

    Costs some fifteen queries, whatever the number of people and customers.
    """
    sight = Sight(reader, at)
    everybody = people.people(limit=_EVERYBODY).rows
    seen = [row for row in everybody if sight.sees(row.id)]
    sight.record("map", sight.who.id, {"people": len(seen)})
    book = newest_book()
    laid, below = reaching.shelves(), people.reporting_lines()
    asked = {row.id: _reader_row(row) for row in seen} | {sight.who.id: sight.who}
    told = reaching.exceptions(asked.values(), at=at)
    who, catalogue = sight.who, current()
    asker = Asker(who.id, who.role, who.state, below.get(who.id, frozenset()))
    purse = purse_from(asker, laid, told[who.id], catalogue.table)
    turnover = {one: row.turnover for one, row in book.customers.items()} if book else {}
    reaches = reach_of_many(
        asked.values(), shelves=laid, exceptions=told, below=below, usd=purse.among(turnover),
        catalogue=catalogue,
    )  # fmt: skip
    kept = _kept(sight, laid)
    lines = [_line(row, book, purse, kept, reaches[row.id]) for row in seen]
    todo = _todo(book, purse, kept, sight)[:TODO] if book else []
    return _house(lines, book, purse, kept, todo, {row.id: row.name for row in everybody})


def _kept(sight: Sight, laid: tuple[Shelf, ...]) -> dict[UUID | None, list[UUID]]:
    """The open customers of each keeper that is the reader's to know about, as of now."""
    found: dict[UUID | None, list[UUID]] = {}
    for shelf in laid:
        if not shelf.frozen and sight.sees(shelf.keeper_id):
            found.setdefault(shelf.keeper_id, []).extend(shelf.dossiers)
    return found


def _reader_row(row: PersonRow) -> ReaderRow:
    return ReaderRow(
        id=row.id, name=row.name, language="", role=row.role, state=row.state,
        team_id=row.team_id, outside_company_id=row.outside_company_id,
    )  # fmt: skip


def _line(
    row: PersonRow, book: Book | None, purse: Purse, kept: _Kept, reach: Figures
) -> PersonLine:
    band, untold = purse.band(book.of(row.id).rows) if book else (Band(), 0)
    return PersonLine(
        row.id, row.name, row.role, row.state, len(kept.get(row.id, ())), band, untold, reach,
        None if purse.is_empty else reach.usd,
    )  # fmt: skip


def _house(  # noqa: PLR0917 - what the whole page rests on
    lines: list[PersonLine], book: Book | None, purse: Purse, kept: _Kept, todo: list[Todo],
    names: Mapping[UUID, str],
) -> HouseView:  # fmt: skip
    lines.sort(key=_heaviest)
    if book is None:
        return HouseView(None, tuple(lines), (), (), Band(), 0, 0, 0)
    mine = [book.customers[one] for ids in kept.values() for one in ids if one in book.customers]
    drawn = {row.dossier_id for row in sorted(mine, key=lambda row: _weight(row, purse))[:TILES]}
    codenames = vault.codenames_of(drawn | {one.dossier_id for one in todo})
    return HouseView(
        survey=book.survey,
        people=tuple(lines),
        groups=_groups(book, purse, kept, names, {one: codenames[one] for one in drawn}),
        todo=tuple(_named(one, names, codenames) for one in todo),
        total=_sum(lines),
        untold=sum(row.dossier_id not in purse.open for row in mine),
        customers=len(mine),
        alone=sum(row.known <= 1 for row in mine),
    )


def _heaviest(line: PersonLine) -> tuple[bool, float, int, str, UUID]:
    middle = line.band.middle if line.band else 0.0
    return line.band is None, -middle, -line.reach.secrets, line.name, line.id


def _weight(row: CustomerRow, purse: Purse) -> tuple[float, str]:
    """Sort key by money; what is closed comes after, in no order that says anything."""
    usd = row.usd if row.dossier_id in purse.open else 0.0
    return -usd, row.dossier_id.hex


def _sum(lines: Sequence[PersonLine]) -> Band | None:
    told = [line.band for line in lines if line.band is not None]
    if lines and not told:
        return None
    return Band(*(sum(getattr(one, part) for one in told) for part in ("low", "middle", "high")))


def _todo(book: Book, purse: Purse, kept: _Kept, sight: Sight) -> list[Todo]:
    """Where a deputy takes most off: by money where it is open, then by how far it falls.

    Of whomever the customer hangs on most, as far as the reader may know about her: who hands a
    customer over is still the one it knows.
    """
    found = [
        Todo(
            dossier, "", keeper, "", person, "", row.usd if dossier in purse.open else None,
            row.known, fall, row.usd * fall if dossier in purse.open else None,
        )
        for keeper, ids in kept.items()
        if keeper
        for dossier in ids
        for person, fall in filter(None, [book.deepest_fall(dossier, sight.sees)])
        for row in [book.customers[dossier]]
    ]  # fmt: skip
    worth = [one for one in found if one.cut is None or one.cut > 0]
    return sorted(
        worth, key=lambda one: (one.cut is None, -(one.cut or one.fall), one.dossier_id.hex)
    )


def _named(one: Todo, names: Mapping[UUID, str], codenames: Mapping[UUID, str]) -> Todo:
    return replace(
        one, codename=codenames.get(one.dossier_id, ""), keeper=names.get(one.keeper_id, "–"),
        person=names.get(one.person_id, "–"),
    )  # fmt: skip


def _groups(
    book: Book, purse: Purse, kept: _Kept, names: Mapping[UUID, str],
    codenames: Mapping[UUID, str],
) -> tuple[Group, ...]:  # fmt: skip
    told = [
        book.customers[one].usd
        for ids in kept.values()
        for one in ids
        if one in book.customers and one in purse.open
    ]
    usual = (fmean(told) if told else 0.0) or 1.0
    groups = [
        _group(book, purse, keeper, names.get(keeper, "–") if keeper else "", ids, codenames, usual)
        for keeper, ids in kept.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.area, group.name)))


def _group(  # noqa: PLR0917 - what every group of one map shares
    book: Book, purse: Purse, keeper: UUID | None, name: str, ids: Iterable[UUID],
    codenames: Mapping[UUID, str], usual: float,
) -> Group:  # fmt: skip
    """One keeper's tiles: customers that were named; the others add up to one."""
    rows = sorted(
        (book.customers[one] for one in ids if one in book.customers),
        key=lambda row: _weight(row, purse),
    )
    follow = {row.dossier_id: row.follow for row in book.of(keeper).rows} if keeper else {}
    paid = [row for row in rows if row.dossier_id in purse.open]
    usd = None if rows and not paid else sum(row.usd for row in paid)
    area = {row.dossier_id: usual for row in rows} | {row.dossier_id: row.usd for row in paid}
    tiles = tuple(
        Tile(
            row.dossier_id, codenames[row.dossier_id],
            row.usd if row.dossier_id in purse.open else None, row.known,
            follow.get(row.dossier_id, 0.0), area.pop(row.dossier_id),
        )
        for row in rows
        if row.dossier_id in codenames and area[row.dossier_id] > 0
    )  # fmt: skip
    return Group(keeper, name, usd, tiles, len(rows) - len(tiles), sum(area.values()))
