"""What a new company starts with."""

from muniment.vault.domain.catalogue import COMPARTMENTS, FIELDS, by_code
from muniment.vault.domain.fields import check_compartment_code, check_field_code, check_spec

COMPARTMENT_CODES = frozenset(spec.code for spec in COMPARTMENTS)
CODES = frozenset(by_code())


def test_every_default_field_fits_together_and_belongs_to_a_compartment():
    for spec in FIELDS:
        assert check_spec(spec) is spec
        assert check_field_code(spec.code, COMPARTMENT_CODES) == spec.code


def test_the_catalogue_has_some_fifty_fields_and_none_twice():
    assert 45 <= len(FIELDS) == len(CODES) <= 60


def test_every_compartment_has_fields_and_can_take_part_in_a_code():
    for spec in COMPARTMENTS:
        assert check_compartment_code(spec.code) == spec.code
        assert any(field.compartment == spec.code for field in FIELDS)
        assert spec.about.endswith(".")


def test_every_label_and_choice_has_a_chinese_wording():
    for spec in FIELDS:
        assert spec.label_en
        assert spec.label_zh
        assert bool(spec.help_en) == bool(spec.help_zh)
        assert all(choice.label_en and choice.label_zh for choice in spec.choices)


def test_the_origin_file_asks_what_a_court_asks():
    origin = {spec.code for spec in FIELDS if spec.compartment == "origin"}
    asked = ("channel", "cost", "proof", "first_contact_on", "assigned_by", "developed_by")
    assert {f"origin.{name}" for name in asked} <= origin
