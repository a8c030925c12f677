"""Customers are named by tokens inside a case, and by codename only where it may be known."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.tokens import HIDDEN, customers_in, spell_out, token_of

HERON = UUID("01a200e6-6a37-739a-bec4-410c486909f8")


def test_a_token_becomes_the_codename_of_whom_the_reader_knows() -> None:
    text = f"It looks like the domain of {token_of(HERON)}."

    assert customers_in(text) == {HERON}
    assert spell_out(text, {HERON: "Amber Heron"}) == "It looks like the domain of Amber Heron."
    assert spell_out(text, {}) == f"It looks like the domain of {HIDDEN}."


@given(st.text(), st.uuids(), st.text())
def test_no_token_is_left_whatever_stands_around_it(before: str, one: UUID, after: str) -> None:
    told = spell_out(before + token_of(one) + after, {})

    assert customers_in(told) == set()
