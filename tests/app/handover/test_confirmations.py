"""The customer's own word: asked for by a one-time link, kept with time and hash."""

import hashlib
import json
from datetime import timedelta

import pytest

from muniment.handover.confirmations import confirmations_of, read_answer
from muniment.handover.domain.states import AnswerWay, ConfirmationState, ItemState, Vouch
from muniment.handover.errors import (
    AnswerBehindContacts,
    AnswerUnfit,
    ConfirmationNotFound,
    HandoverNotFound,
    LinkClosed,
    NotYoursToHand,
    PaperUnfit,
    SendingInvalid,
    StepNotOpen,
)
from muniment.handover.models import Confirmation, ConfirmationLink
from muniment.handover.outsiders import open_confirmation
from muniment.handover.papers import Paper
from muniment.handover.queries import progress_of
from muniment.handover.services import complete_handover
from muniment.handover.services.board import offer_other_heir
from muniment.handover.services.confirmations import (
    Sending,
    close_confirmation,
    remind_customer,
)
from muniment.handover.services.confirmations_answers import file_answer
from muniment.handover.services.confirmations_letters import chase, note_letter, write_letter
from muniment.touches import queries as touches
from muniment.vault import queries as vault
from muniment.vault.services import reassign_custody, submit_values, verify_values
from tests.app.handover.cast import begin, customer, sellers, taken_back
from tests.app.handover.words import NO, OUTSIDE, YES, answer, asked, item_of, link
from tests.world import NOON, World

LATER = NOON + timedelta(days=1)


def left(world: World, **about: str):
    """One customer of Ada's, who leaves; Dan takes it."""
    sellers(world)
    one = customer(world, **about)
    begin(world, chosen={one: world.id("dan")})
    return one


def test_a_customer_sees_who_goes_and_who_comes_and_nothing_of_itself(world: World) -> None:
    made = link(world, asked(world, left(world)))
    opened = open_confirmation(token=made.token, place=OUTSIDE, at=NOON)

    assert (opened.leaver, opened.heir, opened.post) == ("Ada", "Dan", "salesperson")
    assert opened.email == "dan@house.example"
    assert "nordlicht" not in str(opened).casefold()
    assert len(world.entries("handover.confirmation.opened")) == 1
    open_confirmation(token=made.token, place=OUTSIDE, at=LATER)
    assert len(world.entries("handover.confirmation.opened")) == 1


def test_a_yes_moves_the_board_and_leaves_a_receipt_in_the_ledger(world: World) -> None:
    one = left(world)
    receipt = answer(link(world, asked(world, one)).token, at=LATER)

    (entry,) = world.entries("handover.confirmation.answered")
    assert item_of(one).state == ItemState.CONFIRMED
    assert item_of(one).answered_at == LATER
    assert entry.facts["receipt"] == receipt.sha256 == hashlib.sha256(receipt.copy).hexdigest()
    assert entry.leaf_hash.hex() == receipt.entry_leaf
    told = json.loads(receipt.copy)
    assert told["promises"] == ["samples by 3 June", "drawing"]
    assert "Weber" not in str(entry.facts)
    row = Confirmation.objects.get()
    assert b"Weber" not in bytes(row.sealed)


def test_a_link_takes_one_answer(world: World) -> None:
    made = link(world, asked(world, left(world)))
    answer(made.token)

    with pytest.raises(LinkClosed):
        answer(made.token, NO)
    with pytest.raises(LinkClosed):
        open_confirmation(token=made.token, place=OUTSIDE, at=NOON)


@pytest.mark.parametrize("token", ["", "x" * 43, "y" * 5000])
def test_a_wrong_link_opens_nothing(world: World, token: str) -> None:
    asked(world, left(world))
    with pytest.raises(LinkClosed):
        open_confirmation(token=token, place=OUTSIDE, at=NOON)


def test_the_token_itself_is_kept_nowhere(world: World) -> None:
    made = link(world, asked(world, left(world)))
    kept = ConfirmationLink.objects.get()
    assert made.token.encode() not in bytes(kept.digest)
    assert len(bytes(kept.digest)) == 16


