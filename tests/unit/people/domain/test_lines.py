"""Reporting lines: who stands above whom."""

from hypothesis import given
from hypothesis import strategies as st

from muniment.people.domain.lines import below, chain_above, closes_circle, closure, tree

HOUSE = {"ada": None, "mia": "ada", "ben": "mia", "cy": "ben", "adm": None}


def test_the_chain_goes_up_nearest_first():
    assert chain_above("cy", HOUSE) == ["ben", "mia", "ada"]
    assert chain_above("ada", HOUSE) == []


def test_the_closure_holds_every_pair_at_any_depth():
    assert below("ada", closure(HOUSE)) == {"mia", "ben", "cy"}
    assert below("cy", closure(HOUSE)) == set()


def test_nobody_may_stand_above_herself():
    assert closes_circle("mia", "cy", HOUSE)
    assert closes_circle("mia", "mia", HOUSE)
    assert not closes_circle("mia", "adm", HOUSE)
    assert not closes_circle("mia", None, HOUSE)


def test_whose_manager_is_out_of_sight_stands_on_top():
    assert tree({"ben": "gone", "cy": "ben"}) == {None: ["ben"], "ben": ["cy"]}


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12)))
def test_even_a_broken_chart_ends(manager_of):
    for person in manager_of:
        above = chain_above(person, manager_of)
        assert len(above) == len(set(above))
        assert person not in above


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=40))
def test_moves_that_close_no_circle_never_make_one(moves):
    manager_of = dict.fromkeys(range(10))
    for person, manager in moves:
        if not closes_circle(person, manager, manager_of):
            manager_of[person] = manager
    assert all((person, person) not in closure(manager_of) for person in manager_of)
    assert all(
        manager_of[chain_above(person, manager_of)[-1]] is None
        for person in manager_of
        if chain_above(person, manager_of)
    )
