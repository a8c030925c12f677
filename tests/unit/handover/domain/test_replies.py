"""What a customer types is read whole or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from muniment.handover.domain.replies import MISSING, TOO_LONG, clean, read_reply
from muniment.handover.domain.states import Answer

GOOD = {"answer": "confirmed", "answered_by": " K. Weber,\n buyer "}


def test_lines_are_taken_one_by_one_and_empty_ones_left_out() -> None:
    reply, faults = read_reply(GOOD | {"promises": "a\r\n\r\n b \x00\n", "quotations": ""})
    assert not faults
    assert reply is not None
    assert (reply.promises, reply.quotations) == (("a", "b"), ())
    assert reply.answered_by == "K. Weber, buyer"
    assert reply.answer is Answer.CONFIRMED


def test_every_fault_is_named() -> None:
    reply, faults = read_reply({"comment": "x" * 4001, "promises": "\n".join("abc" * 20)})
    assert reply is None
    assert faults == {
        "comment": TOO_LONG, "promises": TOO_LONG, "answer": MISSING, "answered_by": MISSING,
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from(["answer", "comment", "answered_by"]), st.text()))
def test_nothing_that_is_typed_breaks_the_reading(told: dict[str, str]) -> None:
    reply, faults = read_reply(told)
    assert (reply is None) == bool(faults)


@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_be_kept(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode() == cleaned
    assert clean(cleaned) == cleaned
