"""The e-mail checks, against a name server that really answers."""

from datetime import date

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from muniment.investigations.checks.email import LookAlike, MailAddress
from muniment.investigations.checks.mail_domain import MailDomain
from muniment.investigations.checks.received_mail import MailJourney, MailSignature
from muniment.investigations.domain.checks import NotReached, Outcome, Subject
from muniment.investigations.domain.signals import catalogue
from tests.outside import HERE, Kept, LocalWorld, name_server, outside

pytestmark = pytest.mark.allow_hosts([HERE])
TODAY = date(2026, 3, 2)


def subject(**facts):
    told = {code.replace("__", "."): (value,) for code, value in facts.items()}
    return Subject(told, TODAY)


def signals(result):
    """The signals found; each must stand in the catalogue, with all its places filled."""
    for one in result.found:
        assert catalogue()[one.signal].places <= set(one.facts), one.signal
    return [one.signal for one in result.found]


def offline_world(answers=None):
    kept = Kept()
    return LocalWorld(outside(kept, offline=True), answers or {}, kept)


@pytest.mark.parametrize(
    ("mail", "site", "found"),
    [
        ("m@firm.com", "https://www.firm.com", ["email.domain_is_site"]),
        ("m@firm.com", "https://other.com", ["email.domain_not_site"]),
        ("m@firm.com", "", []),
        ("info@firm.com", "firm.com", ["email.domain_is_site", "email.role"]),
        ("m.firm@gmail.com", "firm.com", ["email.free"]),
        ("x@mailinator.com", "firm.com", ["email.disposable"]),
        ("m@fіrm.com", "", ["email.odd_letters"]),
        ("m@@firm", "", ["email.syntax"]),
    ],
)
def test_an_address_is_judged_by_its_form_its_house_and_the_website(mail, site, found):
    facts = {"contact__email": mail} | ({"company__website": site} if site else {})

    assert signals(MailAddress().run(subject(**facts), offline_world())) == found


def test_a_mail_domain_that_looks_like_the_website_is_a_heavy_sign():
    asked = subject(contact__email="m@nordlicht-hande1.de", company__website="nordlicht-handel.de")

    result = LookAlike().run(asked, offline_world({"own_customers": ()}))

    assert signals(result) == ["email.like_site"]


def test_a_look_alike_of_our_own_customer_names_the_codename_and_nothing_else():
    customers = [{"codename": "Amber Heron", "domains": ["www.rohmmetal.co.uk", "x@gmail.com"]}]
    asked = subject(contact__email="m@rohrnmetal.co.uk")

    result = LookAlike().run(asked, offline_world({"own_customers": customers}))

    assert signals(result) == ["email.like_customer"]
    [found] = result.found
    assert found.facts["known"] == "Amber Heron"
    assert "rohmmetal" not in repr(found)


def test_a_customer_is_no_look_alike_of_itself_and_an_unasked_house_is_no_clean_answer():
    customers = [{"codename": "Amber Heron", "domains": ["firm.com"]}]
    asked = subject(contact__email="m@mail.firm.com", company__website="firm.com")

    assert LookAlike().run(asked, offline_world({"own_customers": customers})).found == ()
    assert LookAlike().run(asked, offline_world()).outcome is Outcome.UNAVAILABLE


ZONE = {
    ("good.example", "MX"): ["10 mx.good.example."],
    ("good.example", "TXT"): ['"v=spf1 include:x.example -all"', '"google-site=1"'],
    ("_dmarc.good.example", "TXT"): ['"v=DMARC1; p=reject; rua=mailto:a@b.c"'],
    ("mail.good.example", "MX"): ["10 mx.good.example."],
    ("bare.example", "A"): ["93.184.216.34"],
    ("bare.example", "TXT"): ['"v=spf1 +all"'],
    ("nowhere.example", "TXT"): ['"x"'],
    ("null.example", "MX"): ["0 ."],
    ("broken.example", "MX"): "SERVFAIL",
}


