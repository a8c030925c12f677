"""Who found a customer, and what a clean hand-over earns."""

from datetime import date, timedelta

import pytest

from muniment.submissions import services
from muniment.submissions.errors import (
    NotForLeaders,
    OriginInvalid,
    OriginMissing,
    OriginYourOwn,
    TailRuleInvalid,
)
from muniment.submissions.models import OriginFile, Tail
from muniment.submissions.queries import origin_of
from muniment.submissions.services import Found
from muniment.vault import services as vault
from muniment.vault.services import NotYours
from tests.world import NOON

MAY = date(2026, 5, 1)
DAY = timedelta(days=1)


def _found(world, **other):
    told = {"found_by": world.id("ada"), "first_contact_on": MAY, "proof": b"fair invoice"}
    return Found(**{**told, **other})


def test_an_origin_file_keeps_who_and_when_and_the_hash_of_the_proof(world):
    heron = world.dossier()

    services.record_origin(
        dossier_id=heron,
        found=_found(world, words={"origin.channel": "fair", "origin.proof": "invoice 17"}),
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    row = OriginFile.objects.get()
    assert (row.found_by_id, row.first_contact_on) == (world.id("ada"), MAY)
    assert row.before_first_order
    assert len(row.proof_sha256) == 64
    (entry,) = world.entries("submissions.origin.recorded")
    assert entry.facts["proof"] == row.proof_sha256
    assert "invoice 17" not in entry.leaf.decode()
    assert world.look("ada", heron, "origin").fields


def test_a_second_file_replaces_the_first_one_which_stays(world):
    heron = world.dossier()
    world.order(heron)
    for day in (0, 1):
        services.record_origin(
            dossier_id=heron, found=_found(world), by=world.actor("ada"), at=NOON + day * DAY
        )

    assert list(OriginFile.objects.order_by("version").values_list("version", "replaced_at")) == [
        (1, NOON + DAY), (2, None),
    ]  # fmt: skip
    assert not OriginFile.objects.get(version=2).before_first_order


def test_of_a_merged_customer_the_one_that_stays_tells_who_found_it_until_it_has_its_own(world):
    heron, twin = world.dossier(), world.dossier("ben")
    ben = _found(world, found_by=world.id("ben"))
    services.record_origin(dossier_id=twin, found=ben, by=world.actor("ben"), at=NOON)
    vault.merge_dossiers(
        keep_id=heron, merge_id=twin, reason="one firm", by=world.actor("mia"), at=NOON
    )

    assert origin_of(heron).found_by == world.id("ben")

    services.record_origin(dossier_id=heron, found=_found(world), by=world.actor("ada"), at=NOON)
    assert origin_of(heron).found_by == world.id("ada")


def test_another_one_confirms_it_and_never_who_wrote_it(world):
    heron = world.dossier()
    with pytest.raises(OriginMissing):
        services.confirm_origin(dossier_id=heron, by=world.actor("mia"), at=NOON)
    services.record_origin(dossier_id=heron, found=_found(world), by=world.actor("mia"), at=NOON)
    with pytest.raises(OriginYourOwn):
        services.confirm_origin(dossier_id=heron, by=world.actor("mia"), at=NOON)
    with pytest.raises(NotYours):
        services.confirm_origin(dossier_id=heron, by=world.actor("ada"), at=NOON)

    services.confirm_origin(dossier_id=heron, by=world.actor("olga"), at=NOON)

    assert OriginFile.objects.get().confirmed_by_id == world.id("olga")


def test_days_and_people_must_fit_together(world):
    heron, ada, mia = world.dossier(), world.id("ada"), world.id("mia")
    given = {"assigned_to": ada, "assigned_by": mia, "assigned_on": MAY}
    for wrong in (
        {"first_contact_on": date(2027, 1, 1)},
        {**given, "assigned_on": date(2026, 4, 1)},
        {**given, "assigned_on": None},
        {**given, "assigned_by": ada},
        {"found_by": world.id("eve")},
    ):
        with pytest.raises(OriginInvalid):
            services.record_origin(
                dossier_id=heron, found=_found(world, **wrong), by=world.actor("ada"), at=NOON
            )
    assert not OriginFile.objects.exists()


def test_a_colleague_writes_no_origin_file(world):
    heron = world.dossier()

    with pytest.raises(NotYours):
        services.record_origin(
            dossier_id=heron, found=_found(world), by=world.actor("ben"), at=NOON
        )


def test_a_tail_starts_once_for_each_customer_and_keeps_its_terms(world):
    heron, kite = world.dossier(), world.dossier(values={"identity": {"identity.country": "FR"}})
    told = {"person_id": world.id("ada"), "by": world.actor("mia")}
    assert services.start_tail(**told, dossier_ids=[heron], at=NOON) == ()
    services.set_tail_rule(basis_points=150, months=12, by=world.actor("olga"), at=NOON)

    assert services.start_tail(**told, dossier_ids=[heron], at=NOON) == (heron,)
    services.set_tail_rule(basis_points=50, months=3, by=world.actor("olga"), at=NOON + DAY)
    assert services.start_tail(**told, dossier_ids=[heron, kite], at=NOON + DAY) == (kite,)

    first = Tail.objects.get(dossier=heron)
    assert (first.basis_points, first.ends_on) == (150, date(2027, 5, 4))
    assert len(world.entries("submissions.tail.started")) == 2


def test_only_the_owner_says_what_a_hand_over_earns(world):
    with pytest.raises(TailRuleInvalid):
        services.set_tail_rule(basis_points=10_001, months=1, by=world.actor("olga"), at=NOON)
    with pytest.raises(NotForLeaders):
        services.set_tail_rule(basis_points=1, months=1, by=world.actor("mia"), at=NOON)


def _tail(world, name, dossier, *, months=6):
    services.set_tail_rule(basis_points=100, months=months, by=world.actor("olga"), at=NOON)
    services.start_tail(
        person_id=world.id(name), dossier_ids=[dossier], by=world.actor("olga"), at=NOON
    )


def _merged(world, keep, gone, at=NOON + DAY):
    vault.merge_dossiers(
        keep_id=keep, merge_id=gone, reason="one firm", by=world.actor("olga"), at=at
    )


def test_a_commission_tail_goes_where_the_orders_of_a_merged_customer_go(world):
    heron, twin = world.dossier(), world.dossier("ben")
    _tail(world, "ada", twin)
    _merged(world, heron, twin)

    assert Tail.objects.get().dossier_id == heron
    (entry,) = world.entries("submissions.tail.joined")
    assert (entry.subject, entry.facts["moved"], entry.facts["ended"]) == (heron, True, False)


@pytest.mark.parametrize("longer", ["own", "other"])
def test_of_two_tails_of_one_person_the_longer_one_goes_on_and_no_order_earns_twice(world, longer):
    heron, twin = world.dossier(), world.dossier("ben")
    _tail(world, "ada", heron, months=12 if longer == "own" else 3)
    Tail.objects.update(starts_on=MAY)
    _tail(world, "ada", twin)
    _merged(world, heron, twin)

    tomorrow = (NOON + DAY).date()
    (running,) = Tail.objects.filter(ends_on__gt=tomorrow)
    assert running.dossier_id == heron
    assert running.starts_on == (MAY if longer == "own" else NOON.date())
    assert Tail.objects.filter(ends_on=tomorrow).count() == 1


def test_tails_of_two_people_on_one_customer_both_go_on(world):
    heron, twin = world.dossier(), world.dossier("ben")
    _tail(world, "ada", heron)
    _tail(world, "ben", twin)
    _merged(world, heron, twin)

    assert set(Tail.objects.values_list("person", "dossier")) == {
        (world.id("ada"), heron), (world.id("ben"), heron),
    }  # fmt: skip
