import pytest

from muniment.investigations.checks.hands import SameHandsCheck
from muniment.investigations.domain.checks import NotReached, Outcome
from muniment.investigations.domain.house import Kin
from muniment.investigations.domain.signals import catalogue
from tests.unit.investigations.memory_world import MemoryWorld, subject

CASE = subject(contact__phone="+971501234567")


def found(*kin):
    return SameHandsCheck().run(CASE, MemoryWorld({"same_hands": kin}))


def test_a_lead_is_never_a_link_and_weighs_nothing():
    (lead,) = found(Kin("k1", "Osprey", "the same office", is_link=False, refused=True)).found

    assert lead.signal == "hands.lead"
    assert catalogue()[lead.signal].weight == 0


def test_a_link_to_our_own_list_can_stop_a_case():
    (link,) = found(Kin("k1", "Osprey", "the same phone", is_link=True, blacklisted=True)).found

    assert catalogue()[link.signal].hard_stop
    assert catalogue()[link.signal].places <= set(link.facts)


def test_better_words_for_a_tie_make_no_new_finding():
    told = [
        found(Kin("k1", "Osprey", words, is_link=True, mark="phone +971"))
        for words in ("phone +971", "the same telephone +971")
    ]
    assert len({one.found[0].fingerprint for one in told}) == 1


def test_refusals_of_the_group_are_counted():
    kin = [Kin(f"k{i}", "Osprey", "phone", is_link=True, refused=True) for i in range(2)]
    signals = {one.signal: one.facts for one in found(*kin).found}

    assert signals["hands.group_refused"] == {"count": 2}


def test_nobody_in_common_is_nothing_found_and_no_answer_is_not():
    assert found().outcome is Outcome.NOTHING_FOUND
    with pytest.raises(NotReached):
        SameHandsCheck().run(CASE, MemoryWorld())
    with pytest.raises(NotReached):
        SameHandsCheck().run(CASE, MemoryWorld({"same_hands": ["Osprey"]}))
    assert SameHandsCheck().not_applicable(CASE) == ""
