"""The tripwire on its page: a question with its record, judged by a person, read by few."""

from django.urls import reverse

from muniment.core import clock
from muniment.investigations.tripping import read_tripwire, run_tripwire
from muniment.ledger import queries as ledger
from tests.world import World

WATCHED = {
    "label": "Left in March", "names": "", "phones": "0086 13800138000", "emails": "",
    "addresses": "", "reason": "Took the list of buyers.",
}  # fmt: skip
ORION = {"identity": {"identity.legal_name": "Orion Trading LLC"}}


def met(world: World, browser) -> str:
    """Watch somebody who sells to our customer; give the page."""
    world.dossier("ada", values=ORION)
    assert browser.post(reverse("customs_data:watch"), WATCHED).status_code == 302
    run_tripwire(at=clock.now())
    return browser.get(reverse("customs_data:tripwire")).content.decode()


def hit_of(world: World):
    return read_tripwire(reader=world.actor("kai"), at=clock.now()).hits[0]


def test_a_meeting_is_a_question_with_both_writings_and_the_record(loaded, enters):
    page = met(loaded, enters("mia"))

    assert "Is “Quick Silver Trade” connected with Left in March?" in page
    assert "we know “0086 13800138000”, the record has “+86 138 0013 8000”" in page
    assert "of Kenya Import 2025.csv" in page
    assert "Orion Trading LLC" in page


def test_a_judgement_needs_a_reason_and_stays(loaded, enters):
    browser = enters("mia")
    met(loaded, browser)
    url = reverse("customs_data:judge", args=[hit_of(loaded).id])

    assert browser.post(url, {"state": "confirmed", "reason": " "}).status_code == 422
    assert browser.post(url, {"state": "confirmed", "reason": "Her own number."}).status_code == 302
    run_tripwire(at=clock.now())

    assert hit_of(loaded).state == "confirmed"
    assert "Her own number." not in repr(ledger.entries(limit=200).rows)


def test_a_judgement_can_be_taken_back(loaded, enters):
    browser = enters("mia")
    met(loaded, browser)
    url = reverse("customs_data:judge", args=[hit_of(loaded).id])

    browser.post(url, {"state": "dismissed", "reason": "Another firm."})
    browser.post(url, {"state": "open", "reason": "Looked again."})

    assert hit_of(loaded).state == "open"


def test_who_is_watched_no_longer_goes_and_what_was_found_stays(loaded, enters):
    browser = enters("mia")
    met(loaded, browser)
    [watched] = read_tripwire(reader=loaded.actor("kai"), at=clock.now()).watched

    url = reverse("customs_data:end_watching", args=[watched.id])
    browser.post(url, {"reason": "Settled."})

    seen = read_tripwire(reader=loaded.actor("kai"), at=clock.now())
    assert seen.watched == ()
    assert len(seen.hits) == 1


def test_nothing_to_recognise_somebody_by_is_said_on_the_form(world, enters):
    answer = enters("mia").post(reverse("customs_data:watch"), WATCHED | {"phones": ""})

    assert answer.status_code == 422
    assert "nothing to recognise them by" in answer.content.decode()


def test_the_reading_is_on_record(world, enters):
    enters("kai").get(reverse("customs_data:tripwire"))

    assert len(ledger.entries(kinds=["investigations.tripwire.read"]).rows) == 1


def test_a_salesperson_does_not_learn_that_there_is_anybody_to_watch(loaded, enters):
    browser = enters("ada")

    assert browser.get(reverse("customs_data:tripwire")).status_code == 403
    index = browser.get(reverse("customs_data:index")).content.decode()
    assert reverse("customs_data:tripwire") not in index


def test_looking_now_is_the_workers_work(world, enters):
    browser = enters("mia")
    browser.post(reverse("customs_data:watch"), WATCHED)

    assert browser.post(reverse("customs_data:look")).status_code == 302
    assert "The worker is looking" in browser.get(reverse("customs_data:tripwire")).content.decode()


def test_a_meeting_over_our_goods_alone_names_who_bought_them(loaded, enters):
    browser = enters("mia")
    browser.post(reverse("customs_data:watch"), WATCHED)
    run_tripwire(products=["69"], at=clock.now())

    page = browser.get(reverse("customs_data:tripwire")).content.decode()

    assert "bought by Orion Trading LLC" in page
