"""The warning pages: who sees what, what can be said, and what stays on record."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from muniment.core import clock
from muniment.ledger import queries as ledger
from muniment.warning import reading
from muniment.warning.domain.outcomes import Outcome

AMOUNT = "9,000"


def _today():
    return clock.now().date()


def _page(made, name="customer"):
    return reverse(f"warning:{name}", args=[made["silent"]])


def _count(kind):
    return len(ledger.entries(kinds=[kind]).rows)


def _file(world, made, name):
    return reading.read_customer(
        reader=world.actor(name), dossier_id=made["silent"], at=clock.now()
    )


def _warning(world):
    [row] = reading.read_warnings(reader=world.actor("olga"), at=clock.now()).rows
    return row


def test_the_keeper_reads_why_with_numbers_and_the_reading_is_on_record(world, scored, enters):
    before = _count("warning.list.read")

    page = enters("ada").get(reverse("warning:index")).content.decode()

    assert "Silent for 120 days" in page
    assert "Gone quiet" in page
    assert _count("warning.list.read") == before + 1


def test_a_colleague_who_does_not_keep_the_customer_sees_no_warning(world, scored, enters):
    browser = enters("ben")

    assert "Silent for 120 days" not in browser.get(reverse("warning:index")).content.decode()
    assert browser.get(_page(scored)).status_code == 403
    assert browser.get(reverse("warning:customer", args=[UUID(int=7)])).status_code == 403


@pytest.mark.parametrize("name", ["cy", "cus", "fin", "sam", "eve"])
def test_roles_without_customers_have_no_list(world, scored, enters, name):
    browser = enters(name)

    assert browser.get(reverse("warning:index")).status_code == 403
    assert browser.get(_page(scored)).status_code == 403


def test_money_is_shown_to_manager_and_keeper_and_not_where_the_table_keeps_it(
    world, scored, enters
):
    manager = enters("mia").get(_page(scored)).content.decode()
    watcher = enters("kai").get(_page(scored)).content.decode()

    assert "Last 12 months" in manager
    assert AMOUNT in manager
    shown = reading.read_customer(
        reader=world.actor("kai"), dossier_id=scored["silent"], at=clock.now()
    )
    assert shown.sees_money == (AMOUNT in watcher)


def test_the_picture_has_a_dot_for_each_order_and_a_table_beside_it(world, scored, enters):
    page = enters("ada").get(_page(scored)).content.decode()

    assert page.count('class="p-dot"') == 24
    assert page.count("p-band") >= 2
    assert "The same as a table" in page
    assert page.count("<tr><td>20") == 24


def test_what_the_customer_said_is_kept_sealed_and_stops_the_clock(world, scored, enters):
    told = {
        "said_on": _today().isoformat(), "words": "Closed for the summer.", "why": "holiday",
        "until": (_today() + timedelta(days=60)).isoformat(),
    }  # fmt: skip

    answer = enters("ada").post(_page(scored, "word"), told, follow=True).content.decode()

    assert "Closed for the summer." in answer
    assert "Holidays: Ramadan" in answer
    assert _count("warning.clock.suspended") == 1


def test_an_answer_closes_the_warning_and_can_be_taken_back(world, scored, enters):
    browser, row = enters("ada"), _warning(world)
    address = reverse("warning:outcome", args=[scored["silent"], row.id])

    empty = browser.post(address, {"outcome": "lost", "reason": "."})
    browser.post(address, {"outcome": "lost", "reason": "They buy from Vietnam now."})

    assert empty.status_code == 422
    assert "The words are missing" in empty.content.decode()
    closed = reading.read_customer(
        reader=world.actor("ada"), dossier_id=scored["silent"], at=clock.now()
    )
    assert closed.warnings[0].outcome is Outcome.LOST
    assert closed.warnings[0].words == "They buy from Vietnam now."
    again = browser.post(address, {"outcome": "lost", "reason": "Once more."})
    assert again.status_code == 409
    browser.post(reverse("warning:withdraw", args=[row.id]))
    assert _warning(world).is_open


def test_a_rhythm_is_registered_and_ended(world, scored, enters):
    browser = enters("ada")

    wrong = browser.post(_page(scored, "rhythm"), {"gap_days": "0"})
    page = browser.post(
        _page(scored, "rhythm"), {"gap_days": "90", "months": ["3", "9"]}, follow=True
    ).content.decode()
    ended = browser.post(_page(scored, "end_rhythm"), follow=True).content.decode()

    assert wrong.status_code == 422
    assert "An order every 90 days" in page
    assert "Only in the months 3, 9" in page
    assert "An order every" not in ended


def test_an_old_day_is_computed_again_from_what_was_known_then(world, scored, enters):
    page = enters("ada").get(_page(scored), {"on": _today().isoformat()}).content.decode()

    assert "exactly the inputs of that night" in page
    older = enters("ada").get(_page(scored), {"on": "2024-01-01"}).content.decode()
    assert "too young" in older or "had not ordered" in older
    for wrong in ((_today() + timedelta(days=1)).isoformat(), "yesterday"):
        answer = enters("ada").get(_page(scored), {"on": wrong})
        assert answer.status_code == 200
        assert 'id="id_on_error"' in answer.content.decode()


def test_a_case_to_win_back_has_steps_words_and_an_end(world, scored, enters):
    browser = enters("ada")
    browser.post(
        _page(scored, "open_winback"),
        {"person": str(world.id("ada")), "why": "Price", "last_words": "Too dear.", "offer": ""},
    )
    [row] = reading.read_winbacks(reader=world.actor("ada"), at=clock.now())
    address = reverse("warning:winback", args=[row.id])

    page = browser.get(address).content.decode()
    assert "Too dear." in page
    assert page.count("What came of it") == 3
    file = reading.read_winback(reader=world.actor("ada"), case_id=row.id, at=clock.now())
    step = reverse("warning:do_step", args=[row.id, file.steps[0].id])
    browser.post(step, {"words": "They asked for five percent."})
    browser.post(
        reverse("warning:tell_winback", args=[row.id]),
        {"why": "Price", "last_words": "Too dear.", "offer": "Three percent off."},
    )
    browser.post(
        reverse("warning:add_step", args=[row.id]),
        {
            "kind": "sample",
            "person": str(world.id("mia")),
            "due_on": str(_today()),
            "words": "Red.",
        },
    )
    page = browser.get(address).content.decode()
    assert "They asked for five percent." in page
    assert "Three percent off." in page
    assert "Red." in page
    browser.post(
        reverse("warning:move_winback", args=[row.id]), {"state": "won", "reason": "Ordered."}
    )
    assert (
        "Won back" in browser.get(reverse("warning:winbacks"), {"show": "closed"}).content.decode()
    )
    assert enters("ben").get(address).status_code == 404


def test_a_case_is_moved_on_from_where_it_stands(world, scored, enters):
    browser = enters("ada")
    told = {"person": str(world.id("ada")), "why": "Price", "last_words": "", "offer": ""}
    browser.post(_page(scored, "open_winback"), told)
    [row] = reading.read_winbacks(reader=world.actor("ada"), at=clock.now())
    address, move = (reverse(f"warning:{it}", args=[row.id]) for it in ("winback", "move_winback"))
    offered = {"state": "offered", "reason": "Sent."}
    browser.post(move, offered)

    assert 'value="offered" selected' in browser.get(address).content.decode()
    again = browser.post(move, offered)
    assert again.status_code == 422
    assert "stands there already" in again.content.decode()


def test_settings_are_set_by_leaders_and_rates_by_finance(world, scored, enters):
    days = {"horizon_days": "91", "watch_days": "200"}

    refused = enters("ada").post(reverse("warning:save_settings"), days)
    wrong = enters("mia").post(reverse("warning:save_settings"), {**days, "horizon_days": "3"})
    page = enters("mia").post(reverse("warning:save_settings"), days, follow=True).content.decode()
    rated = enters("fin").post(
        reverse("warning:save_rates"), {"rates": "EUR 1.10\nCNY 0.14"}, follow=True
    )
    broken = enters("fin").post(reverse("warning:save_rates"), {"rates": "EUR one"})

    assert (refused.status_code, wrong.status_code) == (403, 422)
    assert 'value="91"' in page
    assert "CNY 0.14" in rated.content.decode()
    assert "is no line like EUR 1.10" in broken.content.decode()


def test_the_worker_is_asked_to_look_now(world, scored, enters):
    page = enters("mia").post(reverse("warning:score"), follow=True).content.decode()

    assert "The worker is looking" in page
    assert enters("ada").post(reverse("warning:score")).status_code == 403


def test_today_counts_what_waits_and_names_nobody(world, scored, enters):
    page = enters("ada").get(reverse("today:index")).content.decode()

    assert "A customer to ask after" in page
    assert "to ask after" not in enters("ben").get(reverse("today:index")).content.decode()
