"""The pages of customers' words, of the exit and of rotation."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from muniment.core import clock
from muniment.handover.domain.states import ItemState
from muniment.handover.models import Confirmation, Handover, ReturnItem, Statement
from muniment.vault import queries as vault
from tests.app.handover.cast import begin, customer, sellers
from tests.app.handover.words import answer, asked, item_of, link
from tests.world import IDENTITY

ASK = {"delivery": "hand", "language": "", "days": "14", "remind_days": "0"}


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def left(world):
    """A customer of Ada's, who leaves, and the hand-over."""
    sellers(world)
    one = customer(world)
    return one, begin(world, chosen={one: world.id("dan")}).handover_id


def at(name: str, *args) -> str:
    return reverse(f"handovers:{name}", args=args)


def test_all_main_customers_are_asked_and_the_letters_come_as_files(world, as_, left):
    one, handover_id = left
    page = as_("mia").post(at("ask_customers", handover_id), ASK | {"do": "main"})

    assert page["Content-Type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(page.content)).namelist()
    codename = vault.codenames_of([one])[one]
    assert sorted(names) == [f"{codename}.eml", f"{codename}.txt"]
    told = page.content.decode("latin-1")
    assert "nordlicht" not in told.casefold()
    assert Confirmation.objects.get().language == "de"


def test_the_page_says_where_each_question_stands(world, as_, left):
    one, handover_id = left
    mia = as_("mia")
    assert "prepared, not sent" in words(mia.get(at("letters", handover_id)))
    confirmation = asked(world, one, at=clock.now())
    assert "link to hand over" in words(mia.get(at("letters", handover_id)))
    answer(link(world, confirmation, at=clock.now()).token, at=clock.now())
    assert "Agrees to the heir" in words(mia.get(at("letters", handover_id)))


def test_a_fresh_link_is_shown_once_with_its_letter(world, as_, left):
    one, handover_id = left
    page = as_("dan").post(at("contact_link", handover_id, asked(world, one, at=clock.now())))

    told = page.content.decode()
    path = re.search(r"(/answer/contact/[\w-]+/)", told)[1]
    assert "Dan" in told
    assert as_("dan").get(path).status_code == 200


def test_an_answer_on_paper_is_filed_and_read_by_those_who_may(world, as_, left):
    one, handover_id = left
    sent = {
        "way": "paper", "answer": "refused", "answered_by": "K. Weber", "comment": "no, thank you",
        "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7"),
    }  # fmt: skip
    page = as_("mia").post(at("file_answer", handover_id, item_of(one).id), sent)
    assert page.status_code == 302
    assert item_of(one).state == ItemState.REFUSED

    row = Confirmation.objects.get()
    assert "K. Weber" in words(as_("mia").get(at("said", handover_id, row.id)))
    paper = as_("mia").get(at("answer_paper", handover_id, row.id))
    assert b"".join(paper) == b"%PDF-1.7"
    stranger = as_("eli").get(at("said", handover_id, row.id))
    assert stranger.status_code == 404
    assert "Weber" not in words(stranger)


def test_without_paper_nothing_is_filed(world, as_, left):
    one, handover_id = left
    sent = {"way": "mail", "answer": "confirmed", "answered_by": "K. Weber"}
    page = as_("mia").post(at("file_answer", handover_id, item_of(one).id), sent)
    assert page.status_code == 422
    assert "Paste the mail or choose the file." in words(page)


@pytest.mark.parametrize("name", ["ada", "eli", "ben", "sam"])
def test_letters_are_not_for_the_leaver_and_strangers(world, as_, left, name):
    _, handover_id = left
    assert as_(name).get(at("letters", handover_id)).status_code == 404
    assert as_(name).post(at("ask_customers", handover_id), ASK).status_code == 404


def test_a_question_is_stopped_and_its_link_ends(world, as_, left):
    one, handover_id = left
    confirmation = asked(world, one, at=clock.now())
    made = link(world, confirmation, at=clock.now())
    as_("mia").post(at("close_question", handover_id, confirmation), {"reason": "by phone"})
    assert as_("mia").get(f"/answer/contact/{made.token}/").status_code == 404


def test_the_exit_from_list_to_signature(world, as_, left):
    _, handover_id = left
    mia, ada = as_("mia"), as_("ada")
    mia.post(at("list_returns", handover_id))
    item = ReturnItem.objects.first()
    mia.post(at("settle_return", handover_id, item.id), {"state": "returned", "note": "ok"})
    ada.post(at("sign", handover_id), {"paper": "deletion", "name": "Ada"})

    page = words(mia.get(at("exit", handover_id)))
    assert "1 of 13" in page
    assert "Deletion statement signed" in page
    assert Statement.objects.get().hash in page
    assert "nothing else" not in page
    assert words(ada.get(at("exit", handover_id))).count("Sign by writing your name") == 1


