"""One handler turns every error into an answer that says why and what to do next."""

import json

import pytest
from django.utils import translation

from muniment.core.errors import ErrorKind, MunimentError
from muniment.vault.gate import ConsultationRefused
from muniment.vault.gate.consulting import ReferenceUnknown
from muniment.web.errors import STATUS, Refusal, answer, fault


class DrawerLocked(MunimentError):
    code = "test.drawer.locked"
    kind = ErrorKind.REFUSED
    title = "Drawer {number} is locked."
    next_step = "Ask {who}."


def test_every_kind_of_error_has_a_status():
    assert set(STATUS) == set(ErrorKind)


def test_a_page_says_why_and_what_to_do_next(arrives):
    response = answer(arrives(), DrawerLocked(number=7, who="Ben"))

    page = response.content.decode()
    assert response.status_code == 403
    assert "Drawer 7 is locked." in page
    assert "Ask Ben." in page
    assert "test.drawer.locked" in page
    assert "<html" in page


def test_a_fact_cannot_smuggle_markup_into_the_page(arrives):
    response = answer(arrives(), DrawerLocked(number=7, who="<script>alert(1)</script>"))

    assert b"<script>alert" not in response.content


def test_htmx_gets_a_fragment_for_the_notices(arrives):
    response = answer(arrives(hx_request="true"), DrawerLocked(number=7, who="Ben"))

    assert response.status_code == 403
    assert response["HX-Retarget"] == "#notices"
    assert b"<html" not in response.content
    assert b"Drawer 7 is locked." in response.content


def test_a_card_can_keep_its_refusal_in_its_own_place(arrives):
    request = arrives(hx_request="true", x_refusal="here")

    response = answer(request, DrawerLocked(number=7, who="Ben"))

    assert "HX-Retarget" not in response


def test_a_program_gets_a_problem_document(arrives):
    request = arrives("/api/customers", accept="application/json")

    response = answer(request, DrawerLocked(number=7, who="Ben"))

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "urn:muniment:error:test.drawer.locked",
        "title": "Drawer 7 is locked.",
        "status": 403,
        "code": "test.drawer.locked",
        "next_step": "Ask Ben.",
        "facts": {"number": 7, "who": "Ben"},
    }


class SignedOut(MunimentError):
    kind = ErrorKind.SIGNED_OUT


def test_somebody_signed_out_is_led_to_sign_in_and_back(arrives):
    response = answer(arrives("/people/?team=2", role=None), SignedOut())

    assert response.status_code == 302
    assert response["Location"].endswith("?next=%2Fpeople%2F%3Fteam%3D2")


def test_an_open_page_of_somebody_signed_out_leaves_for_sign_in(arrives):
    here = "https://muniment.example.com/people/"

    response = answer(arrives(role=None, hx_request="true", hx_current_url=here), SignedOut())

    assert response["HX-Redirect"].endswith("?next=%2Fpeople%2F")


def test_a_fault_page_needs_neither_reader_nor_database(rf):
    response = fault(rf.get("/"))

    assert response.status_code == 500
    assert b"Something broke on our side." in response.content


@pytest.mark.django_db
def test_an_unknown_address_gets_a_page_in_the_design(client):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert b"There is nothing here" in response.content
    assert b"no/such/page" not in response.content.replace(b'value="/no/such/page/"', b"")


def test_codes_in_a_sentence_are_told_in_the_readers_language():
    with translation.override("zh-hans"):
        refusal = Refusal.of(ReferenceUnknown(kind="order"))

    assert refusal.title == "此客户没有该编号的订单。"


def test_who_may_not_learn_a_name_is_sent_to_their_contact():
    refusal = Refusal.of(ConsultationRefused(reason="shut", ask=""))

    assert refusal.next_step == "Ask your contact in the house, and say what you need it for."


@pytest.mark.django_db
def test_the_address_of_a_form_opened_as_a_page_says_so(client):
    answer = client.get("/theme/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "takes what a form sends" in answer.content.decode()
