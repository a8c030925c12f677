"""Who would gain or lose what, before a table is adopted."""

from uuid import UUID

from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.cells import Cell, Column, Relation
from muniment.vault.domain.diff import Tally
from muniment.vault.domain.simulate import PersonFact, Simulation, simulate
from muniment.vault.domain.table import AccessTable

BEN, CY = UUID(int=1), UUID(int=2)
KEEPER = Column(Role.SALESPERSON, Relation.KEEPER)
COLLEAGUE = Column(Role.SALESPERSON, Relation.COLLEAGUE)
NAME, PRICE = "identity.legal_name", "pricing.price_agreement"
BEFORE = AccessTable.of(FIELDS, {NAME: {KEEPER: Cell.OPEN, COLLEAGUE: Cell.ASK}})
AFTER = BEFORE.changed({(NAME, COLLEAGUE): Cell.SHUT, (PRICE, KEEPER): Cell.OPEN})


def ben(**change):
    known = {"dossiers": {Relation.KEEPER: 30, Relation.COLLEAGUE: 370, Relation.DEPUTY: 0}}
    return PersonFact(BEN, Role.SALESPERSON, **{**known, **change})


def test_gains_and_losses_are_counted_in_real_dossiers():
    found = simulate(BEFORE, AFTER, [ben(), PersonFact(CY, Role.FINANCE, {Relation.COLLEAGUE: 9})])
    assert found.total == Tally(gains=30, losses=370)
    assert found.by_person() == {BEN: Tally(30, 370)}
    assert found.by_role() == {Role.SALESPERSON: Tally(30, 370)}
    assert found.by_compartment() == {"identity": Tally(0, 370), "pricing": Tally(30, 0)}
    assert {(e.field, e.relation, e.is_gain) for e in found.effects} == {
        (NAME, Relation.COLLEAGUE, False),
        (PRICE, Relation.KEEPER, True),
    }


def test_who_left_gains_and_loses_nothing():
    assert simulate(BEFORE, AFTER, [ben(state=State.LEFT)]) == Simulation()
    assert Simulation().total == Tally()


def test_on_notice_the_gain_is_a_counted_one():
    (gain,) = (
        e for e in simulate(BEFORE, AFTER, [ben(state=State.ON_NOTICE)]).effects if e.is_gain
    )
    assert gain.after is Cell.COUNTED


def test_a_field_that_goes_is_lost():
    after = AccessTable.of([by_code()[PRICE]], {})
    assert simulate(BEFORE, after, [ben()]).total == Tally(gains=0, losses=400)
