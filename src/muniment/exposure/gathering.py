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
from muniment.people.domain.lines import chain_above
from muniment.people.queries.leaving import Presence, departures, present
from muniment.people.queries.posts import line_managers_at
from muniment.touches import queries as touches
from muniment.vault.queries.keeping import KeptRow, kept_at

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who could speak with a customer, who of them stayed, and who stood above whom."""

    presence: Presence
    above: Mapping[UUID, Collection[UUID]]


def staff_now() -> Staff:
    """The staff as it is; two queries."""
    above: dict[UUID, set[UUID]] = {}
    for manager, reports in people.reporting_lines().items():
        for report in reports:
            above.setdefault(report, set()).add(manager)
    return Staff(present(), above)


def staff_at(at: datetime) -> Staff:
    """The same just before a moment of the past, by posts and notices on record; two queries."""
    managers, day = line_managers_at(at), timezone.localdate(at)
    noticed = {row.person_id for row in departures() if row.notice_on and row.notice_on < day}
    presence = Presence(frozenset(managers.keys() - noticed), frozenset(managers.keys() & noticed))
    return Staff(presence, {one: chain_above(one, managers) for one in managers})


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
    staying, here = staff.presence.staying, staff.presence.here
    for row in kept:
        contacts = {
            who: one for who, one in shares.get(row.dossier_id, {}).items() if who in here
        }  # fmt: skip
        yield Customer(
            dossier_id=row.dossier_id,
            keeper_id=row.keeper_id,
            deputy_id=row.deputy_id,
            contacts={
                who: Contact(one.total, one.traced, one.aside) for who, one in contacts.items()
            },
            known=known.get(row.dossier_id, frozenset()) & staying,
            last=last.get(row.dossier_id, {}),
            since=_since(row),
            away=frozenset(who for who in (*contacts, row.deputy_id) if who) - staying,
        )


def _since(row: KeptRow) -> dict[UUID, date]:
    told = ((row.keeper_id, row.keeper_since), (row.deputy_id, row.deputy_since))
    return {who: timezone.localdate(since) for who, since in told if who and since}
