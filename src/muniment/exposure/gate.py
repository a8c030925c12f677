"""The one way to what hangs on people: decide who may know → put it on record → then read.

Facts about a person are for those who answer for her, the owner and compliance. Customers are
named by their codename only.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from muniment.core.actor import Actor
from muniment.exposure.book import Book, book_of
from muniment.exposure.domain import duties
from muniment.exposure.domain.hang import Band, HangRow, hang, ranked, together, total
from muniment.exposure.domain.reach import Figures
from muniment.exposure.domain.weights import Signs, Weights, factors
from muniment.exposure.errors import CustomerNotFound, ExposureShut, PersonNotFound
from muniment.exposure.queries.hang import CustomerRow, newest_survey
from muniment.exposure.queries.reach import reach_of, reach_of_many
from muniment.exposure.queries.seen import seen_by
from muniment.exposure.views import (
    BondView,
    CustomerView,
    Group,
    HeldRow,
    HouseView,
    PairView,
    PersonLine,
    PersonView,
    Tile,
    Todo,
)
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import PersonRow, ReaderRow
from muniment.vault import queries as vault
from muniment.vault.domain.reaching import Shelf
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries.reaching import shelves

LOOK_BACK = timedelta(days=90)
TILES = 400
"""Customers that the map draws by themselves; the others of a keeper share one tile."""
TODO = 10
SINGLE = 0.68
"""Touches gathered so far on one person: a Herfindahl index of 80 % and 20 %."""
_EVERYBODY = 10_000


class _Sight:
    """Whom a reader may know about.

    Raises:
        ExposureShut: nobody.
    """

    def __init__(self, reader: Actor, at: datetime) -> None:
        self.reader, self.at = reader, at
        self.who: ReaderRow = reader_of(reader)
        self.all = self.who.role in duties.EVERYBODY and self.who.state is State.ACTIVE
        asks = not self.all and self.who.role in duties.VIEWERS
        asks = asks and self.who.state is State.ACTIVE
        self.below = people.reports_of(self.who.id) if asks else frozenset[UUID]()
        if not self.all and not self.below:
            raise ExposureShut

    def sees(self, person_id: UUID | None) -> bool:
        """Whether this person, or an unkept customer, is hers to know about."""
        return self.all or person_id in self.below

    def person(self, person_id: UUID) -> PersonRow:
        """The person, if she is hers to know about."""
        row = people.person(person_id) if self.sees(person_id) else None
        if row is None:
            raise PersonNotFound
        return row

    def record(self, kind: str, subject: UUID | None, facts: Mapping[str, object]) -> None:
        """Put the view on record, durably, before anything of it is read."""
        with on_record():
            append_entry(
                kind=f"exposure.{kind}.read", subject=subject, by=self.reader, at=self.at,
                facts=facts,
            )  # fmt: skip


def may_look(reader: ReaderRow) -> bool:
    """Whether there is anybody whose exposure is this reader's to know; one query at most."""
    if reader.state is not State.ACTIVE or reader.role not in duties.VIEWERS:
        return False
    return reader.role in duties.EVERYBODY or bool(people.reports_of(reader.id))


def read_house(*, reader: Actor, at: datetime) -> HouseView:
    """Show the map and the list of the reader's people, the heaviest first.

    Raises:
        ExposureShut: nobody stands below the reader.
        LedgerUnavailable: nothing can be put on record, so nothing is read.

    Costs some fifteen queries, whatever the number of people and customers.
    """
    sight = _Sight(reader, at)
    everybody = people.people(limit=_EVERYBODY).rows
    seen = [row for row in everybody if sight.sees(row.id)]
    sight.record("map", sight.who.id, {"people": len(seen)})
    survey = newest_survey()
    book = book_of(survey) if survey else None
    laid = shelves()
    kept = _kept(sight, laid)
    usd = {one: row.turnover for one, row in book.customers.items()} if book else {}
    reaches = reach_of_many([_reader_row(row) for row in seen], shelves=laid, at=at, usd=usd)
    lines = [_line(row, book, kept, reaches[row.id]) for row in seen]
    return _house(lines, book, kept, {row.id: row.name for row in everybody})


