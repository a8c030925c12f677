"""Canonical JSON is what RFC 8785 says, as another implementation writes it."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from muniment.core import canonical
from muniment.core.canonical import LARGEST_INTEGER, NotCanonical

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
KEY = st.text("abcxyz019_", min_size=1, max_size=6)
NUMBER = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
VALUE = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=20,
)


@given(VALUE)
def test_it_is_written_as_another_implementation_writes_it(value):
    assert canonical.dump(value) == rfc8785.dumps(value)


@given(VALUE)
def test_what_is_written_is_read_again(value):
    assert canonical.load(canonical.dump(value)) == value


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(data):
    try:
        value = canonical.load(data)
    except NotCanonical:
        return
    assert canonical.dump(value) == data


@given(st.recursive(VALUE | st.floats() | st.integers(), st.lists, max_leaves=5))
def test_any_value_is_written_as_the_other_writes_it_or_refused(value):
    try:
        data = canonical.dump(value)
    except NotCanonical:
        return
    assert data == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        {"A": 1},
        {"": 1},
        {"a-b": 1},
        {1: 1},
        "\ud800",
        {1, 2},
        b"x",
    ],
)
def test_what_lies_outside_the_profile_is_not_written(value):
    with pytest.raises(NotCanonical):
        canonical.dump(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1\n",
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0061"',
        b'"\\ud800"',
        b'"\\/"',
        b"\xff",
        b"\xef\xbb\xbf1",
        b"[" * 100_000,
        b"[" * 40 + b"]" * 40,
    ],
)
def test_what_is_written_otherwise_is_refused(data):
    with pytest.raises(NotCanonical):
        canonical.load(data)


@given(st.binary(max_size=40))
def test_bytes_are_written_and_read_in_base64url(data):
    assert canonical.unb64(canonical.b64(data)) == data


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A A", "+/8", "AAé", "AA\n"])
def test_base64url_written_otherwise_is_refused(text):
    with pytest.raises(NotCanonical):
        canonical.unb64(text)


def test_a_judge_can_read_it():
    assert json.loads(canonical.dump({"b": ["价格", 1], "a": None})) == {
        "a": None,
        "b": ["价格", 1],
    }
