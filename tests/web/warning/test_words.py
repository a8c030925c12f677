"""A warning says in one breath why it came, with its numbers."""

from muniment.warning.domain.outcomes import Reason
from muniment.web.warning.words import sentence

QUIET = {"silent": 80, "gap": 12.0, "chance": 0.22}


def test_a_silence_that_is_not_yet_likely_the_last_says_that_money_is_why_it_is_told():
    early = sentence(Reason.STOPPED, QUIET, horizon=182)
    late = sentence(Reason.STOPPED, {**QUIET, "chance": 0.7}, horizon=182)

    assert "Chance that the silence lasts 182 days: 22\u00a0%." in early
    assert early.endswith("because of the money that it brings.")
    assert late.endswith("70\u00a0%.")
