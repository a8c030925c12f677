from datetime import date

import pytest

from muniment.investigations.checks import outside_lists
from muniment.investigations.checks.lists import DeniedPartiesCheck, DisputesCheck
from muniment.investigations.domain.checks import NotReached, Outcome
from muniment.investigations.domain.house import Dispute
from muniment.investigations.domain.signals import catalogue
from muniment.screening.domain.hits import Hit, ListState, Screened, Strength, verdict_of
from muniment.screening.domain.parties import (
    DateSource,
    ListDate,
    ListedName,
    ListedParty,
    PartyKind,
)
from tests.unit.investigations.memory_world import MemoryWorld, subject

DAY = date(2026, 11, 20)
HERON = subject(company__name="Heron LLC", company__country="AE", person__name="A. Kite")


def listed(list_id="ofac_sdn", too_old=False):
    source = DateSource.LIVING if list_id == "own" else DateSource.FILE
    return ListState(list_id, list_id.upper(), DAY, source, 2, too_old, 5)


def hit(strength=Strength.STRONG, list_id="ofac_sdn", remarks="refused goods"):
    names = (ListedName("HERON GENERAL TRADING"),)
    party = ListedParty(list_id, "77", PartyKind.ENTITY, names, remarks=remarks)
    when = ListDate(DAY, DateSource.FILE)
    return Hit(party, when, 93, 93, "Heron LLC", "HERON GENERAL TRADING", strength, (), "close")


FRESH = (listed(), listed("own"))


def world(*hits, lists=FRESH):
    def screen(*, kind, **_more):
        mine = tuple(hits) if kind == "entity" else ()
        return Screened(mine, lists, verdict_of(mine, lists))

    return MemoryWorld({"screen": screen})


def test_a_hit_names_the_list_its_date_and_the_row():
    here = world(hit())
    result = DeniedPartiesCheck().run(HERON, here)

    (found,) = result.found
    assert (result.outcome, found.signal) == (Outcome.DONE, "list.denied_party")
    assert found.facts["list_date"] == "2026-11-20"
    assert found.facts["uid"] == "77"
    assert found.evidence[0] in here.kept
    assert catalogue()[found.signal].places <= set(found.facts)


@pytest.mark.parametrize(
    ("strength", "signal"),
    [(Strength.POSSIBLE, "list.possible_party"), (Strength.WEAK, "list.weak_party")],
)
def test_a_weaker_hit_weighs_less(strength, signal):
    (found,) = DeniedPartiesCheck().run(HERON, world(hit(strength))).found

    assert found.signal == signal
    assert catalogue()[signal].weight < catalogue()["list.denied_party"].weight


def test_our_own_list_is_told_as_our_own():
    (found,) = DeniedPartiesCheck().run(HERON, world(hit(list_id="own"))).found

    assert found.signal == "list.own_blacklist"
    assert catalogue()[found.signal].places <= set(found.facts)
    assert found.facts["uid"] == "77"


def test_who_stands_on_our_own_list_and_why_gets_into_no_case():
    here = world(hit(list_id="own"))

    result = DeniedPartiesCheck().run(HERON, here)

    told = f"{result} {here.kept}"
    assert "Heron LLC" in told
    for secret in ("HERON GENERAL TRADING", "refused goods", "close"):
        assert secret not in told


def test_no_hit_on_fresh_lists_is_told_with_their_date():
    result = DeniedPartiesCheck().run(HERON, world())

    assert result.outcome is Outcome.NOTHING_FOUND
    assert [one.signal for one in result.found] == ["list.clear"]
    assert result.found[0].facts == {"count": 1, "oldest": "2026-11-20"}


def test_an_old_list_is_never_clean_and_its_hits_are_kept():
    old = (listed(too_old=True),)
    silent = DeniedPartiesCheck().run(HERON, world(lists=old))
    loud = DeniedPartiesCheck().run(HERON, world(hit(), lists=old))

    assert (silent.outcome, silent.reason) == (Outcome.UNAVAILABLE, "list_too_old")
    assert silent.found == ()
    assert loud.outcome is Outcome.UNAVAILABLE
    assert [one.signal for one in loud.found] == ["list.denied_party"]


def test_without_a_list_nothing_was_checked():
    for lists in ((), (listed("own"),)):
        result = DeniedPartiesCheck().run(HERON, world(lists=lists))
        assert (result.outcome, result.reason) == (Outcome.UNAVAILABLE, "no_list")
        assert result.found == ()


def test_everybody_who_touches_goods_or_money_is_asked_for():
    here = world()
    case = subject(company__name="Heron", deal__consignee="Kite", bank__name="Bank of Heron")
    DeniedPartiesCheck().run(case, here)

    assert [inputs["names"] for _, inputs in here.asked] == [
        ("Heron",),
        ("Kite",),
        ("Bank of Heron",),
    ]


def test_owners_trading_names_and_the_holder_of_the_account_are_asked_for_everywhere():
    here = world()
    case = subject(
        company__name="Heron",
        company__country="AE",
        company__trading_name="Blue Heron",
        company__officer=("Kerr, Moira", "Lee, Ann"),
        bank__holder="Kite Ltd",
        deal__payer="kite ltd",
    )
    DeniedPartiesCheck().run(case, here)
    queries = [query for _, query in outside_lists._queries(case).values()]

    told = {name: inputs["kind"] for _, inputs in here.asked for name in inputs["names"]}
    assert told == {
        "Heron": "entity", "Blue Heron": "entity", "Kerr, Moira": "person", "Lee, Ann": "person",
        "Kite Ltd": "unknown", "kite ltd": "unknown",
    }  # fmt: skip
    assert [(query["schema"], query["properties"]["name"]) for query in queries] == [
        ("Company", ["Heron"]), ("Company", ["Blue Heron"]), ("Person", ["Kerr, Moira"]),
        ("LegalEntity", ["Kite Ltd"]), ("Person", ["Lee, Ann"]),
    ]  # fmt: skip


def test_a_dismissed_hit_comes_back_when_the_row_changes():
    (before,) = DeniedPartiesCheck().run(HERON, world(hit())).found
    (after,) = DeniedPartiesCheck().run(HERON, world(hit(remarks="new grounds"))).found

    assert before.key == after.key
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize("check", [DeniedPartiesCheck, DisputesCheck])
def test_when_nobody_answers_nothing_is_clean(check):
    with pytest.raises(NotReached):
        check().run(HERON, MemoryWorld())
    with pytest.raises(NotReached):
        check().run(HERON, MemoryWorld({"screen": "no", "own_disputes": "no"}))


def test_our_own_disputes_and_refused_goods_are_findings():
    disputes = (Dispute("d1", "Heron LLC", "unpaid balance", refusals=2),)
    result = DisputesCheck().run(HERON, MemoryWorld({"own_disputes": disputes}))

    assert [one.signal for one in result.found] == ["list.own_dispute", "conduct.refused_at_port"]
    calm = DisputesCheck().run(HERON, MemoryWorld({"own_disputes": ()}))
    assert calm.outcome is Outcome.NOTHING_FOUND
