"""What is known of customers and of who is in touch with them, up to the end of a day.

The survey asks it of today, learning of the day before a notice: the same facts by the same
rules, none of them dated later.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from muniment.exposure.domain.survey import Contact, Customer
from muniment.people import queries as people
from muniment.people.domain.employment import SIGNING_IN
from muniment.people.domain.lines import chain_above
from muniment.people.queries import PeopleFilter
from muniment.people.queries.posts import line_managers_at
from muniment.touches import queries as touches
from muniment.vault.queries.keeping import KeptRow, kept_at

YEAR = timedelta(days=365)
_EVERYBODY = 10_000


@dataclass(frozen=True, slots=True)
class Staff:
    """Who could speak with a customer, and who stood above whom."""

    at_work: frozenset[UUID]
    above: Mapping[UUID, Collection[UUID]]


def staff_now() -> Staff:
    """Everybody who can sign in, on notice or not; who left is no second contact. Two queries."""
    everybody = people.people(PeopleFilter(), limit=_EVERYBODY).rows
    above: dict[UUID, set[UUID]] = {}
    for manager, reports in people.reporting_lines().items():
        for report in reports:
            above.setdefault(report, set()).add(manager)
    return Staff(frozenset(row.id for row in everybody if row.state in SIGNING_IN), above)


def staff_at(at: datetime) -> Staff:
    """The same just before a moment of the past, by the posts on record; one query."""
    managers = line_managers_at(at)
    return Staff(frozenset(managers), {one: chain_above(one, managers) for one in managers})


def customers_now(kept: Collection[KeptRow], staff: Staff, *, at: datetime) -> Iterator[Customer]:
    """Open customers as they stand; six queries for each 5,000 of them."""
    return _customers(kept, staff, until=timezone.localdate(at), at=at)


def customers_before(
    dossier_ids: Collection[UUID], staff: Staff, *, day: date
) -> Iterator[Customer]:
    """Customers as they stood when a day began; those that nobody kept then are absent."""
    began = day_begins(day)
    kept = kept_at(dossier_ids, at=began).values()
    before = began - timedelta(microseconds=1)
    return _customers(list(kept), staff, until=day - timedelta(days=1), at=before)


def day_begins(day: date) -> datetime:
    """The first moment of a day of the house."""
    return timezone.make_aware(datetime.combine(day, time()))


def _customers(
    kept: Collection[KeptRow], staff: Staff, *, until: date, at: datetime
) -> Iterator[Customer]:
    ids = [row.dossier_id for row in kept]
    shares = touches.touch_shares(ids, since=until - YEAR, until=until)
    last = touches.last_traced(ids, until=until)
    known = touches.known_to_customer(ids, at=at, last=last)
    for row in kept:
        contacts = shares.get(row.dossier_id, {})
        yield Customer(
            dossier_id=row.dossier_id,
            keeper_id=row.keeper_id,
            deputy_id=row.deputy_id,
            contacts={
                who: Contact(one.total, one.traced, one.aside) for who, one in contacts.items()
            },
            known=known.get(row.dossier_id, frozenset()) & staff.at_work,
            last=last.get(row.dossier_id, {}),
            since=_since(row),
        )


def _since(row: KeptRow) -> dict[UUID, date]:
    told = ((row.keeper_id, row.keeper_since), (row.deputy_id, row.deputy_since))
    return {who: timezone.localdate(since) for who, since in told if who and since}
