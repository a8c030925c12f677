"""One person, one customer, and two people leaving together."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from muniment.core.actor import Actor
from muniment.exposure.book import Book, newest_book
from muniment.exposure.domain.hang import Band, HangRow, hang, together
from muniment.exposure.domain.weights import Signs, factors
from muniment.exposure.errors import CustomerNotFound, PersonNotFound
from muniment.exposure.gate.sight import Sight
from muniment.exposure.purse import Purse, purse_of
from muniment.exposure.queries.reach import reach_of
from muniment.exposure.queries.seen import seen_by
from muniment.exposure.views import BondView, CustomerView, HeldRow, PairRow, PairView, PersonView
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import queries as vault

LOOK_BACK = timedelta(days=90)


def read_person(
    *, reader: Actor, person_id: UUID, at: datetime, rows: int = 50, page: int = 1
) -> PersonView:
    """Show one person: reach, seen and hang; the view is on record, about her.

    Args:
        rows: how many of her customers, the heaviest first, then those without an amount.
        page: which `rows` of them; the first page is 1.

    Raises:
        PersonNotFound, ExposureShut: missing, or not the reader's to know about.
        LedgerUnavailable: nothing can be put on record, so nothing is read.
    """
    sight = Sight(reader, at)
    row = sight.person(person_id)
    sight.record("person", person_id, {"days": LOOK_BACK.days})
    book, purse = newest_book(), purse_of(sight.who, at=at)
    reach = reach_of(person_id, at=at, paid=purse.open)
    seen = seen_by(person_id, since=at - LOOK_BACK, until=at)
    mine = sorted(book.of(person_id).rows, key=purse.rank) if book else []
    band, untold = purse.band(mine)
    causes = {fall.rule.dossier_id for fall in reach.causes if fall.rule.dossier_id}
    shown = mine[(page - 1) * rows : page * rows]
    codenames = vault.codenames_of({one.dossier_id for one in shown} | causes)
    return PersonView(
        id=row.id, name=row.name, role=row.role, state=row.state, reach=reach,
        survey=book.survey if book else None,
        turnover=None if purse.is_empty else reach.figures.usd, seen=seen, band=band,
        untold=untold, customers=len(mine), codenames=codenames,
        held=tuple(_held(book, purse, person_id, one, codenames) for one in shown)
        if book else (),
    )  # fmt: skip


def _held(
    book: Book, purse: Purse, person: UUID, row: HangRow, codenames: Mapping[UUID, str]
) -> HeldRow:
    signs, customer = book.of(person).signs[row.dossier_id], book.customers[row.dossier_id]
    money, fall = purse.row(row), book.fall(row.dossier_id, person)
    return HeldRow(
        dossier_id=row.dossier_id, codename=codenames.get(row.dossier_id, ""), follow=row.follow,
        money=money, known=customer.known, spread=customer.spread, share=signs.share,
        factors=factors(book.weights, signs), fall=fall, cut=money.usd * fall if money else None,
    )  # fmt: skip


def read_customer(*, reader: Actor, dossier_id: UUID, at: datetime) -> CustomerView:
    """Show on whom one customer hangs, and what a deputy would change; on record.

    Raises:
        CustomerNotFound: not in the survey, or nobody of the reader's people has a bond with it.
        ExposureShut, LedgerUnavailable: as the names say.
    """
    sight = Sight(reader, at)
    book = newest_book()
    if book is None or dossier_id not in book.customers:
        raise CustomerNotFound
    bound = [who for who, held in book.held.items() if dossier_id in held.signs]
    mine = [who for who in bound if sight.sees(who)]
    if not mine and not sight.all:
        raise CustomerNotFound
    sight.record("customer", dossier_id, {"people": len(mine)})
    names, purse = people.names(mine), purse_of(sight.who, at=at)
    told = [_bond(book, purse, who, dossier_id, names.get(who, "–")) for who in mine]
    row = book.customers[dossier_id]
    return CustomerView(
        dossier_id=dossier_id, codename=vault.codenames_of([dossier_id]).get(dossier_id, ""),
        survey=book.survey, known=row.known, spread=row.spread,
        money=row if dossier_id in purse.open else None,
        bonds=tuple(sorted(told, key=lambda one: (-one.follow, one.name))),
        hidden=len(bound) - len(mine),
    )  # fmt: skip


def _bond(book: Book, purse: Purse, person: UUID, dossier: UUID, name: str) -> BondView:
    signs = book.of(person).signs[dossier]
    row = hang(dossier, book.customers[dossier].usd, signs, book.weights)
    money, fall = purse.row(row), book.fall(dossier, person)
    return BondView(
        person_id=person, name=name, follow=row.follow, money=money, signs=signs,
        factors=factors(book.weights, signs), fall=fall, cut=money.usd * fall if money else None,
    )  # fmt: skip


def read_pair(
    *, reader: Actor, first_id: UUID, second_id: UUID, at: datetime, rows: int = 20
) -> PairView:
    """Show what would go if two people left together; on record, about both.

    Raises:
        PersonNotFound: one of them is missing or not the reader's, or both are the same.
        ExposureShut, LedgerUnavailable: as the names say.
    """
    sight = Sight(reader, at)
    if first_id == second_id:
        raise PersonNotFound
    first, second = sight.person(first_id), sight.person(second_id)
    sight.record("pair", first_id, {"second": str(second_id)})
    book = newest_book()
    if book is None:
        return PairView(first, second, (Band(), Band()), Band(), 0, 0, ())
    purse = purse_of(sight.who, at=at)
    left, right = book.of(first_id), book.of(second_id)
    away = (first.state is not State.ACTIVE, second.state is not State.ACTIVE)
    both = sorted(_both(book, left.signs, right.signs, away), key=purse.rank)
    band, untold = purse.band(both)
    return PairView(
        first=first, second=second, together=band, untold=untold,
        apart=(purse.band(left.rows)[0], purse.band(right.rows)[0]),
        shared=len(left.signs.keys() & right.signs.keys()), rows=_pairs(both[:rows], purse),
    )  # fmt: skip


def _both(
    book: Book, left: Mapping[UUID, Signs], right: Mapping[UUID, Signs], away: tuple[bool, bool]
) -> Iterable[HangRow]:
    for dossier in left.keys() | right.keys():
        signs = together(left.get(dossier), right.get(dossier), away=away)
        yield hang(dossier, book.customers[dossier].usd, signs, book.weights)


def _pairs(rows: list[HangRow], purse: Purse) -> tuple[PairRow, ...]:
    codenames = vault.codenames_of(row.dossier_id for row in rows)
    return tuple(
        PairRow(row.dossier_id, codenames.get(row.dossier_id, ""), row.follow, purse.row(row))
        for row in rows
    )
