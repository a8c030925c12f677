"""A decision in sentences."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from muniment.core.errors import fill
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.catalogue import FIELDS
from muniment.vault.domain.cells import Cell, Column, Relation
from muniment.vault.domain.explain import explain
from muniment.vault.domain.policy import AskFact, decide
from muniment.vault.domain.presets import preset_table
from muniment.vault.domain.table import AccessTable

NAME = "identity.legal_name"
COLLEAGUE = AskFact(Role.SALESPERSON, Relation.COLLEAGUE)
KEEPER = AskFact(Role.SALESPERSON, Relation.KEEPER)


def told(ask, field=NAME, table=None):
    decision = decide(table=table or preset_table("default"), field=field, ask=ask)
    return [fill(sentence.template, sentence.facts) for sentence in explain(decision)]


def test_a_colleague_hears_which_cell_decided_and_whom_to_ask():
    assert told(COLLEAGUE) == [
        "The column that decides is salesperson, colleague.",
        "In this column the cell of identity.legal_name is ask.",
        "The value is not shown before the keeper’s manager agrees.",
        "Ask the keeper’s manager and say what it is for.",
    ]


def test_a_holder_hears_that_the_grant_lifted_the_cell():
    assert told(replace(COLLEAGUE, has_grant=True))[2:] == [
        "A grant in force lifts the cell to open.",
        "The value is shown because of the grant.",
    ]


def test_a_leaver_hears_that_looks_are_counted_now():
    assert told(replace(KEEPER, state=State.ON_NOTICE, looks_used=1))[2:] == [
        "During notice nothing is open, so the cell counts as counted.",
        "The value is shown and takes one look: 1 of 3 are used so far.",
    ]


def test_somebody_who_left_is_not_sent_anywhere():
    assert told(replace(KEEPER, state=State.LEFT))[-1] == "Somebody who left sees nothing."


def test_an_unknown_field_is_said_to_be_unknown():
    assert told(KEEPER, "identity.shoe_size")[1:] == [
        "The access table has no field identity.shoe_size, so it is shut.",
        "The value is not shown.",
    ]


def test_a_masked_reader_hears_how_to_see_more():
    column = Column(Role.SALESPERSON, Relation.KEEPER)
    table = AccessTable.of(FIELDS, {NAME: {column: Cell.MASKED}})
    assert told(KEEPER, table=table)[-1] == "To see more, ask for a grant for this compartment."


@given(
    st.sampled_from(FIELDS),
    st.builds(
        AskFact,
        st.sampled_from(Role),
        st.sampled_from(Relation),
        st.sampled_from(State),
        *[st.booleans()] * 3,
        st.integers(0, 4),
    ),
)
def test_every_decision_can_be_explained_with_no_place_left_empty(spec, ask):
    sentences = told(ask, spec.code)
    assert len(sentences) >= 3
    assert not any("{" in sentence for sentence in sentences)
