"""The clash check: "do we already know them?", answered without saying who or whose."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from muniment.core.errors import gettext_noop
from muniment.vault.domain.blind import Index


class Verdict(StrEnum):
    """All that the asker learns."""

    FREE = "free"
    TAKEN = "taken"
    ASK_MANAGER = "ask_manager"


@dataclass(frozen=True, slots=True)
class MatchFact:
    """What the blind indexes found, over all dossiers at once; never which dossiers.

    Attributes:
        exact: indexes with a hit (e-mail, domain, phone, registration).
        words_asked: distinctive words in the name that was asked for.
        words_matched: how many of them the best-fitting single dossier shares.
    """

    exact: Set[Index] = frozenset()
    words_asked: int = 0
    words_matched: int = 0


def verdict(fact: MatchFact) -> Verdict:
    """Judge a match: a shared address or number is a clash, a similar name a question.

    A name is similar when one dossier shares at least half of its distinctive words.
    """
    if fact.exact - {Index.WORD}:
        return Verdict.TAKEN
    similar = fact.words_matched > 0 and fact.words_matched * 2 >= fact.words_asked
    return Verdict.ASK_MANAGER if similar else Verdict.FREE


VERDICT_TEXT = {
    Verdict.FREE: gettext_noop("Nobody here knows this customer yet. You may open a dossier."),
    Verdict.TAKEN: gettext_noop(
        "We already know this customer. Ask your manager before you write."
    ),
    Verdict.ASK_MANAGER: gettext_noop("There is a similar name. Ask your manager to compare them."),
}
