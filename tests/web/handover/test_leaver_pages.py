"""The pages of the leaver minute: plan, last look, done, board, look-back."""

import re
from dataclasses import replace

from django.urls import reverse

from muniment.handover.domain.states import ItemState
from muniment.handover.models import Handover, HandoverItem, Withdrawal
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import queries as vault
from tests.app.exposure.scene import close_orders
from tests.app.handover.cast import begin, customer, sellers

DAYS = {"kind": "leaver", "notice_on": "2026-05-04", "last_day_on": "2036-06-30", "reason": "x"}


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def hidden(answer, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', answer.content.decode())


def plan_of(world, name="ada"):
    return reverse("handovers:plan", args=[world.id(name)])


def test_the_plan_names_an_heir_for_each_customer_and_changes_nothing(world, as_):
    sellers(world)
    hers = customer(world)
    answer = as_("mia").get(plan_of(world))

    assert answer.status_code == 200
    assert vault.codenames_of([hers])[hers] in words(answer)
    assert vault.dossier(hers).keeper_id == world.id("ada")
    assert not Handover.objects.exists()


def test_from_plan_to_last_look_to_done(world, as_):
    sellers(world)
    hers = customer(world)
    mia = as_("mia")
    look = mia.post(plan_of(world), {**DAYS, "asked": "1", "heir": world.id("dan"), "do": "review"})
    assert "Hand 1 customer over now" in words(look)

    sent = {name: hidden(look, name)[-1:] for name in ("fingerprint", "heir")}
    answer = mia.post(
        reverse("handovers:begin", args=[world.id("ada")]), {**DAYS, "asked": "1", **sent},
        follow=True,
    )  # fmt: skip

    assert "the counts before and after are the same" in words(answer)
    assert vault.dossier(hers).keeper_id == world.id("dan")
    assert people.reader(world.id("ada")).state is State.ON_NOTICE


def test_a_plan_that_moved_is_shown_again_with_the_reason(world, as_):
    customer(world)
    answer = as_("mia").post(
        reverse("handovers:begin", args=[world.id("ada")]),
        {**DAYS, "asked": "1", "heir": world.id("ben"), "fingerprint": "0" * 64},
    )
    assert answer.status_code == 422
    assert "Something changed since this plan was shown." in words(answer)
    assert not Handover.objects.exists()


def test_ticked_customers_go_to_the_one_who_was_named(world, as_):
    sellers(world)
    hers = [customer(world), customer(world)]
    answer = as_("mia").post(
        plan_of(world),
        {**DAYS, "asked": "1", "heir": [world.id("ben"), world.id("dan")], "row": hers[:1],
         "give_to": world.id("eli"), "do": "give"},
    )  # fmt: skip
    assert f'value="{hers[0]}:{world.id("eli")}" selected' in answer.content.decode()


def test_the_last_day_is_asked_for(world, as_):
    customer(world)
    answer = as_("mia").post(plan_of(world), {**DAYS, "last_day_on": "", "do": "review"})
    assert answer.status_code == 422
    assert "Say when the last day is." in words(answer)
    assert "Something below is missing or does not fit; it is marked." in words(answer)


def test_somebody_who_does_not_lead_gets_no_plan(world, as_):
    customer(world)
    for name in ("ben", "ada"):
        assert as_(name).get(plan_of(world)).status_code == 403
    assert as_("kai").get(plan_of(world)).status_code == 403


def test_the_board_shows_each_what_is_theirs(world, as_):
    begun = begin_two(world)
    board = reverse("handovers:board", args=[begun.handover_id])

    assert "Hung on this person at notice" in words(as_("mia").get(board))
    for name in ("ben", "ada"):
        seen = words(as_(name).get(board))
        assert "Hung on this person" not in seen
        assert "Share" not in seen
    assert as_("eli").get(board).status_code == 404


def test_plan_board_and_aftermath_say_why_no_amount_is_shown(world, as_):
    begun_by, closed = as_("mia"), "does not open the order history of 2 of these customers"
    begun = begin_two(world)
    ben = customer(world, "ben"), customer(world, "ben")
    assert closed not in words(begun_by.get(plan_of(world, "ben")))
    close_orders(world)

    pages = [plan_of(world, "ben")]
    pages += [reverse(f"handovers:{it}", args=[begun.handover_id]) for it in ("board", "after")]
    for page in pages:
        seen = words(begun_by.get(page))
        assert closed in seen.replace("3 of", "2 of")
        assert "$" not in seen
    assert len(ben) == 2


def begin_two(world):
    sellers(world)
    customer(world), customer(world)
    return begin(world, heirs=[world.id("ben"), world.id("dan")], capacity=1)


def test_introduced_accepted_and_offered_again(world, as_):
    begun = begin_two(world)
    first = HandoverItem.objects.get(handover=begun.handover_id, rank=1)
    act = reverse("handovers:act", args=[begun.handover_id])
    heir = next(name for name in ("ben", "dan") if world.id(name) == first.heir_id)

    as_("ada").post(act, {"item": first.id, "do": "introduce"})
    as_(heir).post(act, {"item": first.id, "do": "accept"})
    first.refresh_from_db()
    assert first.state == ItemState.INTRODUCED
    assert first.accepted_at is not None
    again = as_(heir).post(act, {"item": first.id, "do": "accept"}, follow=True)
    assert "You had accepted them before; nothing changed." in words(again)

    offer = reverse("handovers:offer", args=[begun.handover_id, first.id])
    as_("mia").post(offer, {"heir": world.id("eli"), "reason": "the customer asked"})
    first.refresh_from_db()
    assert (first.heir_id, first.state) == (world.id("eli"), ItemState.OPEN)


def test_the_look_back_is_for_those_who_lead_and_watch(world, as_):
    begun = begin_two(world)
    page = reverse("handovers:look_back", args=[begun.handover_id])
    assert "frozen that day" in words(as_("mia").get(page))
    assert as_("kai").get(page).status_code == 200
    for name in ("ada", "ben"):
        assert as_(name).get(page).status_code in {403, 404}


def test_notice_is_taken_back_by_two_people(world, as_):
    begun = begin_two(world)
    page = reverse("handovers:withdraw", args=[begun.handover_id])
    assert "One person asks and says why, a second one confirms." in words(as_("mia").get(page))
    assert as_("mia").post(page, {"who": "back"}).status_code == 422
    asked = as_("mia").post(page, {"who": "back", "reason": "she stays"}, follow=True)
    assert "Asked for. A second person has to confirm it." in words(asked)

    row = Withdrawal.objects.get()
    yes = reverse("handovers:confirm_withdrawal", args=[begun.handover_id, row.id])
    assert as_("mia").post(yes).status_code == 403
    assert people.reader(world.id("ada")).state is State.ON_NOTICE
    card = "Hand-overs to be taken back: your yes is needed"
    assert card in words(as_("olga").get(reverse("today:index")))
    assert card not in words(as_("mia").get(reverse("today:index")))
    assert "she stays" in words(as_("olga").get(page))
    answer = as_("olga").post(yes, follow=True)
    assert "2 customers are back, 0 stay with their heirs as chosen" in words(answer)
    assert people.reader(world.id("ada")).state is State.ACTIVE


def test_customers_that_are_ticked_stay_with_their_heirs(world, as_):
    begun = begin_two(world)
    page = reverse("handovers:withdraw", args=[begun.handover_id])
    item = HandoverItem.objects.filter(handover=begun.handover_id).first()
    as_("mia").post(page, {"who": "ticked", "reason": "she stays", "item": [str(item.id)]})
    assert Withdrawal.objects.get().staying == [str(item.id)]
    drop = reverse(
        "handovers:drop_withdrawal", args=[begun.handover_id, Withdrawal.objects.get().id]
    )
    assert "goes on as it was" in words(as_("olga").post(drop, follow=True))


def test_who_stays_is_said_above_the_button_with_what_each_customer_answered(world, as_):
    begun = begin_two(world)
    item = HandoverItem.objects.filter(handover=begun.handover_id).first()
    item.state = ItemState.REFUSED
    item.save()
    page = reverse("handovers:withdraw", args=[begun.handover_id])
    answer = as_("mia").get(page)

    assert "customer refused" in words(answer)
    assert "count only if you chose" in words(answer)
    raw = answer.content.decode()
    assert raw.index(str(item.id)) < raw.index("btn-danger")

    sent = {"who": "ticked", "reason": "", "item": [str(item.id)]}
    again = as_("mia").post(page, sent).content.decode()
    assert f'value="{item.id}" aria-label="{codename_of(item)}" checked' in again


def codename_of(item) -> str:
    return vault.codenames_of([item.dossier_id])[item.dossier_id]


def test_taking_back_is_for_those_who_lead(world, as_):
    begun = begin_two(world)
    page = reverse("handovers:withdraw", args=[begun.handover_id])
    for name in ("ada", "ben", "kai"):
        assert as_(name).get(page).status_code in {403, 404}


def test_without_an_address_for_mail_the_page_says_who_sets_it_in_words(world, as_, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_address="")
    begun = begin_two(world)
    answer = as_("mia").get(reverse("handovers:post", args=[begun.handover_id]))
    assert "takes no mail in yet" in words(answer)
    assert "mail_in_address" not in words(answer)

    settings.CONFIG = replace(settings.CONFIG, mail_in_address="in@house.example")
    told = words(as_("mia").get(reverse("handovers:post", args=[begun.handover_id])))
    assert "cannot tell who wrote a mail" in told
    assert "mail_in_authserv" not in told


def test_the_mail_on_hold_is_shown_with_what_the_mail_server_is_told(world, as_):
    begun = begin_two(world)
    page = reverse("handovers:post", args=[begun.handover_id])
    told = words(as_("mia").get(page))
    assert "Mailbox ada@house.example" in told
    assert "What concerns no customer goes to Mia" in told
    assert as_("kai").get(page).status_code == 200
    for name in ("ada", "ben"):
        assert as_(name).get(page).status_code in {403, 404}


def test_the_list_names_whom_the_reader_could_hand_over(world, as_):
    seen = words(as_("mia").get(reverse("handovers:index")))
    assert "No hand-over runs" in seen
    assert "Ada" in seen
    assert "Plan the hand-over" not in words(as_("ben").get(reverse("handovers:index")))


def test_what_became_of_the_customers_has_a_page(world, as_):
    begun = begin_two(world)
    page = reverse("handovers:after", args=[begun.handover_id])
    assert "Customer by customer" in words(as_("mia").get(page))
    assert as_("ben").get(page).status_code == 403


def test_today_tells_heirs_what_comes_to_them(world, as_):
    begin_two(world)
    assert "Customers that come to you" in words(as_("ben").get(reverse("today:index")))
    assert "Customers that come to you" not in words(as_("eli").get(reverse("today:index")))


def test_today_tells_leavers_whom_to_introduce_and_what_to_sign(world, as_):
    begun = begin_two(world)
    told = words(as_("ada").get(reverse("today:index")))
    assert "Customers to introduce to their next contact 2" in told
    assert "Papers to sign before your last day 2" in told

    HandoverItem.objects.update(state=ItemState.INTRODUCED)
    exit_page = reverse("handovers:exit", args=[begun.handover_id])
    answer = as_("ada").get(reverse("today:index"))
    assert "to introduce" not in words(answer)
    assert f"{exit_page}#statements" in answer.content.decode()
    assert "Papers to sign" not in words(as_("ben").get(reverse("today:index")))


def test_today_tells_leaders_which_customer_gave_no_word_in_time(world, as_):
    begin_two(world)
    HandoverItem.objects.filter(rank=1).update(state=ItemState.OVERDUE)
    told = words(as_("mia").get(reverse("today:index")))
    assert "Customers that gave no word in time" in told
    assert "want another contact" not in told
    assert "gave no word in time" not in words(as_("ben").get(reverse("today:index")))


def test_today_tells_leaders_which_customer_refused(world, as_):
    begin_two(world)
    HandoverItem.objects.filter(rank=1).update(state=ItemState.REFUSED)
    assert "want another contact" in words(as_("mia").get(reverse("today:index")))
    assert "want another contact" not in words(as_("ben").get(reverse("today:index")))


def test_the_page_of_a_person_leads_to_taking_the_hand_over_back(world, as_):
    begun, page = begin_two(world), reverse("people:person", args=[world.id("ada")])
    olga = as_("olga")
    seen = olga.get(page).content.decode()
    assert reverse("handovers:withdraw", args=[begun.handover_id]) in seen
    assert reverse("people:withdraw_notice", args=[world.id("ada")]) not in seen

    olga.post(reverse("people:withdraw_notice", args=[world.id("ada")]))
    assert people.reader(world.id("ada")).state is State.ON_NOTICE
