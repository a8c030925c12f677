"""Codes that last, and fields whose parts fit each other."""

from dataclasses import replace

import pytest

from muniment.vault.domain.catalogue import COMPARTMENTS, FIELDS, by_code
from muniment.vault.domain.fields import (
    Choice,
    CompartmentSpec,
    FieldCodeInvalid,
    FieldSpec,
    FieldSpecInvalid,
    FieldType,
    IndexKind,
    MaskKind,
    SecrecyLevel,
    check_compartment_code,
    check_field_code,
    check_spec,
)

COMPARTMENT_CODES = frozenset(spec.code for spec in COMPARTMENTS)
CODES = frozenset(by_code())


def test_only_public_fields_are_not_sealed():
    spec = FIELDS[0]
    assert spec.sealed
    assert not replace(spec, level=SecrecyLevel.PUBLIC).sealed


def test_a_chinese_reader_gets_chinese_labels_where_there_are_any():
    spec = by_code()["identity.legal_name"]
    assert spec.label("zh-hans") == "公司全称"
    assert spec.label("en") == "Legal name"
    assert spec.help("zh-CN") == "与商业登记一致。"
    assert replace(spec, label_zh="").label("zh-hans") == "Legal name"
    assert replace(spec, label_en="").label("en") == "公司全称"
    assert CompartmentSpec("x1", "Samples", "样品", "box", "Samples.").label("zh") == "样品"


def test_a_company_may_add_a_compartment_and_a_field():
    assert check_compartment_code("samples", COMPARTMENT_CODES) == "samples"
    assert check_field_code("pricing.rebate", COMPARTMENT_CODES, CODES) == "pricing.rebate"


@pytest.mark.parametrize("code", ["", "a", "Upper", "_house", "1st", "a" * 32, "with space", "x.y"])
def test_a_compartment_code_that_would_not_last_is_refused(code):
    with pytest.raises(FieldCodeInvalid):
        check_compartment_code(code)


def test_a_compartment_code_is_never_used_twice():
    with pytest.raises(FieldCodeInvalid, match="used before"):
        check_compartment_code("pricing", COMPARTMENT_CODES)


@pytest.mark.parametrize(
    "code", ["pricing", "pricing.", "pricing.Rebate", "nowhere.rebate", "pricing.margin_percent"]
)
def test_a_field_code_that_cannot_stand_is_refused(code):
    with pytest.raises(FieldCodeInvalid):
        check_field_code(code, COMPARTMENT_CODES, CODES)


PLAIN = FieldSpec("pricing.rebate", "pricing", "Rebate", "返利")


@pytest.mark.parametrize(
    "change",
    [
        {"label_en": " ", "label_zh": ""},
        {"compartment": "supply"},
        {"choices": (Choice("a", "A", "甲"),)},
        {"type": FieldType.CHOICE},
        {"type": FieldType.CHOICE, "choices": (Choice("a", "A", "甲"), Choice("a", "B", "乙"))},
        {"index": IndexKind.EXACT_EMAIL},
        {"mask": MaskKind.PHONE},
        {"type": FieldType.LONG_TEXT, "several": True},
        {"type": FieldType.REGISTER, "in_list": True},
    ],
)
def test_a_field_whose_parts_do_not_fit_is_refused(change):
    with pytest.raises(FieldSpecInvalid):
        check_spec(replace(PLAIN, **change))
