"""Relations and columns: exactly one of each, and never more than the sheet shows."""

from hypothesis import given
from hypothesis import strategies as st

from muniment.people.domain.roles import OUTSIDE, STAFF, Role
from muniment.vault.domain.cells import (
    CELL_LABELS,
    COLUMN_BY_CODE,
    COLUMNS,
    RELATION_LABELS,
    ROLE_LABELS,
    Cell,
    Column,
    Relation,
    column_for,
    position_of,
    relation_of,
)

flags = st.booleans()


def test_the_first_relation_that_fits_is_the_one():
    staff = Role.SALESPERSON
    assert relation_of(staff, keeps=True, deputises=True, manages=True) is Relation.KEEPER
    assert relation_of(staff, deputises=True, manages=True) is Relation.DEPUTY
    assert relation_of(staff, manages=True) is Relation.LINE_MANAGER
    assert relation_of(staff, engaged=True) is Relation.COLLEAGUE


@given(st.sampled_from(sorted(OUTSIDE, key=str)), flags, flags, flags)
def test_an_outsider_is_engaged_or_an_outsider_whatever_else(role, keeps, deputises, manages):
    known = {"keeps": keeps, "deputises": deputises, "manages": manages}
    assert relation_of(role, **known, engaged=True) is Relation.ENGAGED
    assert relation_of(role, **known) is Relation.OUTSIDER


def test_a_relation_without_a_column_counts_as_plain_colleague_or_outsider():
    assert column_for(Role.CUSTODIAN, Relation.LINE_MANAGER).code == "custodian.colleague"
    assert column_for(Role.EXPORT_AGENT, Relation.KEEPER).code == "export_agent.outsider"


def test_every_role_in_every_relation_has_a_column_of_its_role():
    for role in Role:
        for relation in Relation:
            column = column_for(role, relation)
            assert column.role is role
            assert COLUMNS[position_of(role, relation)] == column
    for column in COLUMNS:
        assert column_for(column.role, column.relation) == column


def test_staff_never_stand_in_an_outside_column():
    outside = {Relation.ENGAGED, Relation.OUTSIDER}
    assert all((column.relation in outside) == (column.role in OUTSIDE) for column in COLUMNS)
    assert {column.role for column in COLUMNS} == STAFF | OUTSIDE


def test_headings_name_role_and_relation():
    column = Column(Role.SALESPERSON, Relation.KEEPER)
    assert str(column) == column.code == "salesperson.keeper"
    assert COLUMN_BY_CODE[column.code] == column


def test_cells_are_ranked_from_shut_to_open():
    ranked = sorted(Cell, key=lambda cell: cell.rank)
    assert ranked == [Cell.SHUT, Cell.ASK, Cell.MASKED, Cell.COUNTED, Cell.OPEN]


def test_every_code_has_a_label():
    assert set(ROLE_LABELS) == set(Role)
    assert set(RELATION_LABELS) == set(Relation)
    assert set(CELL_LABELS) == set(Cell)
