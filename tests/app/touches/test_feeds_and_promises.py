"""Who gets a calendar feed, and who may promise something to a customer."""

from datetime import date

import pytest

from muniment.people import services as people
from muniment.touches import services
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind
from muniment.touches.errors import TouchNotYours
from muniment.touches.feed import feed
from muniment.touches.services import NewTouch
from tests.world import NOON

pytestmark = pytest.mark.usefixtures("noon")

WORDS = {"contact": "{customer}", "visit": "{customer}", "promise": "{customer}",
         "quotation": "{customer}"}  # fmt: skip
PROMISE = {"kind": PromiseKind.PROMISE, "words": "samples", "due_on": None, "at": NOON}


def test_a_feed_is_silent_and_none_is_made_once_notice_was_given(world):
    ada = world.actor("ada")
    token = services.make_feed(by=ada, at=NOON)
    assert feed(token, words=WORDS, at=NOON) is not None

    people.give_notice(
        person_id=world.id("ada"), notice_on=date(2026, 5, 4), last_day_on=date(2026, 6, 4),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip

    assert feed(token, words=WORDS, at=NOON) is None
    with pytest.raises(TouchNotYours):
        services.make_feed(by=ada, at=NOON)


def test_only_those_who_answer_for_a_customer_or_touched_it_promise_something(world):
    heron, ben = world.dossier(), world.actor("ben")

    with pytest.raises(TouchNotYours):
        services.note_promise(dossier_id=heron, by=ben, **PROMISE)

    call = NewTouch(kind=Kind.CALL, happened_on=NOON.date(), direction=Direction.OUT)
    services.log_touch(dossier_id=heron, touch=call, by=ben, at=NOON)
    assert services.note_promise(dossier_id=heron, by=ben, **PROMISE)
    assert services.note_promise(dossier_id=heron, by=world.actor("mia"), **PROMISE)
