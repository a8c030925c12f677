"""A purpose that a later reader can learn from; a reference that names business."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.purpose import (
    EXAMPLES,
    KIND_LABELS,
    PurposeUnclear,
    Reference,
    ReferenceKind,
    ReferenceUnclear,
    check_purpose,
    check_reference,
)


@pytest.mark.parametrize(
    "text", ["quote the second colour", "报第二个颜色的价", "call back about L/C", "寄样品单"]
)
def test_a_real_purpose_is_kept_tidy(text):
    assert check_purpose(f"  {text} ") == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "...", "x", "xx", "test", "Test test", "asdf", "asdfgh", "aaaaaaa",
        "look at customer", "工作需要", "测试", "ok ok ok", "quote", "看", "xyxyxyxy", "----------",
        "q" + "uote " * 80,
    ],
)  # fmt: skip
def test_a_purpose_that_says_nothing_is_refused_with_what_is_expected(text):
    with pytest.raises(PurposeUnclear) as refusal:
        check_purpose(text)
    assert refusal.value.facts["why"]


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("order", " po-2026-0017 ", "PO-2026-0017"),
        ("inquiry", "INQ 208", "INQ 208"),
        ("shipment", "mskｕ1234565", "MSKU1234565"),
        ("visit", "Canton Fair, booth", "Canton Fair, booth"),
        ("audit", "年度审计", "年度审计"),
        ("order", "536365", "536365"),
    ],
)
def test_a_reference_is_kept_tidy(kind, text, kept):
    assert check_reference(kind, text) == Reference(ReferenceKind(kind), kept)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("lunch", "PO-1"), ("order", "."), ("order", "x1"), ("order", "the blue one"),
     ("visit", "test"),
     ("dispute", "aaaa"), ("audit", "A" * 81)],
)  # fmt: skip
def test_a_reference_that_names_no_business_is_refused_with_an_example(kind, text):
    with pytest.raises(ReferenceUnclear) as refusal:
        check_reference(kind, text)
    assert refusal.value.facts["example"]


def test_every_kind_has_a_label_and_an_example_that_it_takes_itself():
    assert set(KIND_LABELS) == set(EXAMPLES) == set(ReferenceKind)
    for kind, example in EXAMPLES.items():
        assert check_reference(kind, example).kind is kind


@given(st.text(), st.sampled_from(ReferenceKind))
def test_any_text_is_taken_or_refused_and_taken_again_unchanged(text, kind):
    with suppress(PurposeUnclear):
        assert check_purpose(check_purpose(text)) == check_purpose(text)
    try:
        kept = check_reference(kind, text)
    except ReferenceUnclear:
        return
    assert check_reference(kind, kept.text) == kept
