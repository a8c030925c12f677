"""Keys and index words of a name: what grouping and search need before anything is compared."""

from functools import lru_cache

from muniment.matching.names.kinds import Kind
from muniment.matching.names.prepared import Role, company_tokens, prepare

_SAYS_LITTLE = frozenset((Role.GENERIC, Role.LINK, Role.TITLE))


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The comparison key of a company name: same key, same name but for form, case and marks.

    Latin letters, words joined by one space, no legal form, no linking words; Chinese, Japanese
    and Korean words stay in their own script. Common words stand for all their spellings
    (“Trdg”, “Trading”). "" only for a name without letters and digits. Stable and deterministic.
    """
    found = company_tokens(name)
    words = [
        _key_word(token.own, token.text, token.meaning)
        for token in found
        if token.role is not Role.LINK
    ] or [token.text for token in found]
    return " ".join(words)


def _key_word(own: str, text: str, meaning: str) -> str:
    if meaning:
        return meaning.replace(" ", "")
    return own if own and _eastern(own) else text


def _eastern(own: str) -> bool:
    return own[0] >= "\u3040"


def tokens(name: str) -> tuple[str, ...]:
    """Index words of a company name: the words that tell, each once, in their order.

    Never empty while the name has letters: when every word is common, all are given. Words of
    Chinese, Japanese and Korean are given in their own script and in Latin letters.
    """
    prepared = prepare(name, Kind.COMPANY)
    telling = [t for t in prepared.tokens if t.role not in _SAYS_LITTLE] or prepared.tokens
    words = [word for t in telling for word in ((t.own, t.text) if t.own else (t.text,))]
    return tuple(dict.fromkeys(words))