def test_a_name_that_does_not_fit_is_said_beside_the_text_it_signs(world, as_, left):
    _, handover_id = left
    for name, said in (("Adda", "the name is not the one of the account"), ("", "required")):
        answer = as_("ada").post(at("sign", handover_id), {"paper": "deletion", "name": name})
        assert answer.status_code == 422
        assert said in words(answer)
        assert 'id="name-deletion-error"' in answer.content.decode()
    assert not Statement.objects.exists()


def test_what_is_open_keeps_the_form_open_and_an_owner_may_say_why(world, as_, left):
    _, handover_id = left
    page = as_("mia").post(at("complete", handover_id), {"reason": "x"})
    assert page.status_code == 422
    assert "things are still open" in words(page)

    as_("olga").post(at("complete", handover_id), {"reason": "the company closed"})
    assert Handover.objects.get().overridden


def test_the_form_prints(world, as_, left):
    _, handover_id = left
    as_("mia").post(at("list_returns", handover_id))
    page = as_("mia").get(at("form", handover_id))
    assert page.content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["dan", "eli", "sam"])
def test_the_exit_is_not_for_heirs_and_strangers(world, as_, left, name):
    assert as_(name).get(at("exit", left[1])).status_code == 404


def test_a_market_rotates_from_choice_to_plan_to_done(world, as_):
    sellers(world)
    here, there = customer(world, country="BR"), customer(world, country="DE")
    sent = {"kind": "rotation", "person": world.id("ada"), "market": "BR", "heir": world.id("dan")}
    mia = as_("mia")
    assert "Brazil (1)" in words(mia.post(at("rotate"), sent | {"look": "1"}))
    plan = mia.post(at("rotate"), sent | {"do": "plan"})
    codename = vault.codenames_of([here])[here]
    assert codename in words(plan)
    mark = re.search(r'name="fingerprint" value="(\w+)"', plan.content.decode())[1]
    assert vault.dossier(here).keeper_id == world.id("ada")

    done = mia.post(at("begin_rotation"), sent | {"fingerprint": mark})
    assert done.status_code == 302
    assert vault.dossier(here).keeper_id == world.id("dan")
    assert vault.dossier(there).keeper_id == world.id("ada")


def test_only_those_who_lead_rotate(world, as_):
    assert as_("ada").get(at("rotate")).status_code == 403


def test_every_text_is_shown_before_it_is_sent(world, as_, left):
    one, handover_id = left
    page = as_("mia").get(at("prepared", handover_id))
    told = words(page)

    assert "1 customer gets this letter." in told
    assert "Ada" in told
    assert "Dan" in told
    assert 'dir="ltr"' in page.content.decode()
    assert "nordlicht" not in told.casefold()
    assert not Confirmation.objects.exclude(state="prepared").exists()
    assert vault.codenames_of([one])[one] in told


def test_the_prepared_letters_are_sent_in_one_press(world, as_, left):
    _, handover_id = left
    page = as_("mia").post(at("ask_customers", handover_id), ASK | {"do": "prepared"})

    assert page["Content-Type"] == "application/zip"
    assert Confirmation.objects.get().state == "waiting"
    told = words(as_("mia").get(at("prepared", handover_id)))
    assert "No letter is waiting here" in told


def test_the_leaver_sees_no_letter_and_an_heir_those_about_her(world, as_, left):
    _, handover_id = left
    assert as_("ada").get(at("prepared", handover_id)).status_code == 404
    assert "1 customer gets this letter." in words(as_("dan").get(at("prepared", handover_id)))
    assert as_("eli").get(at("prepared", handover_id)).status_code == 404


def test_the_board_says_which_letter_cannot_be_mailed_and_what_helps(world, as_):
    sellers(world)
    bare = world.dossier("ada", values={"identity": IDENTITY})
    handover_id = begin(world, chosen={bare: world.id("dan")}).handover_id
    told = words(as_("mia").get(at("board", handover_id)))

    assert "cannot be mailed The dossier has no mail address." in told
    assert "Enter one under the contacts of the customer" in told
    done = words(as_("mia").get(at("done", handover_id)))
    assert "Letters to customers 1 1" in done
    assert "1 of them cannot be mailed; the board says why." in done


def test_the_form_says_which_main_customer_is_missing_and_why(world, as_, left):
    one, handover_id = left
    mia = as_("mia")
    told = words(mia.get(at("exit", handover_id)))
    assert "together carry four fifths of it" in told
    assert "not asked yet: send its letter" in told
    assert vault.codenames_of([one])[one] in told

    asked(world, one, at=clock.now())
    assert "asked, no answer yet" in words(mia.get(at("exit", handover_id)))
    hers = words(as_("ada").get(at("exit", handover_id)))
    assert "Main customer without a word that counts" not in hers


def test_with_little_data_the_comparison_says_that_it_says_nothing(world, as_, left):
    _, handover_id = left
    told = words(as_("mia").get(at("after", handover_id)))
    assert "nothing can be said yet" in told
    assert "Customers of people who stayed 0 – –" in told
