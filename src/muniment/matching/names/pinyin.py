"""Chinese names in Latin letters are short of letters: one other syllable is another name."""

import re
from functools import lru_cache

_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u)"
)
_WORD = re.compile(f"(?:{_SYLLABLE}){{1,5}}")
_ONE = re.compile(_SYLLABLE)
_NOT = re.compile(r"[jqx][aoe]|yo(?!u|ng)|[bpmf]iang|[dtnl]ua|v|ww|[aeiou]r")


@lru_cache(maxsize=8192)
def syllables(word: str) -> tuple[str, ...]:
    """Cut a word into Mandarin syllables; empty when it cannot be Mandarin."""
    if len(word) > 24 or _NOT.search(word) or not _WORD.fullmatch(word):
        return ()
    return _cut(word)


def _cut(word: str) -> tuple[str, ...]:
    if not word:
        return ()
    for size in range(min(6, len(word)), 0, -1):
        if _ONE.fullmatch(word[:size]):
            rest = _cut(word[size:])
            if rest or size == len(word):
                return (word[:size], *rest)
    return ()


def another_name(one: str, two: str) -> bool:
    """Whether both words are Mandarin and differ in a syllable: Yongtai and Yongsheng."""
    if one == two:
        return False
    left, right = syllables(one), syllables(two)
    return bool(left) and bool(right) and left != right
