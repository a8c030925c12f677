"""The secret address of somebody's own calendar feed: shown once, revocable, one at a time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.ids import new_token
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches.errors import TouchNotFound, TouchNotYours
from muniment.touches.models import FeedLink
from muniment.touches.queries.incoming import FEED_INDEX
from muniment.vault.gate.standing import reader_of

MADE = "touches.feed.made"
ENDED = "touches.feed.ended"
TOKEN_BYTES = 32


def make_feed(*, by: Actor, at: datetime) -> str:
    """Make a secret address for one's own duties; the one before ends.

    Returns:
        The secret part of the address; only its keyed hash is kept.

    Raises:
        TouchNotYours: somebody from outside, or somebody on notice.
    """
    reader = reader_of(by)
    if reader.role.is_outside or reader.state is not State.ACTIVE:
        raise TouchNotYours
    token = new_token(TOKEN_BYTES)
    with transaction.atomic():
        FeedLink.objects.filter(person=reader.id, ended_at=None).update(ended_at=at)
        FeedLink.objects.create(
            person_id=reader.id, digest=ring.blind(FEED_INDEX, token), made_at=at
        )
        append_entry(kind=MADE, subject=reader.id, by=by, at=at, facts={})
    return token


def end_feed(*, by: Actor, at: datetime) -> None:
    """End the secret address of one's own calendar; calendars that know it get nothing more.

    Raises:
        TouchNotFound: there is none.
    """
    with transaction.atomic():
        if not FeedLink.objects.filter(person=by.person_id, ended_at=None).update(ended_at=at):
            raise TouchNotFound
        append_entry(kind=ENDED, subject=by.person_id, by=by, at=at, facts={})


def close_feed_of(*, person_id: UUID, by: Actor, at: datetime) -> bool:
    """End the feed of somebody who has left; whether there was one.

    Raises:
        TouchNotYours: she has not left.
    """
    person = people.reader(person_id)
    if person is None or person.state is not State.LEFT:
        raise TouchNotYours
    with transaction.atomic():
        count = FeedLink.objects.filter(person=person_id, ended_at=None).update(ended_at=at)
        if count:
            append_entry(kind=ENDED, subject=person_id, by=by, at=at, facts={})
    return bool(count)
