"""Letters that are prepared at notice: in the same act, in the customer's language, unsent."""

from datetime import timedelta

from django.core import mail

from muniment.handover.confirmations import confirmations_of
from muniment.handover.domain.states import ConfirmationState, Kind, Obstacle
from muniment.handover.models import Confirmation, ConfirmationLink
from muniment.handover.services import complete_handover
from muniment.handover.services.board import offer_other_heir
from muniment.handover.services.confirmations import Sending, ask_customers
from muniment.handover.services.confirmations_answers import file_answer
from muniment.jobs import queries as jobs
from muniment.vault.services import submit_values, verify_values
from tests.app.handover.cast import begin, customer, sellers, taken_back
from tests.app.handover.words import NO, item_of
from tests.world import IDENTITY, NOON, World

LATER = NOON + timedelta(days=1)
MAIL = Sending()


def newest(dossier_id):
    """The newest question of a customer."""
    ((row, *_),) = confirmations_of([item_of(dossier_id).id]).values()
    return row


def without_address(world: World):
    """A customer of Ada's without any way to write to it."""
    return world.dossier("ada", values={"identity": {**IDENTITY, "identity.country": "FR"}})


def addressed(world: World, dossier_id, text: str, by: str = "dan") -> None:
    """Somebody enters a mail address, and the line manager checks it."""
    submit_values(
        dossier_id=dossier_id, compartment="contacts", values={"contacts.emails": text},
        by=world.actor(by), at=NOON,
    )  # fmt: skip


def verified(world: World, dossier_id) -> None:
    verify_values(
        dossier_id=dossier_id, compartment="contacts", fields={"contacts.emails": 1},
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip


def ask(world: World, *dossier_ids, at=LATER, sending=MAIL):
    return ask_customers(
        item_ids=[item_of(one).id for one in dossier_ids], sending=sending,
        by=world.actor("mia"), at=at,
    )  # fmt: skip


def test_at_notice_the_letter_to_each_customer_is_written_in_its_language(world: World) -> None:
    ours = {customer(world, country="CN"): "zh-hans", customer(world, country="AE"): "ar"}
    begun = begin(world)

    assert {one: newest(one).language for one in ours} == ours
    assert all(newest(one).is_prepared for one in ours)
    assert begun.prepared.letters == begun.before.customers == 2
    assert begun.prepared.languages == {"zh-hans": 1, "ar": 1}
    (told,) = world.entries("handover.handover.begun")
    assert (told.facts["letters"], told.facts["letters_in"]) == (2, {"zh_hans": 1, "ar": 1})


def test_a_prepared_letter_leaves_nothing_that_could_be_opened_or_mailed(world: World) -> None:
    customer(world)
    begin(world)

    assert not ConfirmationLink.objects.exists()
    assert not mail.outbox
    assert not jobs.open_jobs()
    assert b"Ada" not in bytes(Confirmation.objects.get().sealed)


def test_a_customer_without_address_stops_nothing_and_says_why(world: World) -> None:
    good, bad = customer(world), without_address(world)
    verified(world, good)
    begun = begin(world, heirs=[world.id("ben")])

    assert newest(good).obstacle is None
    assert newest(bad).obstacle is Obstacle.NO_ADDRESS
    assert begun.prepared.letters == 2
    assert begun.prepared.obstacles == {"no_address": 1}


def test_an_address_of_our_own_house_is_named_as_such(world: World) -> None:
    one = without_address(world)
    addressed(world, one, "somebody@house.example", by="ada")
    begin(world)
    assert newest(one).obstacle is Obstacle.OURS


def test_an_address_that_only_the_leaver_vouches_for_is_named_and_can_be_mailed(
    world: World,
) -> None:
    sellers(world)
    one = customer(world)
    begin(world, heirs=[world.id("dan")])
    assert newest(one).obstacle is Obstacle.UNVERIFIED

    verified(world, one)
    ask(world, one)
    assert newest(one).state is ConfirmationState.WAITING
    assert newest(one).obstacle is None


def test_what_is_sent_is_the_prepared_letter(world: World) -> None:
    one = customer(world)
    begin(world)
    prepared = newest(one).id

    assert ask(world, one) == (prepared,)
    assert Confirmation.objects.count() == 1
    row = Confirmation.objects.get()
    assert (row.asked_at, row.expires_at) == (LATER, LATER + timedelta(days=14))


def test_a_letter_without_address_stays_prepared_until_there_is_one(world: World) -> None:
    sellers(world)
    one = without_address(world)
    begin(world, chosen={one: world.id("dan")})

    assert ask(world, one) == ()
    assert newest(one).is_prepared
    addressed(world, one, "buyer@nordlicht.example")
    assert ask(world, one) == (newest(one).id,)
    assert newest(one).obstacle is Obstacle.UNVERIFIED  # the heir alone wrote the address


def test_a_customer_without_address_can_still_be_handed_its_link(world: World) -> None:
    one = without_address(world)
    begin(world)
    assert len(ask(world, one, sending=Sending(by_mail=False))) == 1


def test_another_heir_gets_a_letter_of_her_own(world: World) -> None:
    sellers(world)
    one = customer(world, country="BR")
    begin(world, chosen={one: world.id("dan")})
    offer_other_heir(
        item_id=item_of(one).id, heir_id=world.id("eli"), reason="x", by=world.actor("mia"),
        at=LATER,
    )  # fmt: skip

    row = newest(one)
    assert (row.is_prepared, row.heir_id, row.language) == (True, world.id("eli"), "pt")
    assert Confirmation.objects.filter(state=ConfirmationState.CLOSED).count() == 1


def test_an_answer_on_paper_takes_the_place_of_the_letter(world: World) -> None:
    from muniment.handover.domain.states import AnswerWay
    from muniment.handover.papers import Paper

    one = customer(world)
    begin(world)
    file_answer(
        item_id=item_of(one).id, told=NO, way=AnswerWay.PAPER,
        paper=Paper(b"%PDF-1.7 signed", "sheet.pdf"), by=world.actor("mia"), at=LATER,
    )  # fmt: skip
    assert Confirmation.objects.get().state == ConfirmationState.ANSWERED


def test_letters_that_were_never_sent_end_with_the_hand_over(world: World) -> None:
    one = customer(world)
    handover_id = begin(world).handover_id
    taken_back(world, handover_id, at=LATER)
    assert newest(one).state is ConfirmationState.CLOSED

    handover_id = begin(world, at=LATER).handover_id
    complete_handover(handover_id=handover_id, reason="done", by=world.actor("olga"), at=LATER)
    assert not Confirmation.objects.filter(state=ConfirmationState.PREPARED).exists()


def test_a_rotation_prepares_its_letters_too(world: World) -> None:
    sellers(world)
    one = customer(world)
    begin(world, kind=Kind.ROTATION, heirs=[world.id("dan")])
    assert newest(one).is_prepared