def test_a_refusal_is_a_state_and_another_heir_is_asked_for_anew(world: World) -> None:
    one = left(world)
    answer(link(world, asked(world, one)).token, NO)
    assert item_of(one).state == ItemState.REFUSED

    offer_other_heir(
        item_id=item_of(one).id, heir_id=world.id("eli"), reason="refused",
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip
    made = link(world, asked(world, one, at=LATER), at=LATER)
    assert open_confirmation(token=made.token, place=OUTSIDE, at=LATER).heir == "Eli"
    answer(made.token, at=LATER)
    assert item_of(one).state == ItemState.CONFIRMED


def test_a_new_question_ends_the_one_before(world: World) -> None:
    one = left(world)
    first = link(world, asked(world, one))
    asked(world, one, at=LATER)

    with pytest.raises(LinkClosed):
        open_confirmation(token=first.token, place=OUTSIDE, at=LATER)
    (told,) = confirmations_of([item_of(one).id]).values()
    assert [row.state for row in told] == [ConfirmationState.WAITING, ConfirmationState.CLOSED]


@pytest.mark.parametrize("way", ["expired", "closed", "withdrawn", "offered"])
def test_a_question_that_is_over_looks_like_one_that_never_was(world: World, way: str) -> None:
    one = left(world)
    confirmation, at = asked(world, one), NOON
    made = link(world, confirmation)
    item, by = item_of(one), world.actor("mia")
    if way == "expired":
        at = NOON + timedelta(days=15)
    elif way == "closed":
        close_confirmation(confirmation_id=confirmation, reason="by phone", by=by, at=NOON)
    elif way == "withdrawn":
        taken_back(world, item.handover_id)
    else:
        offer_other_heir(
            item_id=item.id, heir_id=world.id("eli"), reason="x", by=by, at=NOON
        )  # fmt: skip
    with pytest.raises(LinkClosed):
        open_confirmation(token=made.token, place=OUTSIDE, at=at)


@pytest.mark.parametrize("name", ["ada", "ben", "eli", "kai", "cus", "sam"])
def test_the_leaver_and_strangers_ask_no_customer(world: World, name: str) -> None:
    one = left(world)
    with pytest.raises(NotYoursToHand):
        asked(world, one, by=name)


@pytest.mark.parametrize("name", ["dan", "mia", "olga"])
def test_the_heir_and_those_above_the_leaver_ask(world: World, name: str) -> None:
    assert asked(world, left(world), by=name)


def test_a_customer_that_agreed_is_not_asked_again(world: World) -> None:
    one = left(world)
    answer(link(world, asked(world, one)).token)
    with pytest.raises(StepNotOpen):
        asked(world, one)


@pytest.mark.parametrize(
    ("about", "language"),
    [({"country": "BR"}, "pt"), ({"country": "DE", "languages": "русский"}, "ru"),
     ({"country": "VN"}, "en")],
)  # fmt: skip
def test_each_letter_is_in_the_customers_language(world: World, about, language: str) -> None:
    one = left(world, **about)
    asked(world, one)
    assert Confirmation.objects.get(item=item_of(one)).language == language


@pytest.mark.parametrize(
    "sending", [Sending(days=0), Sending(days=91), Sending(remind_days=15), Sending(language="xx")]
)
def test_what_cannot_be_sent_is_said_at_once(world: World, sending: Sending) -> None:
    one = left(world)
    with pytest.raises(SendingInvalid):
        asked(world, one, sending=sending)


def test_of_customers_that_do_not_exist_nobody_is_asked(world: World) -> None:
    from muniment.handover.services.confirmations import ask_customers

    with pytest.raises(HandoverNotFound):
        ask_customers(item_ids=[world.id("ada")], sending=Sending(), by=world.actor("mia"), at=NOON)


def verified(world: World, dossier_id, by: str) -> None:
    """Somebody checks the address that stands in a dossier."""
    verify_values(
        dossier_id=dossier_id, compartment="contacts", fields={"contacts.emails": 1},
        by=world.actor(by), at=NOON,
    )  # fmt: skip


def mailed_yes(world: World, dossier_id):
    """The house mails the link, and whoever reads that mailbox agrees."""
    confirmation = asked(world, dossier_id, sending=Sending())
    letter = write_letter(confirmation_id=confirmation, at=NOON)
    assert letter is not None
    note_letter(confirmation_id=confirmation, is_sent=True, at=NOON)
    answer(letter.link.token)


def main_confirmed(dossier_id) -> int:
    return progress_of(item_of(dossier_id).handover_id).main_confirmed


def test_a_yes_from_an_address_that_only_the_leaver_wrote_does_not_count(world: World) -> None:
    one = left(world)
    mailed_yes(world, one)

    assert (item_of(one).state, item_of(one).vouch) == (ItemState.CONFIRMED, Vouch.ADDRESS)
    assert main_confirmed(one) == 0
    assert world.id("dan") not in touches.known_to_customer([one], at=LATER).get(one, frozenset())
    ((row,),) = confirmations_of([item_of(one).id]).values()
    assert (row.address_by, row.is_traced) == ("Ada", False)


def test_the_heir_cannot_vouch_for_an_address_of_her_own(world: World) -> None:
    one = left(world)
    submit_values(
        dossier_id=one, compartment="contacts", values={"contacts.emails": "me@private.example"},
        by=world.actor("dan"), at=NOON,
    )  # fmt: skip
    mailed_yes(world, one)
    ((row,),) = confirmations_of([item_of(one).id]).values()
    assert row.address_by == "Dan"
    assert main_confirmed(one) == 0


def test_what_the_heir_brings_counts_only_when_a_leader_stands_for_it(world: World) -> None:
    one = left(world)
    answer(link(world, asked(world, one, by="dan"), by="dan").token)
    assert (item_of(one).state, item_of(one).vouch) == (ItemState.CONFIRMED, Vouch.HEIR)
    assert main_confirmed(one) == 0

    for name, vouch, count in (("dan", Vouch.HEIR, 0), ("mia", Vouch.LED, 1)):
        file_answer(
            item_id=item_of(one).id, told=YES, way=AnswerWay.PAPER,
            paper=Paper(b"%PDF-1.7 signed", "sheet.pdf"), by=world.actor(name), at=LATER,
        )  # fmt: skip
        assert item_of(one).vouch == vouch
        assert main_confirmed(one) == count


def test_a_customer_whose_yes_does_not_count_is_asked_again_by_mail(world: World) -> None:
    one = left(world)
    verified(world, one, "mia")
    answer(link(world, asked(world, one, by="dan"), by="dan").token)
    mailed_yes(world, one)
    assert item_of(one).vouch == Vouch.TRACED
    assert main_confirmed(one) == 1


def test_a_former_heir_files_nothing_any_more(world: World) -> None:
    one = left(world)
    confirmation, item = asked(world, one), item_of(one)
    complete_handover(
        handover_id=item.handover_id, reason="bankrupt", by=world.actor("olga"), at=NOON
    )
    reassign_custody(
        from_id=world.id("dan"), heirs={one: world.id("eli")}, cause=item.handover_id, hold=False,
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip
    with pytest.raises(NotYoursToHand):
        link(world, confirmation, by="dan", at=LATER)
    with pytest.raises(NotYoursToHand):
        close_confirmation(
            confirmation_id=confirmation, reason="x", by=world.actor("dan"), at=LATER
        )
    with pytest.raises(NotYoursToHand):
        file_answer(
            item_id=item.id, told=NO, way=AnswerWay.PAPER, paper=Paper(b"%PDF-1.7", "x.pdf"),
            by=world.actor("dan"), at=LATER,
        )  # fmt: skip


def test_a_yes_by_a_mailed_link_is_the_customers_own_trace(world: World) -> None:
    one = left(world)
    verified(world, one, "mia")
    confirmation = asked(world, one, sending=Sending())
    letter = write_letter(confirmation_id=confirmation, at=NOON)
    assert letter is not None
    assert letter.to == "einkauf@nordlicht.example"
    note_letter(confirmation_id=confirmation, is_sent=True, at=NOON)
    assert item_of(one).state == ItemState.INTRODUCED
    answer(letter.link.token)

    known = touches.known_to_customer([one], at=LATER)
    assert world.id("dan") in known[one]


def test_a_yes_by_a_link_that_somebody_handed_over_is_no_trace(world: World) -> None:
    one = left(world)
    answer(link(world, asked(world, one)).token)

    assert item_of(one).state == ItemState.CONFIRMED
    assert world.id("dan") not in touches.known_to_customer([one], at=LATER).get(one, frozenset())


def test_after_fourteen_days_without_a_word_the_board_says_overdue(world: World) -> None:
    one = left(world)
    asked(world, one)
    assert chase(at=NOON + timedelta(days=15)) == 1
    assert item_of(one).state == ItemState.OVERDUE
    assert chase(at=NOON + timedelta(days=15)) == 0


def test_reminders_go_out_on_their_days_and_end_after_three(world: World) -> None:
    confirmation = asked(world, left(world), sending=Sending(days=60, remind_days=5))
    at = NOON
    sent = []
    for _ in range(6):
        letter = write_letter(confirmation_id=confirmation, at=at)
        note_letter(confirmation_id=confirmation, is_sent=True, at=at)
        sent.append(letter.reminder if letter else None)
        at += timedelta(days=6)
        if not chase(at=at):
            break
    assert sent == [0, 1, 2, 3]


def test_a_handed_link_is_not_reminded_of_by_mail(world: World) -> None:
    confirmation = asked(world, left(world))
    with pytest.raises(ConfirmationNotFound):
        remind_customer(confirmation_id=confirmation, by=world.actor("mia"), at=NOON)


@pytest.mark.parametrize(
    "told", [{}, YES | {"answered_by": " "}, YES | {"answer": "perhaps"},
             YES | {"comment": "x" * 5000}]
)  # fmt: skip
def test_an_answer_that_is_not_whole_keeps_the_link_open(world: World, told) -> None:
    made = link(world, asked(world, left(world)))
    with pytest.raises(AnswerUnfit):
        answer(made.token, told)
    assert open_confirmation(token=made.token, place=OUTSIDE, at=NOON)


def test_a_signed_sheet_counts_on_the_board_with_its_hash(world: World) -> None:
    one = left(world)
    paper = Paper(b"%PDF-1.7 signed", "sheet.pdf")
    confirmation = file_answer(
        item_id=item_of(one).id, told=YES, way=AnswerWay.PAPER, paper=paper,
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    assert item_of(one).state == ItemState.CONFIRMED
    row = Confirmation.objects.get(pk=confirmation)
    assert (row.way, row.state) == ("paper", "answered")
    world.look("mia", one, at=NOON)
    said = read_answer(reader=world.actor("mia"), confirmation_id=confirmation, at=NOON)
    assert said.paper is not None
    assert said.paper.content == paper.content
    assert json.loads(said.copy)["paper"] == paper.sha256


@pytest.mark.parametrize("content", [b"", b"MZ\x90\xff\x00", b"x" * 5_000_001])
def test_a_file_that_is_no_paper_is_not_kept(world: World, content: bytes) -> None:
    one = left(world)
    with pytest.raises(PaperUnfit):
        file_answer(
            item_id=item_of(one).id, told=YES, way=AnswerWay.PAPER, paper=Paper(content, "x"),
            by=world.actor("mia"), at=NOON,
        )  # fmt: skip


def test_the_words_open_to_the_heir_who_opened_the_contacts_and_it_is_on_record(
    world: World,
) -> None:
    one = left(world)
    confirmation = asked(world, one)
    answer(link(world, confirmation).token)
    dan = world.actor("dan")
    world.look("dan", one, at=NOON)

    said = read_answer(reader=dan, confirmation_id=confirmation, at=NOON)
    assert said.answered_by == "K. Weber, buyer"
    assert said.is_sound
    assert len(world.entries("handover.confirmation.read")) == 1


@pytest.mark.parametrize("name", ["ada", "ben", "eli", "kai", "cus", "fin", "sam"])
def test_the_words_open_to_nobody_else(world: World, name: str) -> None:
    one = left(world)
    confirmation = asked(world, one)
    answer(link(world, confirmation).token)

    with pytest.raises((ConfirmationNotFound, HandoverNotFound, AnswerBehindContacts)):
        read_answer(reader=world.actor(name), confirmation_id=confirmation, at=NOON)
    assert not world.entries("handover.confirmation.read")


def test_the_heir_keeps_the_customer_while_its_word_is_awaited(world: World) -> None:
    one = left(world)
    asked(world, one)
    head = vault.dossier(one)
    assert head is not None
    assert head.keeper_id == world.id("dan")
