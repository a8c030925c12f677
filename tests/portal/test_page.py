import hashlib
import re
from base64 import b64decode

from django.contrib.auth import get_user_model
from django.test import Client

from muniment.investigations import gate, services
from muniment.investigations.models import Questionnaire
from muniment.web.account.records import FACTOR_KEY
from tests.app.investigations.asking import asked, link
from tests.portal.conftest import FORM, Outsider
from tests.world import NOON, World


def text_of(response) -> str:
    return response.content.decode()


def test_the_page_says_who_asks_about_whom_and_why_and_nothing_else(outsider: Outsider):
    page = outsider.asks()

    told = text_of(page)
    assert page.status_code == 200
    for word in ("Heron Trading", "Nordlicht Handels GmbH, Hamburg", "60 days", "Ada, export"):
        assert word in told
    for secret in ("einkauf@nordlicht", "C-2026-", "/sign-in", "olga@house.example", "Muniment</"):
        assert secret not in told


def test_the_page_speaks_the_language_that_the_reader_chooses(outsider: Outsider):
    assert "贵司是否正在或曾经向该公司供货" in text_of(outsider.asks("zh-hans"))
    page = outsider.client.get(outsider.path)
    assert "Do you sell, or did you sell" in text_of(page)
    assert page["Content-Language"] == "en"


def test_the_page_leaves_no_trace_outside_the_browser(outsider: Outsider):
    page = outsider.asks()

    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    assert "<script" not in text_of(page)
    assert "style=" not in text_of(page)


def test_an_answer_brings_a_receipt_that_anybody_can_check(outsider: Outsider):
    page = outsider.sends()

    copy = b64decode(re.search(r"base64,([\w+/=]+)", text_of(page))[1])
    entry = outsider.world.entries("investigations.questionnaire.answered")[0]
    assert page.status_code == 200
    assert entry.facts["receipt"] == hashlib.sha256(copy).hexdigest()
    assert entry.facts["receipt"] in text_of(page)
    assert entry.leaf_hash.hex() in text_of(page)


def test_what_was_typed_comes_back_when_something_is_missing(outsider: Outsider):
    page = outsider.sends({"sells": "yes", "terms_days": "sixty", "remarks": "see <b>below</b>"})

    told = text_of(page)
    assert page.status_code == 422
    assert 'value="sixty"' in told
    assert "see &lt;b&gt;below&lt;/b&gt;" in told
    assert "4 answers need another look" in told
    assert Questionnaire.objects.get().state == "waiting"


def test_a_tick_lets_the_house_quote(outsider: Outsider):
    outsider.sends(FORM | {"may_quote": "yes"})

    case = gate.read_case(reader=outsider.world.actor("ada"), case_id=outsider.case_id, at=NOON)
    assert case.questionnaires[0].may_quote


def test_every_question_of_every_form_can_be_answered_on_its_page(world: World, outsider: Outsider):
    for form in ("bank", "supplier", "forwarder", "insurer", "trade_reference", "visit"):
        questionnaire = asked(world, outsider.case_id, form)
        path = f"/answer/{link(world, outsider.case_id, questionnaire)}/"
        told = text_of(outsider.client.get(path))
        answers = dict.fromkeys(re.findall(r'name="([a-z_]+)"', told), "")
        answers |= dict(reversed(re.findall(r'type="radio" name="([a-z_]+)" value="(\w+)"', told)))
        dates = re.findall(r'name="([a-z_]+)"[^>]* type="date"', told)
        answers |= dict.fromkeys(dates, "2026-05-01")
        page = outsider.client.post(path, answers | {"answered_by": "Somebody"})
        assert page.status_code == 200, (form, page.status_code)
        assert Questionnaire.objects.get(pk=questionnaire).state == "answered", form


def test_a_signed_in_colleague_sees_the_same_page_as_anybody(outsider: Outsider):
    plain = Client(REMOTE_ADDR="203.0.113.10")
    signed = Client(REMOTE_ADDR="203.0.113.11")
    signed.force_login(
        get_user_model()._default_manager.get(pk=outsider.world.id("ada")),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    session = signed.session
    session[FACTOR_KEY] = "totp"
    session.save()
    assert signed.get(outsider.path).content == plain.get(outsider.path).content


def test_answering_is_refused_while_nothing_can_be_put_on_record(outsider: Outsider, monkeypatch):
    from muniment.ledger import health

    def halted() -> None:
        raise health.LedgerUnavailable(why="halted")

    monkeypatch.setattr(health, "require_readable", halted)
    page = outsider.asks()
    assert page.status_code == 503
    assert "Nordlicht" not in text_of(page)
    services.chase(at=NOON)
