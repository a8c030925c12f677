"""The exit: what comes back, what is signed, and when the form is complete."""

from datetime import timedelta

import pytest

from muniment.handover.domain.exits import RETURNS
from muniment.handover.domain.states import Kind, Paper, ReturnState, Stage, Vouch
from muniment.handover.errors import (
    ExitNotReady,
    HandoverNotFound,
    HandoverOver,
    NotYoursToHand,
    NotYoursToSign,
    PaperUnfit,
    ReturnNotFound,
    ReturnsFull,
    StatementUnfit,
)
from muniment.handover.exits import doors_of, read_exit, read_statement
from muniment.handover.models import Handover, HandoverItem, ReturnItem, Statement
from muniment.handover.papers import Paper as Upload
from muniment.handover.queries import counted
from muniment.handover.services import accept_customers
from muniment.handover.services.exit import (
    MOST_RETURNS,
    add_return,
    complete_handover,
    file_statement,
    list_returns,
    settle_return,
    sign_statement,
)
from muniment.handover.services.exit_doors import close_doors
from muniment.people import services as accounts
from muniment.touches.queries import feed_of
from muniment.touches.services import make_feed
from tests.app.handover.cast import begin, customer, sellers
from tests.app.handover.words import answer, asked, item_of, link
from tests.world import NOON, World

AFTER = NOON + timedelta(days=60)


def left(world: World, **plan):
    sellers(world)
    one = customer(world)
    return one, begin(world, chosen={one: world.id("dan")}, **plan).handover_id


def do_all(world: World, dossier_id, handover_id) -> None:
    """Everything that the form asks for."""
    mia, ada = world.actor("mia"), world.actor("ada")
    list_returns(handover_id=handover_id, by=mia, at=NOON)
    for item in ReturnItem.objects.all():
        settle_return(
            return_id=item.id, state=ReturnState.RETURNED, note="", by=mia, at=NOON
        )  # fmt: skip
    for paper in (Paper.DELETION, Paper.DUTIES):
        sign_statement(
            handover_id=handover_id, paper=paper, language="en", name="ada", by=ada, at=NOON
        )
    accept_customers(item_ids=[item_of(dossier_id).id], by=world.actor("dan"), at=NOON)
    answer(link(world, asked(world, dossier_id)).token)


def complete(world: World, handover_id, reason: str = "", by: str = "mia") -> bool:
    return complete_handover(handover_id=handover_id, reason=reason, by=world.actor(by), at=NOON)


def test_the_form_is_complete_when_everything_is_done(world: World) -> None:
    one, handover_id = left(world)
    do_all(world, one, handover_id)

    assert complete(world, handover_id)
    row = Handover.objects.get(pk=handover_id)
    assert (row.stage, row.overridden) == (Stage.COMPLETE, False)
    (entry,) = world.entries("handover.handover.completed")
    assert entry.facts["open"] == []


def test_what_is_open_is_named_and_stops_the_form(world: World) -> None:
    _, handover_id = left(world)
    with pytest.raises(ExitNotReady) as refusal:
        complete(world, handover_id)
    assert refusal.value.facts == {"count": 5}
    told = read_exit(
        reader=world.actor("mia"), handover_id=handover_id, language="en", at=NOON
    ).conditions
    assert [one.code for one in told if not one.is_met] == [
        "main_confirmed", "accepted", "returns", "deletion", "duties",
    ]  # fmt: skip


def test_only_an_owner_with_a_reason_closes_what_is_open(world: World) -> None:
    _, handover_id = left(world)
    for who, reason in (("mia", "because"), ("olga", " ")):
        with pytest.raises(ExitNotReady):
            complete(world, handover_id, reason, by=who)

    assert not complete(world, handover_id, "customer went bankrupt", by="olga")
    row = Handover.objects.get(pk=handover_id)
    assert (row.stage, row.overridden) == (Stage.COMPLETE, True)
    with pytest.raises(HandoverOver):
        complete(world, handover_id, "again", by="olga")


