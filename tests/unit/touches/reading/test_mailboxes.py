"""Messages of a mailbox, one after the other."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.touches.reading.mailboxes import NoMailbox, messages_in

MAIL = b"From: a@heron.example\nSubject: %d\n\nBody\n"


def _mbox(*bodies: bytes) -> bytes:
    return b"".join(b"From x@y Mon Mar  2 10:00:00 2026\n" + body + b"\n" for body in bodies)


def test_each_message_comes_with_its_place():
    raw = _mbox(MAIL % 1, MAIL % 2)
    first, second = messages_in(io.BytesIO(raw))

    assert (first.number, first.line, first.offset) == (1, 1, 0)
    assert (second.number, second.line) == (2, 7)
    assert raw[second.offset :].startswith(b"From x@y")
    assert second.end == len(raw)
    assert b"Subject: 2" in second.raw


def test_a_quoted_line_does_not_begin_a_message():
    [message] = messages_in(io.BytesIO(_mbox(MAIL % 1 + b"\n>From Rome with love 10:00\n")))

    assert b"\nFrom Rome" in message.raw


def test_a_file_that_is_one_mail_gives_that():
    [message] = messages_in(io.BytesIO(MAIL % 1))

    assert message.raw == MAIL % 1


def test_a_file_that_is_no_mailbox_is_refused():
    with pytest.raises(NoMailbox):
        next(messages_in(io.BytesIO(b"PK\x03\x04 something else\n")))


def test_an_empty_file_holds_nothing():
    assert list(messages_in(io.BytesIO(b""))) == []


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_no_octet_of_any_file_is_left_out(bodies):
    raw = _mbox(*bodies)
    pieces = list(messages_in(io.BytesIO(raw)))

    assert [piece.offset for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert not raw or pieces[-1].end == len(raw)
