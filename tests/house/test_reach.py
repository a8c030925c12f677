"""Reach is what a crawler signed in as that person really collects: no more, no less.

The crawler asks for every page of the list, in every state, and for every compartment of every
customer that exists, for a purpose, through the pages or through the API; what was planted and
comes back in clear is counted.
"""

import json
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from html import escape

import pytest
from django.urls import reverse

from muniment.core import clock
from muniment.exposure.domain.reach import Figures, Scale
from muniment.exposure.queries import reach_of
from muniment.ledger.services import drain
from muniment.sales import queries as sales
from muniment.vault import services as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.countries import countries
from muniment.vault.domain.fields import FieldType
from muniment.vault.domain.states import DossierState
from tests.house.planting import NEW, Planted
from tests.house.visiting import CAST, NOBODY, Answer, Visitor, visitor

pytestmark = pytest.mark.django_db
PURPOSE = {"purpose": "quote the second colour", "reference_kind": "inquiry", "reference": "INQ-8"}
PEOPLE = [name for name in CAST if name != NOBODY]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_crawler_collects_exactly_what_reach_says(house, name):
    who = visitor(house, name)
    foretold = reach_of(who.person_id(), at=clock.now())

    assert _collected(who, _by_pages(who)) == _rounded(foretold.figures)


@pytest.mark.parametrize("name", ["ada", "cy", "mia", "law", "kai"])
def test_a_program_collects_exactly_the_same(house, name):
    who = visitor(house, name)
    foretold = reach_of(who.person_id(), at=clock.now())

    assert _collected(who, _by_api(who)) == _rounded(foretold.figures)


def test_each_kind_of_right_gives_somebody_reach(house):
    told = {name: reach_of(house.world.id(name), at=clock.now()) for name in PEOPLE}
    kinds = {name: {fall.rule.kind.value for fall in reach.rules} for name, reach in told.items()}

    assert set().union(*kinds.values()) == {"cells", "grant", "engagement"}
    assert kinds["fin"] >= {"cells", "grant"}
    assert kinds["eve"] >= {"engagement"}
    assert told["sam"].figures == told["lev"].figures == told["ext"].figures == Figures()
    assert all(reach.figures.secrets for reach in (told["olga"], told["ada"], told["eve"]))


def test_without_its_first_rule_reach_falls_by_what_the_rule_causes(house):
    fin = house.world.id("fin")
    before = reach_of(fin, at=clock.now())
    (grant,) = (fall for fall in before.rules if fall.rule.kind.value == "grant")
    vault.end_grant(
        grant_id=grant.rule.id, reason="done", by=house.actor("olga"), at=clock.now()
    )  # fmt: skip
    after = reach_of(fin, at=clock.now() + timedelta(seconds=1))

    assert before.figures.secrets - after.figures.secrets == grant.figures.secrets > 0
    assert _collected(visitor(house, "fin"), _by_pages(visitor(house, "fin"))) == _rounded(
        after.figures
    )


def test_looks_that_are_used_up_are_out_of_reach_and_the_crawler_agrees(house):
    """The clerk has three looks at each compartment; a sitting that runs can be read again."""
    start = clock.now()
    cy = visitor(house, "cy")
    for turn in range(3):
        with clock.frozen(start + timedelta(hours=turn)):
            _look(cy, "heron", "identity", keep=True)
    in_sitting = reach_of(cy.person_id(), at=start + timedelta(hours=2, minutes=5))
    later = start + timedelta(hours=3)
    spent = reach_of(cy.person_id(), at=later)

    assert in_sitting.figures.secrets > spent.figures.secrets
    with clock.frozen(later):
        assert _collected(cy, _by_pages(cy)) == _rounded(spent.figures)


def _rounded(figures: Figures) -> Figures:
    return Figures(figures.customers, figures.contacts, figures.secrets, round(figures.usd, 2))


def _collected(who: Visitor, answers: Iterator[tuple[str, str, Answer]]) -> Figures:
    """Count the markers that came back in clear, as reach counts values."""
    values, dollars = set(), dict[str, float]()
    for customer, place, answer in answers:
        marks = who.house.marks.found_in(answer.data)
        values |= {
            (where, mark.what)
            for mark in marks
            for where in mark.where.split("|")
            if mark.kind == "value"
            and mark.version == NEW
            and _is_here(customer, where)
            and current().fields[mark.what].type is not FieldType.CHOICE
        }
        values |= _choices(who.house, customer, place, answer)
        if place == "orders" and answer.status == 200:
            dollars[customer] = _turnover(who.house, customer)
    scale = Scale(current().fields.values(), {})
    return Figures(
        customers=len({where for where, code in values if code in scale.telling}),
        contacts=sum(code in scale.contacts for _, code in values),
        secrets=sum(code in scale.secret for _, code in values),
        usd=round(sum(dollars.values()), 2),
    )


def _choices(house: Planted, customer: str, place: str, answer: Answer) -> set[tuple[str, str]]:
    """Choices and countries have no marker of their own, and fields may share a label."""
    found = set()
    for spec in current().of(place) if customer else ():
        typed = house.typed[customer].get(spec.code)
        labels = [choice.label_en for choice in spec.choices if choice.code == typed]
        if spec.type is FieldType.COUNTRY and typed:
            name = escape(countries()[typed].name("en"))
            found |= {(customer, spec.code)} if name in answer.text else set()
        if any(f">{label}<" in answer.text or f'"{label}"' in answer.text for label in labels):
            found.add((customer, spec.code))
    return found


def _is_here(customer: str, where: str) -> bool:
    """A choice or a country stands for every customer that has it: count the one asked for."""
    return customer in {"", where}


def _turnover(house: Planted, customer: str) -> float:
    since = date.today() - timedelta(days=365)  # noqa: DTZ011 - the clock of the house is real here
    rows = sales.orders_of(house.dossiers[customer], limit=200).rows
    return sum(row.amount.minor / 100 for row in rows if row.ordered_on >= since)


def _by_pages(who: Visitor) -> Iterator[tuple[str, str, Answer]]:
    for state in DossierState:
        path = f"{reverse('customers:index')}?state={state.value}&scope=all"
        yield "", "list", who.asks("GET", path)
    for customer in who.house.dossiers:
        for code in _compartments():
            yield customer, code, _look(who, customer, code, keep=code == "product")
        path = reverse("customers:orders", args=[who.house.dossiers[customer]])
        yield customer, "orders", _readable(who.asks("GET", path))


def _look(who: Visitor, customer: str, code: str, *, keep: bool = False) -> Answer:
    path = reverse("customers:compartment", args=[who.house.dossiers[customer], code])
    answer = who.asks("POST", path, PURPOSE, keep=keep, HTTP_HX_REQUEST="true")
    drain()
    return answer


def _readable(answer: Answer) -> Answer:
    """The page of orders answers 200 to whoever may know the customer; orders are what counts."""
    if b"PO-" not in answer.data:
        answer.status = 403
    return answer


def _by_api(who: Visitor) -> Iterator[tuple[str, str, Answer]]:
    for state in DossierState:
        yield "", "list", who.asks("GET", f"/api/v1/customers?state={state.value}&limit=200")
    for customer, dossier in who.house.dossiers.items():
        here = f"/api/v1/dossiers/{dossier}"
        for code in _compartments():
            path = f"{here}/compartments/{code}/consultations"
            body = json.dumps(PURPOSE).encode()
            yield customer, code, who.asks("POST", path, body, keep=code == "product")
        yield customer, "orders", who.asks("GET", f"{here}/orders")


def _compartments() -> Collection[str]:
    return [spec.code for spec in current().compartments]