def _kept(sight: _Sight, laid: tuple[Shelf, ...]) -> dict[UUID | None, list[UUID]]:
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
    row: PersonRow, book: Book | None, kept: Mapping[UUID | None, list[UUID]], reach: Figures
) -> PersonLine:
    band = book.of(row.id).band if book else Band()
    customers = len(kept.get(row.id, ()))
    return PersonLine(row.id, row.name, row.role, row.state, customers, band, reach)


def _house(
    lines: list[PersonLine], book: Book | None,
    kept: Mapping[UUID | None, list[UUID]], names: Mapping[UUID, str],
) -> HouseView:  # fmt: skip
    lines.sort(key=lambda line: (-line.band.middle, -line.reach.secrets, line.name, line.id))
    if book is None:
        return HouseView(None, tuple(lines), (), (), Band(), 0, 0, 0)
    mine = [book.customers[one] for ids in kept.values() for one in ids if one in book.customers]
    drawn = {row.dossier_id for row in sorted(mine, key=_weight)[:TILES]}
    todo = _cuts(book, kept)[:TODO]
    wanted = drawn | {dossier for _, dossier, _ in todo}
    codenames = vault.codenames_of(wanted)
    groups = [
        _group(book, keeper, names.get(keeper, "–") if keeper else "", ids, codenames)
        for keeper, ids in kept.items()
    ]
    return HouseView(
        survey=book.survey,
        people=tuple(lines),
        groups=tuple(sorted(groups, key=lambda group: (-group.usd, group.name))),
        todo=tuple(_todo(book, one, names, codenames) for one in todo),
        total=_sum(line.band for line in lines),
        customers=len(mine),
        single=sum(row.spread >= SINGLE for row in mine),
        alone=sum(row.known <= 1 for row in mine),
    )


def _weight(row: CustomerRow) -> tuple[float, str]:
    return -row.usd, str(row.dossier_id)


def _sum(bands: Iterable[Band]) -> Band:
    told = list(bands)
    return Band(*(sum(getattr(one, part) for one in told) for part in ("low", "middle", "high")))


_Cut = tuple[float, UUID, UUID]


def _cuts(book: Book, kept: Mapping[UUID | None, list[UUID]]) -> list[_Cut]:
    """What a deputy would take off each keeper's customers, most first."""
    found = [
        (cut, dossier, keeper)
        for keeper, ids in kept.items()
        if keeper
        for dossier in ids
        if (cut := book.cuts.get(dossier, {}).get(keeper, 0.0)) > 0
    ]
    return sorted(found, key=lambda one: (-one[0], str(one[1])))


def _todo(book: Book, one: _Cut, names: Mapping[UUID, str], codenames: Mapping[UUID, str]) -> Todo:
    cut, dossier, keeper = one
    row = book.customers[dossier]
    name = names.get(keeper, "–")
    return Todo(dossier, codenames.get(dossier, ""), keeper, name, row.usd, row.known, cut)


def _group(
    book: Book, keeper: UUID | None, name: str, ids: Iterable[UUID], codenames: Mapping[UUID, str]
) -> Group:
    """One keeper's tiles: customers that were named; the others add up to one."""
    rows = sorted((book.customers[one] for one in ids if one in book.customers), key=_weight)
    follow = {row.dossier_id: row.follow for row in book.of(keeper).rows} if keeper else {}
    shown = [row for row in rows if row.dossier_id in codenames and row.usd > 0]
    tiles = tuple(
        Tile(
            row.dossier_id, codenames[row.dossier_id], row.usd, row.known,
            follow.get(row.dossier_id, 0.0),
        )
        for row in shown
    )  # fmt: skip
    usd, own = sum(row.usd for row in rows), sum(tile.usd for tile in tiles)
    return Group(keeper, name, usd, tiles, len(rows) - len(tiles), max(usd - own, 0.0))


