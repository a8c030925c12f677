"""What changed between two tables."""

from dataclasses import replace

from muniment.people.domain.roles import Role
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.cells import Cell, Column, Relation
from muniment.vault.domain.diff import CellChange, LevelChange, Tally, diff
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.presets import preset_table
from muniment.vault.domain.table import AccessTable

KEEPER = Column(Role.SALESPERSON, Relation.KEEPER)
DEPUTY = Column(Role.SALESPERSON, Relation.DEPUTY)
NAME, COUNTRY = "identity.legal_name", "identity.country"


def test_a_table_does_not_differ_from_itself():
    assert diff(preset_table("strict"), preset_table("strict")).is_empty


def test_gains_and_losses_are_counted_a_column():
    before = AccessTable.of(FIELDS, {NAME: {KEEPER: Cell.OPEN}, COUNTRY: {KEEPER: Cell.ASK}})
    after = before.changed(
        {(NAME, KEEPER): Cell.COUNTED, (COUNTRY, KEEPER): Cell.MASKED, (NAME, DEPUTY): Cell.ASK}
    )
    found = diff(before, after)
    assert not found.is_empty
    assert found.cells[0] == CellChange(NAME, KEEPER, Cell.OPEN, Cell.COUNTED)
    assert not found.cells[0].is_gain
    assert found.by_column() == {KEEPER: Tally(1, 1), DEPUTY: Tally(1, 0)}


def test_fields_that_came_went_or_changed_their_level_are_named():
    name = by_code()[NAME]
    before = AccessTable.of([name, by_code()[COUNTRY]], {COUNTRY: {KEEPER: Cell.OPEN}})
    raised = replace(name, level=SecrecyLevel.TOP_SECRET)
    new = replace(name, code="identity.nickname")
    found = diff(before, AccessTable.of([raised, new], {}))
    assert found.added_fields == ("identity.nickname",)
    assert found.dropped_fields == (COUNTRY,)
    assert found.levels == (LevelChange(NAME, SecrecyLevel.SECRET, SecrecyLevel.TOP_SECRET),)
    assert found.cells == (CellChange(COUNTRY, KEEPER, Cell.OPEN, Cell.SHUT),)
