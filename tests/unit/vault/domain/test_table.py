"""The access table: shut unless opened, the same in every form, precise about what is wrong."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core import canonical
from muniment.people.domain.roles import Role
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.cells import COLUMNS, Cell, Column, Relation
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.presets import preset_table
from muniment.vault.domain.table import (
    ADMINISTRATOR_OPENED,
    NO_FIELD_COLUMN,
    NOT_A_TABLE,
    OUTSIDER_OPENED,
    TWICE,
    UNKNOWN_CELL,
    UNKNOWN_COLUMN,
    UNKNOWN_FIELD,
    AccessTable,
    Problem,
    TableInvalid,
)

KEEPER = Column(Role.SALESPERSON, Relation.KEEPER)
ADMIN = Column(Role.ADMINISTRATOR, Relation.COLLEAGUE)
OUTSIDER = Column(Role.LAWYER, Relation.OUTSIDER)
NAME = "identity.legal_name"
LAWFUL = [c for c in COLUMNS if c.role is not Role.ADMINISTRATOR and c.relation != "outsider"]

tables = st.dictionaries(
    st.sampled_from([spec.code for spec in FIELDS]),
    st.dictionaries(st.sampled_from(LAWFUL), st.sampled_from(Cell)),
).map(lambda cells: AccessTable.of(FIELDS, cells))


def problems_of(make):
    with pytest.raises(TableInvalid) as refusal:
        make()
    return refusal.value.problems


def test_an_empty_table_opens_nothing():
    table = AccessTable.of(FIELDS, {})
    assert all(table.cell(spec.code, column) is Cell.SHUT for spec in FIELDS for column in COLUMNS)


def test_a_field_nobody_knows_is_shut():
    assert preset_table("default").cell("identity.shoe_size", KEEPER) is Cell.SHUT
    assert preset_table("default").spec("identity.shoe_size") is None


def test_a_relation_without_a_column_is_looked_up_as_colleague():
    table = AccessTable.of(
        FIELDS, {NAME: {Column(Role.CUSTODIAN, Relation.COLLEAGUE): Cell.MASKED}}
    )
    assert table.cell(NAME, Column(Role.CUSTODIAN, Relation.LINE_MANAGER)) is Cell.MASKED


def test_fields_of_a_compartment_come_in_the_order_of_the_sheet():
    table = preset_table("default")
    assert table.fields_of("identity") == tuple(f for f in FIELDS if f.compartment == "identity")
    assert table.fields_of("nowhere") == ()


@given(tables)
def test_a_table_survives_json_and_csv(table):
    stored = canonical.load(canonical.dump(table.to_dict()))
    assert AccessTable.from_dict(stored, FIELDS) == table
    assert AccessTable.from_csv(table.to_csv("zh-hans"), FIELDS) == table


def test_a_sheet_from_a_spreadsheet_program_is_read_too():
    text = "\ufeffField,Salesperson.Keeper\r\nidentity.legal_name, OPEN \r\n,\r\n"
    assert AccessTable.from_csv(text, FIELDS).cell(NAME, KEEPER) is Cell.OPEN


def test_a_short_row_is_shut_where_it_ends():
    table = AccessTable.from_csv("field,salesperson.keeper\nidentity.legal_name\n", FIELDS)
    assert table.cell(NAME, KEEPER) is Cell.SHUT


def test_a_label_that_looks_like_a_formula_stays_text():
    spec = replace(by_code()[NAME], label_en="=1+1")
    assert "'=1+1" in AccessTable.of([spec], {}).to_csv()


def test_a_new_field_is_shut_to_everybody_until_the_table_opens_it():
    new = replace(by_code()[NAME], code="identity.nickname")
    stored = preset_table("small_firm").to_dict()
    table = AccessTable.from_dict(stored, [*FIELDS, new])
    assert set(table.row("identity.nickname")) == {Cell.SHUT}
    assert preset_table("small_firm").with_fields([*FIELDS, new]) == table


def test_a_stored_table_is_restored_whatever_became_of_its_fields():
    public = replace(by_code()[NAME], level=SecrecyLevel.PUBLIC)
    gone = replace(public, code="identity.nickname")
    opened = {KEEPER: Cell.OPEN, ADMIN: Cell.OPEN, OUTSIDER: Cell.OPEN}
    stored = AccessTable.of([public, gone], {NAME: opened, gone.code: opened}).to_dict()
    assert AccessTable.restored(stored, [public]).cell(NAME, ADMIN) is Cell.OPEN
    sealed = AccessTable.restored(stored, FIELDS)
    assert sealed.cell(NAME, KEEPER) is Cell.OPEN
    assert sealed.cell(NAME, ADMIN) is sealed.cell(NAME, OUTSIDER) is Cell.SHUT
    with pytest.raises(TableInvalid):
        AccessTable.restored({"v": 7}, FIELDS)


def test_cells_can_be_changed_one_by_one():
    table = AccessTable.of(FIELDS, {}).changed({(NAME, KEEPER): Cell.ASK})
    assert table.cell(NAME, KEEPER) is Cell.ASK
    with pytest.raises(TableInvalid):
        table.changed({("identity.shoe_size", KEEPER): Cell.OPEN})


def test_no_table_opens_a_sealed_field_to_an_administrator():
    found = problems_of(lambda: AccessTable.of(FIELDS, {NAME: {ADMIN: Cell.MASKED}}))
    assert found == (Problem(NAME, ADMIN.code, ADMINISTRATOR_OPENED),)


def test_no_table_opens_a_sealed_field_to_an_outsider_without_a_live_order():
    found = problems_of(lambda: AccessTable.of(FIELDS, {NAME: {OUTSIDER: Cell.ASK}}))
    assert found == (Problem(NAME, OUTSIDER.code, OUTSIDER_OPENED),)


def test_a_public_field_may_be_open_to_all():
    public = replace(by_code()[NAME], level=SecrecyLevel.PUBLIC)
    table = AccessTable.of([public], {NAME: {ADMIN: Cell.OPEN, OUTSIDER: Cell.OPEN}})
    assert table.cell(NAME, ADMIN) is Cell.OPEN
    with pytest.raises(TableInvalid):
        table.with_fields([by_code()[NAME]])


def test_every_place_that_cannot_stand_is_named():
    text = (
        "field,salesperson.keeper,custodian.colleague\n"
        "identity.legal_name,wide,open\n"
        "identity.legal_name,open,peek\n"
    )
    assert problems_of(lambda: AccessTable.from_csv(text, FIELDS)) == (
        Problem(NAME, "salesperson.keeper", UNKNOWN_CELL),
        Problem(NAME, "", TWICE),
        Problem(NAME, "custodian.colleague", UNKNOWN_CELL),
    )


def test_headings_that_cannot_stand_are_named():
    text = "label,level,king.keeper,salesperson.keeper,salesperson.keeper\n"
    assert problems_of(lambda: AccessTable.from_csv(text, FIELDS)) == (
        Problem("", "", NO_FIELD_COLUMN),
        Problem("", "king.keeper", UNKNOWN_COLUMN),
        Problem("", "salesperson.keeper", TWICE),
    )


def test_unknown_fields_and_columns_are_named():
    odd = Column(Role.CUSTODIAN, Relation.KEEPER)
    cells = {"identity.shoe_size": {KEEPER: Cell.OPEN}, NAME: {odd: Cell.OPEN}}
    assert problems_of(lambda: AccessTable.of(FIELDS, cells)) == (
        Problem("identity.shoe_size", "", UNKNOWN_FIELD),
        Problem(NAME, odd.code, UNKNOWN_COLUMN),
    )


@pytest.mark.parametrize(
    "data",
    [None, [], {"v": 2}, {"v": 1}, {"v": 1, "columns": [], "rows": [{}]}, {"v": 1, "columns": 3}],
)
def test_what_is_no_table_is_refused(data):
    assert problems_of(lambda: AccessTable.from_dict(data, FIELDS)) == (
        Problem("", "", NOT_A_TABLE),
    )


def test_an_empty_file_and_a_broken_one_are_refused():
    assert problems_of(lambda: AccessTable.from_csv("", FIELDS))[0].why == NO_FIELD_COLUMN
    huge = 'field\n"' + "x" * 200_000
    assert problems_of(lambda: AccessTable.from_csv(huge, FIELDS))[0].why == NOT_A_TABLE


def test_rows_of_the_wrong_shape_and_fields_twice_are_refused():
    spec = by_code()[NAME]
    row = (Cell.SHUT,) * len(COLUMNS)
    assert problems_of(lambda: AccessTable((spec,), ()))[0].why == NOT_A_TABLE
    assert problems_of(lambda: AccessTable((spec,), (row[1:],)))[0].why == NOT_A_TABLE
    assert problems_of(lambda: AccessTable((spec, spec), (row, row))) == (Problem(NAME, "", TWICE),)


def test_the_error_counts_the_places_and_names_the_first():
    with pytest.raises(TableInvalid) as refusal:
        AccessTable.of(FIELDS, {NAME: {ADMIN: Cell.OPEN}})
    assert refusal.value.facts["count"] == 1
    assert refusal.value.facts["place"] == f"{NAME} / {ADMIN.code}"
    with pytest.raises(TableInvalid) as refusal:
        AccessTable.from_dict({}, FIELDS)
    assert refusal.value.facts["place"] == "the heading"


@given(st.text())
def test_any_text_is_a_table_or_is_refused(text):
    with suppress(TableInvalid):
        table = AccessTable.from_csv("field,salesperson.keeper\n" + text, FIELDS)
        assert AccessTable.from_csv(table.to_csv(), FIELDS) == table
