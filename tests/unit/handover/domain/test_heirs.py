"""Heirs by fit: what a customer and its next keeper have in common."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from muniment.handover.domain.heirs import (
    POINTS,
    Candidate,
    Customer,
    Traits,
    Why,
    candidate,
    default_capacity,
    fit,
    propose,
)


def uid(number: int) -> UUID:
    return UUID(int=number)


def customer(number: int, country: str = "DE", **more) -> Customer:
    return Customer(uid(number), Traits(country=country), **more)


BEN, DAN = uid(1001), uid(1002)


def test_the_points_make_a_hundred():
    assert sum(POINTS.values()) == 100


def test_somebody_the_customer_knows_goes_before_somebody_of_the_same_market():
    heirs = [Candidate(BEN, kept=3, countries=frozenset({"DE"})), Candidate(DAN, kept=3)]
    found = propose([customer(1, known=frozenset({DAN}))], heirs)
    assert found.fits[uid(1)].heir_id == DAN
    assert Why.KNOWN in found.fits[uid(1)].reasons


def test_what_is_not_known_of_a_customer_is_no_reason():
    nothing = Customer(uid(1))
    heir = candidate(BEN, [Traits(), Traits(country="DE")])
    assert fit(nothing, heir, has_room=False).reasons == ()


def test_the_heaviest_customer_has_the_first_choice():
    heirs = [Candidate(BEN, countries=frozenset({"BR"})), Candidate(DAN, kept=9)]
    found = propose([customer(1, "BR"), customer(2, "BR")], heirs, capacity=1)
    assert found.fits[uid(1)].heir_id == BEN
    assert found.fits[uid(2)].heir_id == DAN


def test_among_equals_the_one_with_fewer_customers_is_asked():
    heirs = [Candidate(BEN, kept=8), Candidate(DAN, kept=2)]
    assert propose([customer(1)], heirs, capacity=5).fits[uid(1)].heir_id == DAN


def test_nobody_gets_more_than_the_capacity_and_the_rest_is_named():
    found = propose([customer(number) for number in range(5)], [Candidate(BEN)], capacity=3)
    assert found.by_heir == {BEN: 3}
    assert len(found.unplaced) == 2


def test_an_heir_named_by_hand_stands_whatever_the_capacity():
    customers = [customer(number) for number in range(3)]
    chosen = dict.fromkeys((one.dossier_id for one in customers), DAN)
    found = propose(customers, [Candidate(BEN)], capacity=1, chosen=chosen)
    assert found.by_heir == {DAN: 3}
    assert not found.unplaced


def test_without_anybody_every_customer_is_left():
    assert propose([customer(1)], []).unplaced == (uid(1),)
    assert default_capacity(10, 0) == 0


@given(st.integers(1, 60), st.integers(1, 8))
def test_by_default_there_is_room_for_every_customer(customers, heirs):
    found = propose(
        [customer(number) for number in range(customers)],
        [Candidate(uid(1000 + number)) for number in range(heirs)],
    )
    assert not found.unplaced
    assert sum(found.by_heir.values()) == customers
    assert max(found.by_heir.values()) <= default_capacity(customers, heirs)
