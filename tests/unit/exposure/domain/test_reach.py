"""Reach: what counts, and how much falls without a rule."""

from uuid import UUID

import pytest

from muniment.exposure.domain.reach import Case, Figures, RuleKind, Scale, falls
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.catalogue import COMPARTMENTS, FIELDS
from muniment.vault.domain.presets import preset_table
from muniment.vault.domain.reaching import Asker, Exceptions, GrantFact, Shelf, places_of

ADA, BEN, EVE, RULE = (UUID(int=n) for n in (1, 2, 3, 7))
HERON, KITE = UUID(int=11), UUID(int=12)
FILLED = frozenset({"identity.legal_name", "identity.country", "contacts.emails"})
SHELVES = (
    Shelf(ADA, None, False, FILLED, frozenset({HERON})),
    Shelf(BEN, None, False, FILLED, frozenset({KITE})),
)
CODES = tuple(spec.code for spec in COMPARTMENTS)


def case(asker, told=Exceptions(), shelves=SHELVES):  # noqa: B008 - frozen
    places = places_of(asker, shelves, told)
    return Case(asker, preset_table("default"), CODES, 3, places, told)


def figures(told):
    return Scale(FIELDS, {HERON: 100.0}).weigh(told.places, told.readable())


def seller(person=ADA, **more):
    return Asker(person, Role.SALESPERSON, State.ACTIVE, **more)


def test_a_salesperson_reaches_what_she_keeps():
    assert figures(case(seller())) == Figures(customers=1, contacts=1, secrets=2, usd=100.0)


def test_a_grant_adds_its_compartment_and_is_named_with_what_falls_without_it():
    told = case(seller(), Exceptions(grants=(GrantFact(RULE, KITE, "contacts"),)))
    (grant,) = (fall for fall in falls(told, Scale(FIELDS, {})) if fall.rule.id == RULE)

    assert figures(told).contacts == 2
    assert grant.figures == Figures(customers=1, contacts=1, secrets=1)


def test_counted_looks_that_are_used_up_are_out_of_reach():
    clerk = Asker(EVE, Role.DOCUMENT_CLERK, State.ACTIVE)
    spent = Exceptions(spent=frozenset({(HERON, "identity")}))

    assert figures(case(clerk)).secrets == 2
    assert figures(case(clerk, spent)).secrets == 1


@pytest.mark.parametrize("state", [State.INVITED, State.LEFT])
def test_who_is_not_at_work_reaches_nothing(state):
    assert figures(case(Asker(ADA, Role.SALESPERSON, state))) == Figures()


def test_an_outside_company_reaches_by_its_engagement_alone():
    lawyer = Asker(EVE, Role.LAWYER, State.ACTIVE)
    engaged = Exceptions(engaged={HERON: (RULE,)})
    ranked = falls(case(lawyer, engaged), Scale(FIELDS, {}))

    assert figures(case(lawyer)) == Figures()
    assert figures(case(lawyer, engaged)).customers == 1
    assert {fall.rule.kind for fall in ranked} == {RuleKind.CELLS, RuleKind.ENGAGEMENT}


def test_on_notice_only_what_is_kept_or_handed_over_is_in_reach():
    leaver = Asker(ADA, Role.SALESPERSON, State.ON_NOTICE, frozenset({BEN}))

    assert figures(case(leaver)).customers == 1
    assert figures(case(leaver, Exceptions(handed=frozenset({KITE})))).customers == 2


def test_the_heaviest_rule_comes_first():
    manager = seller(reports=frozenset({BEN}))
    ranked = falls(case(manager), Scale(FIELDS, {}))
    weights = [fall.figures.secrets for fall in ranked]

    assert weights == sorted(weights, reverse=True)
    assert {fall.rule.column for fall in ranked} == {
        "salesperson.keeper", "salesperson.line_manager",
    }  # fmt: skip


def test_a_frozen_customer_is_out_of_reach_of_all_but_the_owner():
    shelves = (Shelf(ADA, None, True, FILLED, frozenset({HERON})),)

    assert figures(case(seller(), shelves=shelves)) == Figures()
    owner = Asker(EVE, Role.OWNER, State.ACTIVE)
    assert figures(case(owner, shelves=shelves)).customers == 1
