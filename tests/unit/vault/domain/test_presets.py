"""The sheets a company may start from."""

from dataclasses import replace

import pytest

from muniment.people.domain.roles import Role
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.cells import COLUMN_BY_CODE, COLUMNS, Cell, Relation
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.presets import PRESETS, PresetUnknown, preset_table

TABLES = {preset.code: preset_table(preset.code) for preset in PRESETS}


def cell(preset, field, column):
    return TABLES[preset].cell(field, COLUMN_BY_CODE[column])


def test_a_preset_nobody_knows_is_refused():
    with pytest.raises(PresetUnknown):
        preset_table("../secrets")


@pytest.mark.parametrize("code", TABLES)
def test_in_every_preset_somebody_can_read_every_field(code):
    for spec in FIELDS:
        assert {Cell.OPEN, Cell.COUNTED} & set(TABLES[code].row(spec.code)), spec.code


@pytest.mark.parametrize("code", TABLES)
def test_in_every_preset_the_keeper_can_work(code):
    for spec in FIELDS:
        for role in ("owner", "sales_manager", "salesperson"):
            given = cell(code, spec.code, f"{role}.keeper")
            top = spec.level is SecrecyLevel.TOP_SECRET
            assert given is Cell.OPEN or (code == "strict" and top and given is Cell.COUNTED)


@pytest.mark.parametrize("code", TABLES)
def test_in_every_preset_agents_see_logistics_and_goods_only(code):
    for spec in FIELDS:
        if spec.compartment not in {"logistics", "product"}:
            assert cell(code, spec.code, "export_agent.engaged") is Cell.SHUT


@pytest.mark.parametrize("code", ["default", "strict", "many_agents"])
def test_colleagues_know_no_secret_value(code):
    for spec in FIELDS:
        assert cell(code, spec.code, "salesperson.colleague") in {Cell.ASK, Cell.SHUT}


@pytest.mark.parametrize("code", TABLES)
def test_custodians_keep_files_without_reading_them(code):
    for spec in FIELDS:
        assert cell(code, spec.code, "custodian.colleague") in {Cell.MASKED, Cell.ASK, Cell.SHUT}


def test_finance_reads_what_payment_needs():
    assert cell("default", "pricing.payment_terms", "finance.colleague") is Cell.OPEN
    assert cell("default", "profile.intentions", "finance.colleague") is Cell.SHUT


def test_strict_gives_nobody_more_than_default():
    for spec in FIELDS:
        for column in COLUMNS:
            strict = TABLES["strict"].cell(spec.code, column)
            assert strict.rank <= TABLES["default"].cell(spec.code, column).rank


def test_a_small_firm_gives_its_staff_no_less_than_default():
    for spec in FIELDS:
        for column in COLUMNS:
            if column.relation is Relation.COLLEAGUE and column.role is not Role.COMPLIANCE:
                small = TABLES["small_firm"].cell(spec.code, column)
                assert small.rank >= TABLES["default"].cell(spec.code, column).rank


def test_a_companys_own_field_starts_shut():
    own = replace(by_code()["identity.legal_name"], code="identity.nickname")
    assert set(preset_table("small_firm", [*FIELDS, own]).row(own.code)) == {Cell.SHUT}