def read_person(*, reader: Actor, person_id: UUID, at: datetime, rows: int = 50) -> PersonView:
    """Show one person: reach, seen and hang; the view is on record, about her.

    Args:
        rows: how many of her customers, the heaviest first.

    Raises:
        PersonNotFound, ExposureShut: missing, or not the reader's to know about.
        LedgerUnavailable: nothing can be put on record, so nothing is read.
    """
    sight = _Sight(reader, at)
    row = sight.person(person_id)
    sight.record("person", person_id, {"days": LOOK_BACK.days})
    survey = newest_survey()
    book = book_of(survey) if survey else None
    reach = reach_of(person_id, at=at)
    seen = seen_by(person_id, since=at - LOOK_BACK, until=at)
    found = book.of(person_id) if book else None
    shown = found.rows[:rows] if found else ()
    causes = {fall.rule.dossier_id for fall in reach.causes if fall.rule.dossier_id}
    codenames = vault.codenames_of({one.dossier_id for one in shown} | causes)
    return PersonView(
        id=row.id, name=row.name, role=row.role, state=row.state, survey=survey, reach=reach,
        seen=seen, band=found.band if found else Band(),
        held=tuple(_held(book, person_id, one, codenames) for one in shown) if book else (),
        customers=len(found.rows) if found else 0, codenames=codenames,
    )  # fmt: skip


def _held(book: Book, person: UUID, row: HangRow, codenames: Mapping[UUID, str]) -> HeldRow:
    signs, customer = book.of(person).signs[row.dossier_id], book.customers[row.dossier_id]
    return HeldRow(
        hang=row, codename=codenames.get(row.dossier_id, ""), known=customer.known,
        spread=customer.spread, share=signs.share, factors=factors(book.weights, signs),
        cut=book.cuts.get(row.dossier_id, {}).get(person, 0.0),
    )  # fmt: skip


def read_customer(*, reader: Actor, dossier_id: UUID, at: datetime) -> CustomerView:
    """Show on whom one customer hangs, and what a deputy would change; on record.

    Raises:
        CustomerNotFound: not in the survey, or nobody of the reader's people has a bond with it.
        ExposureShut, LedgerUnavailable: as the names say.
    """
    sight = _Sight(reader, at)
    survey = newest_survey()
    book = book_of(survey) if survey else None
    if survey is None or book is None or dossier_id not in book.customers:
        raise CustomerNotFound
    bound = [who for who, held in book.held.items() if dossier_id in held.signs]
    mine = [who for who in bound if sight.sees(who)]
    if not mine and not sight.all:
        raise CustomerNotFound
    sight.record("customer", dossier_id, {"people": len(mine)})
    names = people.names(mine)
    told = [_bond(book, who, dossier_id, names.get(who, "–")) for who in mine]
    return CustomerView(
        dossier_id=dossier_id, codename=vault.codenames_of([dossier_id]).get(dossier_id, ""),
        survey=survey, customer=book.customers[dossier_id],
        bonds=tuple(sorted(told, key=lambda one: (-one.hang.middle, one.name))),
        hidden=len(bound) - len(mine),
    )  # fmt: skip


def _bond(book: Book, person: UUID, dossier: UUID, name: str) -> BondView:
    signs = book.of(person).signs[dossier]
    row = hang(dossier, book.customers[dossier].usd, signs, book.weights)
    cut = book.cuts.get(dossier, {}).get(person, 0.0)
    return BondView(person, name, row, signs, factors(book.weights, signs), cut)


def read_pair(
    *, reader: Actor, first_id: UUID, second_id: UUID, at: datetime, rows: int = 20
) -> PairView:
    """Show what would go if two people left together; on record, about both.

    Raises:
        PersonNotFound: one of them is missing or not the reader's, or both are the same.
        ExposureShut, LedgerUnavailable: as the names say.
    """
    sight = _Sight(reader, at)
    if first_id == second_id:
        raise PersonNotFound
    first, second = sight.person(first_id), sight.person(second_id)
    sight.record("pair", first_id, {"second": str(second_id)})
    survey = newest_survey()
    if survey is None:
        return PairView(first, second, (Band(), Band()), Band(), 0, ())
    book = book_of(survey)
    left, right = book.of(first_id), book.of(second_id)
    both = ranked(_both(book, left.signs, right.signs, book.weights))
    codenames = vault.codenames_of(row.dossier_id for row in both[:rows])
    return PairView(
        first, second, (left.band, right.band), total(both),
        len(left.signs.keys() & right.signs.keys()),
        tuple((row, codenames.get(row.dossier_id, "")) for row in both[:rows]),
    )  # fmt: skip


def _both(
    book: Book, left: Mapping[UUID, Signs], right: Mapping[UUID, Signs], weights: Weights
) -> Iterable[HangRow]:
    for dossier in left.keys() | right.keys():
        signs = together(left.get(dossier), right.get(dossier))
        yield hang(dossier, book.customers[dossier].usd, signs, weights)
