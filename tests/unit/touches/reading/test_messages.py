"""Who wrote to whom, in answer to what: from a mail as it went over the wire."""

import tarfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.touches.reading import messages
from muniment.touches.reading.messages import Unreadable, read_message
from tests.shared import shared_data

ANSWER = b"""Received: from mx.example by mail.house.example; Mon, 2 Mar 2026 16:00:00 +0000
Authentication-Results: mail.house.example; dkim=pass header.d=heron.example;
 dmarc=pass (p=reject) header.from=heron.example
From: =?utf-8?b?TWFyw61hIEzDs3Bleg==?= <M.Lopez@Heron.example>
To: "Ada @ House" <ada@house.example>, touches@house.example
Cc: ada@house.example, not an address
Subject: =?utf-8?q?Re=3A_muestras?=
Date: Mon, 2 Mar 2026 10:00:00 -0600
Message-ID: <2@heron.example>
In-Reply-To: <1@house.example>
References: <0@house.example> <1@house.example>

Words that nobody keeps.
"""


def test_a_mail_tells_who_wrote_to_whom_when_and_in_answer_to_what():
    seen = read_message(ANSWER)

    assert (seen.sender, seen.sender_name) == ("m.lopez@heron.example", "María López")
    assert seen.recipients == ("ada@house.example", "touches@house.example")
    assert seen.sent_at == datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert seen.subject == "Re: muestras"
    assert seen.answers == ("1@house.example", "0@house.example")
    assert not seen.automatic
    assert "nobody keeps" not in repr(seen)


def test_only_the_verdict_of_our_own_server_on_top_vouches():
    forged = b"Authentication-Results: mail.house.example; dmarc=pass\n"
    below = ANSWER.replace(b"Received:", b"Authentication-Results: evil.example; dmarc=fail\nX:")

    assert read_message(ANSWER).vouched_for(["mail.house.example"])
    assert not read_message(ANSWER).vouched_for(["other.house.example"])
    assert not read_message(below + forged).vouched_for(["mail.house.example"])


def test_a_signed_mail_whose_domain_failed_is_not_vouched_for():
    failed = ANSWER.replace(b"dmarc=pass", b"dmarc=fail")

    assert not read_message(failed).vouched_for(["mail.house.example"])


@pytest.mark.parametrize(
    "line",
    ["Auto-Submitted: auto-replied", "List-Id: <news.example>", "Precedence: bulk"],
)
def test_robots_and_lists_are_known(line):
    assert read_message(f"{line}\n".encode() + ANSWER).automatic


def test_a_mail_forwarded_as_attachment_is_read_inside():
    outer = (
        b"From: ada@house.example\nTo: touches@house.example\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
        + ANSWER
        + b"\n--b--\n"
    )
    [inner] = read_message(outer).attached

    assert inner.message_id == "2@heron.example"
    assert inner.digest == read_message(ANSWER).digest


@pytest.mark.parametrize(("raw", "why"), [(b" \n", "empty"), (b"Subject: hello\n\nx", "no_sender")])
def test_what_is_no_mail_says_why(raw, why):
    with pytest.raises(Unreadable) as told:
        read_message(raw)
    assert told.value.why == why


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(raw):
    for piece in (raw, b"From: a@b.example\n" + raw, ANSWER[:300] + raw):
        try:
            read_message(piece)
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("name", "share"),
    [("enron_sample", 0.99), ("spamassassin", 0.97), ("phishing_pot", 0.95), ("bounces", 0.85)],
)
def test_real_mail_of_every_sort_is_read_but_for_what_names_no_sender(name, share):
    raws = []
    with tarfile.open(shared_data("emails") / f"{name}.tar.xz") as archive:
        for member in archive:
            if member.isfile():
                raws.append(archive.extractfile(member).read())
    read = [_read(raw) for raw in raws]

    assert sum(seen is not None for seen in read) / len(raws) > share
    assert all(seen.sender.count("@") == 1 for seen in read if seen)


def _read(raw):
    try:
        return read_message(raw)
    except Unreadable:
        return None


def test_a_signature_of_another_domain_vouches_for_nothing():
    head = b"Authentication-Results: mail.house.example; "
    results = {
        b"dkim=pass header.d=heron.example": True,
        b"dkim=pass header.d=mail.heron.example": True,
        b"dkim=pass header.d=evil.example": False,
        b"dkim=fail header.d=heron.example; dkim=pass header.d=evil.example": False,
        b'dkim=fail reason="dkim=pass header.d=heron.example"': False,
        b"spf=pass smtp.mailfrom=heron.example": False,
    }
    below = ANSWER.partition(b"From:")[2]

    for told, expected in results.items():
        seen = read_message(head + told + b"\nFrom:" + below)
        assert seen.vouched_for(["mail.house.example"]) is expected, told


@pytest.mark.parametrize("name", ["Subject", "Message-ID", "In-Reply-To", "Content-Type", "Cc"])
def test_however_long_a_header_is_only_its_beginning_is_taken_apart(name, monkeypatch):
    lengths, decode = [0], messages.decode_header

    def counted(told):
        lengths.append(len(told))
        return decode(told)

    monkeypatch.setattr(messages, "decode_header", counted)
    endless = f"{name}: multipart/mixed{'; =?utf-8?q?a?= ' * 200_000}\n".encode()

    read_message(endless + ANSWER)

    assert max(lengths) <= messages.LONGEST_HEADER
    kept = messages.parsed(endless + ANSWER)
    assert len(kept[name]) <= messages.LONGEST_ADDRESSES


def test_addresses_beyond_what_is_read_are_left_out():
    many = "".join(f"To: {'x' * 30_000} <{n}@heron.example>\n" for n in range(9)).encode()

    seen = read_message(many + ANSWER.replace(b"To: ", b"X-To: ").replace(b"Cc: ", b"X-Cc: "))

    assert seen.recipients == ("0@heron.example", "1@heron.example")


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7"])
def test_an_id_that_is_no_plain_text_is_none(charset):
    odd = {"unicode_escape": r"<\ud800=40b.c>", "utf-7": "<+2AA-=40b.c>"}[charset]
    told = f"=?{charset}?q?{odd}?=".encode()
    raw = ANSWER.replace(b"<2@heron.example>", told).replace(b"<1@house.example>", told, 1)

    seen = read_message(raw)

    assert (seen.message_id, seen.answers[0]) == ("", "1@house.example")
    assert all(answer.isascii() for answer in seen.answers)


def test_the_word_of_our_own_server_that_the_sender_signed_in_is_known():
    head = b"Authentication-Results: mail.house.example; auth=pass smtp.auth="
    below = ANSWER.partition(b"From:")[2]
    hers = read_message(head + b"M.Lopez@heron.example\nFrom:" + below)
    anothers = read_message(head + b"ben@house.example\nFrom:" + below)

    assert hers.handed_in_by_sender(["mail.house.example"])
    assert not hers.handed_in_by_sender(["other.house.example"])
    assert not anothers.handed_in_by_sender(["mail.house.example"])
    assert not hers.vouched_for(["mail.house.example"])