def test_something_missing_keeps_the_form_open(world: World) -> None:
    one, handover_id = left(world)
    do_all(world, one, handover_id)
    first = ReturnItem.objects.first()
    assert first is not None
    settle_return(
        return_id=first.id, state=ReturnState.MISSING, note="lost in a taxi",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    with pytest.raises(ExitNotReady):
        complete(world, handover_id)


def test_the_list_is_laid_out_once_and_more_can_be_added(world: World) -> None:
    _, handover_id = left(world)
    mia = world.actor("mia")
    assert list_returns(handover_id=handover_id, by=mia, at=NOON) == len(RETURNS)
    assert list_returns(handover_id=handover_id, by=mia, at=NOON) == 0
    add_return(
        handover_id=handover_id, kind="other", name="colour chart of Heron",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    told = read_exit(reader=mia, handover_id=handover_id, language="en", at=NOON).returns
    assert told[-1].name == "colour chart of Heron"
    assert not any(b"colour" in bytes(one.sealed) for one in ReturnItem.objects.all())
    with pytest.raises(ReturnNotFound):
        add_return(handover_id=handover_id, kind="other", name=" ", by=mia, at=NOON)


def test_what_the_leaver_adds_keeps_no_form_open(world: World) -> None:
    one, handover_id = left(world)
    do_all(world, one, handover_id)
    add_return(handover_id=handover_id, kind="other", name="a key", by=world.actor("ada"), at=NOON)
    assert complete(world, handover_id)


def test_a_list_holds_sixty_things(world: World) -> None:
    _, handover_id = left(world)
    told = {"handover_id": handover_id, "kind": "other", "by": world.actor("ada"), "at": NOON}
    for number in range(MOST_RETURNS):
        add_return(**told, name=f"pen {number}")
    with pytest.raises(ReturnsFull):
        add_return(**told, name="one pen more")


def test_what_the_heir_brought_completes_no_form_and_earns_no_tail(world: World) -> None:
    one, handover_id = left(world)
    do_all(world, one, handover_id)
    HandoverItem.objects.filter(dossier=one).update(vouch=Vouch.HEIR)
    with pytest.raises(ExitNotReady):
        complete(world, handover_id)
    assert counted(handover_id) == []


@pytest.mark.parametrize("name", ["ada", "dan", "ben", "kai", "cus"])
def test_only_those_who_lead_tick_things_off(world: World, name: str) -> None:
    _, handover_id = left(world)
    list_returns(handover_id=handover_id, by=world.actor("mia"), at=NOON)
    item = ReturnItem.objects.first()
    assert item is not None
    with pytest.raises(NotYoursToHand):
        settle_return(
            return_id=item.id, state=ReturnState.RETURNED, note="", by=world.actor(name), at=NOON
        )


def test_the_leaver_signs_what_stood_there_under_her_own_name(world: World) -> None:
    _, handover_id = left(world)
    signed = {"handover_id": handover_id, "paper": Paper.DELETION, "language": "zh-hans"}
    with pytest.raises(StatementUnfit):
        sign_statement(**signed, name="Mia", by=world.actor("ada"), at=NOON)
    with pytest.raises(NotYoursToSign):
        sign_statement(**signed, name="Ada", by=world.actor("mia"), at=NOON)
    digest = sign_statement(**signed, name=" Ada ", by=world.actor("ada"), at=NOON)

    (told,) = read_exit(
        reader=world.actor("ada"), handover_id=handover_id, language="en", at=NOON
    ).statements
    assert told.hash == digest
    assert told.is_sound
    assert "本人Ada即将离开" in told.text
    assert world.entries("handover.statement.signed")[0].facts["hash"] == digest
    with pytest.raises(StatementUnfit):
        sign_statement(**signed, name="Ada", by=world.actor("ada"), at=NOON)


def test_a_statement_signed_on_paper_is_kept_with_its_scan(world: World) -> None:
    _, handover_id = left(world)
    filed = {"handover_id": handover_id, "paper": Paper.DELETION, "language": "en"}
    with pytest.raises(PaperUnfit):
        file_statement(**filed, upload=Upload(b"", "x.pdf"), by=world.actor("mia"), at=NOON)
    file_statement(
        **filed, upload=Upload(b"%PDF-1.7", "x.pdf"), by=world.actor("mia"), at=NOON
    )  # fmt: skip

    row = Statement.objects.get()
    assert row.on_paper
    _, scan = read_statement(reader=world.actor("mia"), statement_id=row.id, at=NOON)
    assert scan is not None
    assert scan.content == b"%PDF-1.7"


@pytest.mark.parametrize("name", ["dan", "ben", "eli", "cus", "fin", "sam"])
def test_heirs_and_strangers_see_nothing_of_an_exit(world: World, name: str) -> None:
    _, handover_id = left(world)
    with pytest.raises(HandoverNotFound):
        read_exit(reader=world.actor(name), handover_id=handover_id, language="en", at=NOON)


def test_each_look_of_those_above_is_on_record_and_her_own_is_not(world: World) -> None:
    _, handover_id = left(world)
    for name in ("ada", "mia"):
        read_exit(reader=world.actor(name), handover_id=handover_id, language="en", at=NOON)
    (entry,) = world.entries("handover.handover.read")
    assert (entry.facts["view"], entry.actor) == ("exit", str(world.id("mia")))


def test_the_last_day_closes_every_door(world: World) -> None:
    sellers(world)
    one = customer(world)
    make_feed(by=world.actor("ada"), at=NOON)
    begin(world, chosen={one: world.id("dan")})
    before = {door.code: door.open for door in doors_of(world.id("ada"), at=NOON)}
    assert before["account"] == before["list"] == 1
    assert before["feed"] == 0  # silent since she gave notice
    assert close_doors(at=NOON) == 0

    accounts.leave(person_id=world.id("ada"), by=world.actor("olga"), at=AFTER)
    assert close_doors(at=AFTER) == 1

    assert {door.open for door in doors_of(world.id("ada"), at=AFTER)} == {0}
    assert feed_of(world.id("ada")) is None
    (entry,) = world.entries("handover.doors.closed")
    assert set(entry.facts["after"].values()) == {0}
    assert close_doors(at=AFTER) == 0


def test_a_rotation_asks_for_no_returns_and_no_signature(world: World) -> None:
    one, handover_id = left(world, kind=Kind.ROTATION)
    accept_customers(item_ids=[item_of(one).id], by=world.actor("dan"), at=NOON)
    answer(link(world, asked(world, one)).token)
    with pytest.raises(HandoverNotFound):
        list_returns(handover_id=handover_id, by=world.actor("mia"), at=NOON)
    assert complete(world, handover_id)
