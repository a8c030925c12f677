"""Do we already know them: free, taken, ask; nothing else is said."""

import pytest

from muniment.vault.domain.blind import Index
from muniment.vault.domain.clash import VERDICT_TEXT, MatchFact, Verdict, verdict


@pytest.mark.parametrize("index", [Index.EMAIL, Index.DOMAIN, Index.PHONE, Index.REGISTRATION])
def test_one_exact_hit_is_enough(index):
    assert verdict(MatchFact(exact={index})) is Verdict.TAKEN


@pytest.mark.parametrize(
    ("asked", "matched", "answer"),
    [
        (0, 0, Verdict.FREE),
        (1, 1, Verdict.ASK_MANAGER),
        (2, 1, Verdict.ASK_MANAGER),
        (3, 1, Verdict.FREE),
        (3, 2, Verdict.ASK_MANAGER),
        (4, 0, Verdict.FREE),
    ],
)
def test_a_name_that_shares_half_its_words_is_a_question(asked, matched, answer):
    assert verdict(MatchFact(words_asked=asked, words_matched=matched)) is answer


def test_words_alone_never_make_a_clash():
    fact = MatchFact(exact={Index.WORD}, words_asked=2, words_matched=2)
    assert verdict(fact) is Verdict.ASK_MANAGER


def test_no_answer_names_anybody():
    assert set(VERDICT_TEXT) == set(Verdict)
    assert not any("{" in text for text in VERDICT_TEXT.values())