def ask_domain(host):
    with name_server(ZONE) as port:
        kept = Kept()
        world = LocalWorld(outside(kept, nameserver=(HERE, port)), {}, kept)
        return MailDomain().run(subject(contact__email=f"m@{host}"), world)


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("good.example", ["email.has_mx", "email.spf_set", "email.dmarc_strict"]),
        ("mail.good.example", ["email.has_mx", "email.no_spf", "email.dmarc_strict"]),
        ("bare.example", ["email.spf_open", "email.no_dmarc"]),
        ("nowhere.example", ["email.no_mx", "email.no_spf", "email.no_dmarc"]),
        ("null.example", ["email.null_mx", "email.no_spf", "email.no_dmarc"]),
        ("gone.example", ["email.no_domain"]),
    ],
)
def test_a_mail_domain_is_judged_by_what_the_name_service_says(host, found):
    result = ask_domain(host)

    assert signals(result) == found
    assert all(one.evidence for one in result.found)


def test_a_name_service_that_fails_is_no_answer():
    with pytest.raises(NotReached):
        ask_domain("broken.example")
    with pytest.raises(NotReached):
        MailDomain().run(subject(contact__email="m@good.example"), offline_world())


def test_a_free_mailbox_has_no_domain_to_ask_about():
    assert MailDomain().not_applicable(subject(contact__email="m@gmail.com")) == "free_mail"
    assert MailDomain().not_applicable(subject(contact__email="m@good.example")) == ""


RAW = (
    b"Received: from out.firm.example ([189.200.1.9]) by mx.house.example;"
    b" Mon, 2 Mar 2026 10:00:03 +0800\r\n"
    b"Message-ID: <1@firm.example>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0800\r\n"
    b"From: Maria <m@firm.example>\r\nReply-To: m@gmail.com\r\nSubject: RFQ\r\n\r\nhello\r\n"
)


def test_the_journey_of_a_mail_tells_of_answers_that_go_astray_and_of_a_clock_elsewhere():
    asked = subject(mail__raw=RAW.decode(), company__country="MX")

    result = MailJourney().run(asked, offline_world())

    assert signals(result) == ["mail.reply_to_free", "mail.zone_elsewhere"]
    assert result.detail["begins"] == "189.200.1.9"
    here = subject(mail__raw=RAW.decode(), company__country="CN")
    assert signals(MailJourney().run(here, offline_world())) == ["mail.reply_to_free"]
    assert MailJourney().not_applicable(subject(mail__raw="no headers")) == "no_headers"


def test_the_address_a_mail_came_from_is_learnt_to_be_compared():
    result = MailJourney().run(subject(mail__raw=RAW.decode()), offline_world())
    assert result.learnt == {"mail.ip": ("189.200.1.9",)}

    inside = RAW.replace(b"189.200.1.9", b"10.0.0.9")
    assert MailJourney().run(subject(mail__raw=inside.decode()), offline_world()).learnt == {}


@pytest.fixture(scope="module")
def signing():
    key = rsa.generate_private_key(65537, 2048)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    import base64

    text = "v=DKIM1; k=rsa; p=" + base64.b64encode(public).decode()
    record = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
    return secret, record


def verify(signing, raw, host=b"firm.example", keys=True):
    secret, record = signing
    signed = dkim.sign(RAW, b"s1", host, secret) + raw
    zone = {(f"s1._domainkey.{host.decode()}", "TXT"): [record]} if keys else {}
    with name_server(zone) as port:
        kept = Kept()
        world = LocalWorld(outside(kept, nameserver=(HERE, port)), {}, kept)
        result = MailSignature().run(subject(mail__raw=signed.decode()), world)
    return signals(result)


def test_a_signature_of_the_senders_domain_that_holds_is_trust(signing):
    assert verify(signing, RAW) == ["dkim.valid"]


def test_line_ends_lost_by_pasting_do_not_break_a_signature(signing):
    assert verify(signing, RAW.replace(b"\r\n", b"\n")) == ["dkim.valid"]


def test_a_changed_mail_a_foreign_signer_and_a_missing_key_are_told_apart(signing):
    assert verify(signing, RAW.replace(b"hello", b"pay here")) == ["dkim.broken"]
    assert verify(signing, RAW, host=b"mailer.example") == ["dkim.other_domain"]
    assert verify(signing, RAW, keys=False) == ["dkim.no_key"]


def test_a_signature_is_not_judged_when_the_key_cannot_be_had(signing):
    signed = dkim.sign(RAW, b"s1", b"firm.example", signing[0]) + RAW

    with pytest.raises(NotReached):
        MailSignature().run(subject(mail__raw=signed.decode()), offline_world())
    assert MailSignature().not_applicable(subject(mail__raw=RAW.decode())) == "not_signed"
