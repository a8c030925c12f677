import email
import json
import tarfile
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain import words
from muniment.investigations.domain.signals import catalogue
from tests.shared import shared_data


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Price is not\n a PROBLEM, ship soon", "conduct.no_haggling"),
        ("Necesitamos envío  inmediato", "conduct.urgent"),
        ("please note our new bank-account", "conduct.bank_changed"),
        ("do not use our very old previous account", "conduct.bank_changed"),
        ("贵司请注意：银行账户变更通知", "conduct.bank_changed"),
        ("Изменились банковские реквизиты", "conduct.bank_changed"),
        ("you can check us with Sinosure", "conduct.insurer_offered"),
        ("please invoice us at a much lower value for customs", "conduct.asks_false_invoice"),
    ],
)
def test_words_are_found_in_any_language_and_spacing(text, signal):
    assert [one.signal for one in words.in_mail(text)] == [signal]


@pytest.mark.parametrize(
    "text",
    [
        "Please send your best price as soon as possible.",
        "We need 3,000 sqm; is your price FOB or CIF?",
        "This newbank accountant writes.",
        "Irrevocable documentary credit",
        "请报价，谢谢",
    ],
)
def test_honest_mails_are_left_alone(text):
    assert words.in_mail(text) == ()
    assert "credit.revocable" not in {one.signal for one in words.in_credit(text)}


def test_words_are_shown_as_they_stand():
    (one,) = words.in_mail("Hello,\nWe have  Changed our\n Bank. Bye")

    assert (one.words, one.language) == ("Changed our Bank", "en")


@pytest.mark.parametrize("find", [words.in_mail, words.in_credit])
@given(text=st.text())
def test_any_text_can_be_read(find, text):
    for one in find(text):
        assert one.signal in catalogue()
        assert catalogue()[one.signal].places <= {"words"}


@pytest.mark.parametrize("sign", ["a ", "our ", "西", "certificate ", "\n", "-"])
def test_a_hostile_text_does_not_hold_the_reader_up(sign):
    began = time.process_time()
    words.in_mail(sign * 30_000)
    words.in_credit(sign * 30_000)

    assert time.process_time() - began < 10


def test_every_phrase_belongs_to_a_signal():
    for name in ("words_mail.toml", "words_credit.toml"):
        assert {one.signal for one in words._phrases(name)} <= set(catalogue())


def test_letters_of_fraud_are_hit_and_business_mails_are_not():
    folder = shared_data("emails")
    letters = (folder / "advance_fee_fraud.jsonl").read_text(encoding="utf-8").splitlines()
    fraud = [json.loads(line)["body"] for line in letters]

    assert _share(fraud) > 0.1
    assert _share(_plain_bodies(folder / "enron_sample.tar.xz", most=300)) < 0.01


def _share(texts):
    return sum(bool(words.in_mail(text)) for text in texts) / len(texts)


def _plain_bodies(path, most):
    with tarfile.open(path) as archive:
        files = [one for one in archive if one.isfile()][:most]
        mails = [email.message_from_bytes(archive.extractfile(one).read()) for one in files]
    bodies = [one.get_payload(decode=True) for one in mails if not one.is_multipart()]
    return [body.decode("utf-8", "replace") for body in bodies]
