import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.investigations.domain.mailhead import oddities, read_head

MAILS = Path(__file__).parents[5] / "shared" / "data" / "emails"

HEAD = """Return-Path: <m.lopez@firm.com.mx>
Received: from mx.house.example (10.0.0.5) by store.house.example with LMTP; Mon, 2 Mar 2026 16:00:09 +0000
Received: from out1.firm.com.mx (out1.firm.com.mx [189.200.1.9]) by mx.house.example with ESMTPS; Mon, 2 Mar 2026 16:00:07 +0000
Received: from desk7 (unknown [192.168.1.7]) by out1.firm.com.mx with ESMTPSA; Mon, 2 Mar 2026 10:00:03 -0600
Authentication-Results: mx.house.example; spf=pass smtp.mailfrom=firm.com.mx; dkim=pass header.d=firm.com.mx; dmarc=pass header.from=firm.com.mx
Message-ID: <1@firm.com.mx>
Date: Mon, 2 Mar 2026 10:00:00 -0600
From: "Maria Lopez" <m.lopez@firm.com.mx>
To: sales@house.example
Subject: RFQ

text
"""  # noqa: E501 - header lines as servers write them


def codes(raw):
    head = read_head(raw)
    assert head is not None
    return [oddity.code for oddity in oddities(head)]


def changed(old, new):
    assert old in HEAD
    return HEAD.replace(old, new)


def test_an_honest_mail_has_a_path_and_no_oddity():
    head = read_head(HEAD)

    assert oddities(head) == ()
    assert [hop.by for hop in head.hops] == [
        "store.house.example",
        "mx.house.example",
        "out1.firm.com.mx",
    ]
    assert head.origin.address == head.handed_over.address == "189.200.1.9"
    assert [hop.private for hop in head.hops] == [True, False, True]
    assert {(one.method, one.result, one.domain) for one in head.auth} == {
        ("spf", "pass", "firm.com.mx"),
        ("dkim", "pass", "firm.com.mx"),
        ("dmarc", "pass", "firm.com.mx"),
    }


def test_a_text_without_a_journey_has_no_head():
    assert read_head("Hello, please quote.") is None
    assert read_head("From: a@b.com\nSubject: x\n\ncopied out of a window") is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (changed("To: ", "Reply-To: m.lopez.firm@gmail.com\nTo: "), "mail.reply_to_free"),
        (changed("To: ", "Reply-To: sales@firm-mx.com\nTo: "), "mail.reply_to_differs"),
        (changed('"Maria Lopez" <m', '"ceo@bigbank.com" <m'), "mail.display_trick"),
        (changed('"Maria Lopez" <m', '"Orders bigbank.com" <m'), "mail.display_trick"),
        (changed("<m.lopez@firm.com.mx>\nTo", "<m.lоpez@firm.com.mx>\nTo"), "mail.odd_letters"),
        (changed("16:00:07 +0000", "04:00:07 +0000"), "mail.time_backwards"),
        (changed("16:00:07 +0000", "16:00:07 +0000").replace("16:00:0", "23:00:0").replace(
            "Mon, 2 Mar 2026 23", "Wed, 4 Mar 2026 23"), "mail.long_wait"),
        (changed("Date: Mon, 2 Mar", "Date: Mon, 9 Mar"), "mail.date_off"),
        (changed("by out1.firm.com.mx with ESMTPSA", "by smtp.other.net with ESMTPSA").replace(
            "[192.168.1.7]", "[41.203.1.7]"), "mail.path_broken"),
        (changed("dmarc=pass", "dmarc=fail"), "mail.auth_failed"),
    ],
)  # fmt: skip
def test_each_thing_that_does_not_fit_is_seen_alone(raw, code):
    assert codes(raw) == [code]


def test_a_mail_of_several_senders_is_seen_as_a_trick():
    several = changed("From: ", "From: boss@house.example,")

    assert codes(several) == ["mail.several_senders", "mail.display_trick"]


def test_a_reply_to_in_the_senders_own_house_is_no_oddity():
    assert codes(changed("To: ", "Reply-To: orders@mail.firm.com.mx\nTo: ")) == []


def test_only_what_our_own_server_found_counts():
    forged = HEAD.replace(
        "From: ", "Authentication-Results: x; dmarc=fail header.from=a.com\nFrom: "
    )

    assert codes(forged) == []


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_head_is_read_without_stumbling(data):
    at = data.draw(st.integers(0, len(HEAD)))
    noise = data.draw(st.text(max_size=30))

    head = read_head(HEAD[:at] + noise + HEAD[at + len(noise) :])

    assert head is None or isinstance(oddities(head), tuple)


@pytest.mark.skipif(not MAILS.is_dir(), reason="the sample mails are not here")
def test_forged_mail_shows_it_more_often_than_honest_mail():
    shares = {}
    for archive, part in (("phishing_pot", "phishing_pot/"), ("spamassassin", "easy_ham")):
        seen = odd = 0
        with tarfile.open(MAILS / f"{archive}.tar.xz") as mails:
            for member in mails:
                if not member.isfile() or part not in member.name or seen >= 250:
                    continue
                head = read_head(mails.extractfile(member).read())
                tells = {"mail.auth_failed", "mail.display_trick", "mail.reply_to_free"}
                seen += head is not None
                odd += head is not None and any(o.code in tells for o in oddities(head))
        shares[archive] = odd / seen

    assert shares["phishing_pot"] > 0.35
    assert shares["spamassassin"] < 0.05


def test_the_address_for_answers_is_told_as_it_was_written():
    head = read_head(changed("To: ", "Reply-To: m.lopez.firm@gmail.com\nTo: "))

    assert head is not None
    assert head.reply_to == "m.lopez.firm@gmail.com"
