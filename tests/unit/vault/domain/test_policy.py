"""May she, and why; which may she. Two shapes of one rule."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.people.domain.employment import State
from muniment.people.domain.roles import OUTSIDE, Role
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.cells import COLUMNS, Cell, Column, Relation
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.policy import (
    AccessTable,
    AskFact,
    Outcome,
    Reason,
    decide,
    decide_compartment,
    may_hold_grant,
    relations_with,
)
from muniment.vault.domain.presets import PRESETS, preset_table

NAME, MARGIN = "identity.legal_name", "pricing.margin_percent"
KEEPER = Column(Role.SALESPERSON, Relation.KEEPER)
LAWFUL = [c for c in COLUMNS if c.role is not Role.ADMINISTRATOR and c.relation != "outsider"]
BEN = AskFact(Role.SALESPERSON, Relation.KEEPER)

tables = st.one_of(
    st.sampled_from([preset_table(preset.code) for preset in PRESETS]),
    st.dictionaries(
        st.sampled_from([spec.code for spec in FIELDS]),
        st.dictionaries(st.sampled_from(LAWFUL), st.sampled_from(Cell)),
    ).map(lambda cells: AccessTable.of(FIELDS, cells)),
)
codes = st.sampled_from([*(spec.code for spec in FIELDS), "identity.shoe_size"])
asks = st.builds(
    AskFact,
    st.sampled_from(Role),
    st.sampled_from(Relation),
    st.sampled_from(State),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(0, 5),
    st.integers(0, 5),
)


def with_cell(cell, field=NAME):
    return AccessTable.of(FIELDS, {field: {KEEPER: cell}})


def outcome(table, ask=BEN, field=NAME):
    decision = decide(table=table, field=field, ask=ask)
    return decision.outcome, decision.reason


def test_each_cell_has_its_outcome():
    assert outcome(with_cell(Cell.OPEN)) == (Outcome.SHOW, Reason.OPEN)
    assert outcome(with_cell(Cell.MASKED)) == (Outcome.MASK, Reason.MASKED)
    assert outcome(with_cell(Cell.COUNTED)) == (Outcome.SHOW, Reason.COUNTED)
    assert outcome(with_cell(Cell.ASK)) == (Outcome.ASK, Reason.ASK_FIRST)
    assert outcome(with_cell(Cell.SHUT)) == (Outcome.REFUSE, Reason.SHUT)


def test_what_the_table_does_not_know_is_refused():
    ask = (Outcome.REFUSE, Reason.UNKNOWN_FIELD)
    assert outcome(with_cell(Cell.OPEN), field="identity.shoe_size") == ask


def test_the_fourth_look_at_a_counted_cell_needs_the_manager():
    table = with_cell(Cell.COUNTED)
    looks = [decide(table=table, field=NAME, ask=replace(BEN, looks_used=n)) for n in range(4)]
    assert [look.outcome for look in looks] == [Outcome.SHOW] * 3 + [Outcome.ASK]
    assert looks[3].reason is Reason.LOOKS_USED_UP


def test_reading_again_in_a_sitting_takes_no_look():
    table = with_cell(Cell.COUNTED)
    again = decide(table=table, field=NAME, ask=replace(BEN, in_sitting=True, looks_used=3))
    first = decide(table=table, field=NAME, ask=BEN)
    assert (again.outcome, again.reason) == (Outcome.SHOW, Reason.IN_SITTING)
    assert (first.spends_look, again.spends_look) == (True, False)
    assert not decide(table=with_cell(Cell.OPEN), field=NAME, ask=BEN).spends_look


@pytest.mark.parametrize("cell", [Cell.MASKED, Cell.COUNTED, Cell.ASK, Cell.SHUT])
def test_a_grant_lifts_to_open_and_top_secret_to_counted(cell):
    granted = replace(BEN, has_grant=True)
    assert outcome(with_cell(cell), granted) == (Outcome.SHOW, Reason.GRANTED)
    lifted = decide(table=with_cell(cell, MARGIN), field=MARGIN, ask=granted)
    assert lifted.effective is Cell.COUNTED


def test_a_grant_never_takes_anything_away():
    granted = replace(BEN, has_grant=True)
    assert outcome(with_cell(Cell.OPEN, MARGIN), granted, MARGIN) == (Outcome.SHOW, Reason.OPEN)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, *sorted(OUTSIDE, key=str)])
def test_a_grant_lifts_nothing_for_administrators_and_outsiders(role):
    assert not may_hold_grant(role)
    for relation in Relation:
        ask = AskFact(role, relation, has_grant=True)
        assert outcome(with_cell(Cell.OPEN), ask)[0] is Outcome.REFUSE


def test_on_notice_nothing_is_open_any_more_and_no_grant_lifts_anything():
    leaving = replace(BEN, state=State.ON_NOTICE)
    assert outcome(with_cell(Cell.OPEN), leaving) == (Outcome.SHOW, Reason.COUNTED)
    country = "identity.country"
    assert outcome(with_cell(Cell.OPEN, country), leaving, country)[1] is Reason.COUNTED
    granted = replace(leaving, has_grant=True)
    assert outcome(with_cell(Cell.SHUT), granted) == (Outcome.REFUSE, Reason.SHUT)


@pytest.mark.parametrize("role", sorted(Role, key=str))
def test_on_notice_nobody_sees_anything_of_other_peoples_customers(role):
    for relation in (Relation.COLLEAGUE, Relation.LINE_MANAGER):
        ask = AskFact(role, relation, state=State.ON_NOTICE, has_grant=True, in_sitting=True)
        assert outcome(with_cell(Cell.OPEN), ask) == (Outcome.REFUSE, Reason.ON_NOTICE)


def test_who_is_only_invited_or_has_left_sees_nothing():
    for state, reason in ((State.INVITED, Reason.NOT_JOINED), (State.LEFT, Reason.LEFT)):
        ask = replace(BEN, state=state, has_grant=True, in_sitting=True)
        assert outcome(with_cell(Cell.OPEN), ask) == (Outcome.REFUSE, reason)


def test_a_frozen_dossier_is_read_by_owner_and_compliance_only():
    frozen = replace(BEN, frozen=True)
    assert outcome(with_cell(Cell.OPEN), frozen) == (Outcome.REFUSE, Reason.FROZEN)
    owner = AskFact(Role.OWNER, Relation.COLLEAGUE, frozen=True)
    assert outcome(preset_table("default"), owner) == (Outcome.SHOW, Reason.OPEN)


def test_a_compartment_is_decided_field_by_field_in_the_order_of_the_sheet():
    table = preset_table("default")
    found = decide_compartment(table=table, compartment="pricing", ask=BEN)
    assert [decision.field for decision in found] == [
        spec.code for spec in FIELDS if spec.compartment == "pricing"
    ]
    assert decide_compartment(table=table, compartment="nowhere", ask=BEN) == ()


def test_a_decision_tells_its_facts_in_codes():
    facts = decide(table=with_cell(Cell.COUNTED), field=NAME, ask=BEN).facts
    assert facts["column"] == "salesperson.keeper"
    assert facts["cell"] == facts["effective"] == facts["reason"] == "counted"
    assert (facts["looks_used"], facts["looks_allowed"]) == (0, 3)


@given(tables, codes, asks, st.sets(st.sampled_from(Cell)))
def test_the_two_shapes_of_the_rule_agree(table, code, ask, cells):
    decision = decide(table=table, field=code, ask=ask)
    named = relations_with(
        table=table,
        role=ask.role,
        field=code,
        cells=cells,
        state=ask.state,
        has_grant=ask.has_grant,
    )
    assert (ask.relation in named) == (decision.effective in cells)


def test_a_field_the_table_does_not_know_is_shut_in_every_relation():
    known = {"table": with_cell(Cell.OPEN), "role": Role.OWNER, "field": "identity.shoe_size"}
    assert relations_with(**known, cells={Cell.SHUT}) == frozenset(Relation)
    assert relations_with(**known, cells={Cell.OPEN, Cell.ASK}) == frozenset()


SHOWN_AS = {
    Outcome.SHOW: {Cell.OPEN, Cell.COUNTED},
    Outcome.MASK: {Cell.MASKED},
    Outcome.ASK: {Cell.ASK, Cell.COUNTED},
}


@given(tables, codes, asks)
def test_nothing_is_shown_that_the_effective_cell_does_not_give(table, code, ask):
    decision = decide(table=table, field=code, ask=ask)
    assert decision.outcome is Outcome.REFUSE or decision.effective in SHOWN_AS[decision.outcome]
    assert decision.cell is table.cell(code, Column(ask.role, ask.relation))


@given(tables, codes, asks)
def test_a_grant_never_lowers_and_notice_never_lifts(table, code, ask):
    def effective(**change):
        return decide(table=table, field=code, ask=replace(ask, **change)).effective.rank

    assert effective(has_grant=True) >= effective(has_grant=False)
    assert effective(state=State.ON_NOTICE) <= effective(state=State.ACTIVE)
    assert effective(state=State.LEFT) == effective(state=State.INVITED) == 0


@given(tables, st.sampled_from(FIELDS), asks)
def test_no_administrator_and_no_outsider_ever_gets_a_sealed_value(table, spec, ask):
    decision = decide(table=table, field=spec.code, ask=ask)
    stranger = ask.role is Role.ADMINISTRATOR or decision.column.relation is Relation.OUTSIDER
    assert not (spec.sealed and stranger and decision.outcome is not Outcome.REFUSE)


def test_even_a_public_field_costs_a_leaver_a_look():
    public = replace(by_code()[NAME], level=SecrecyLevel.PUBLIC)
    table = AccessTable.of([public], {NAME: {KEEPER: Cell.OPEN}})
    assert outcome(table, replace(BEN, state=State.ON_NOTICE)) == (Outcome.SHOW, Reason.COUNTED)
