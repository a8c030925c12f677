"""Names of companies, for the question whether two records speak of the same company.

Stricter than screening: here "Royal Land Limited" and "Royal Sand Ltd" are two companies and
"Lotuspeakk Foods GGmbH" is a slip of the pen. What tells them apart is how often the differing
word occurs elsewhere: *land* and *sand* are words, *lotuspeakk* is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

LONGEST = 250
_WORD = re.compile(r"[a-z0-9]+")
_NUMBERS = re.compile(r"\d+")
_APOSTROPHES = re.compile(r"['’`´ʼ]")
_DOTTED = re.compile(r"\b(?:[a-z][./]\s?){1,4}[a-z]?\b\.?")
_COURTESY = re.compile(r"^\s*(?:m\s*/\s*s\.?|messrs\.?)\s+", re.I)
_CAMEL = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z][A-Za-z])"
)  # "DesertLink": the space was lost, not the capital
_DOUBLED = re.compile(r"([a-z])\1+")

_SHORT = {
    "ltd": "limited", "ltda": "limitada", "co": "company", "corp": "corporation",
    "inc": "incorporated", "pvt": "private", "p": "private", "pte": "private",
    "intl": "international", "int": "international", "trdg": "trading", "trd": "trading",
    "tdg": "trading", "imp": "import", "exp": "export", "bldg": "building",
    "mfg": "manufacturing", "ind": "industrial", "inds": "industries", "gen": "general",
    "est": "establishment", "tic": "ticaret", "san": "sanayi", "nig": "nigeria",
    "bros": "brothers", "tech": "technology", "grp": "group", "svcs": "services",
    "prods": "products", "mktg": "marketing", "ent": "enterprise", "mats": "materials",
}  # fmt: skip

FORMS = frozenset(
    """
    limited limitada company corporation incorporated private llc llp lp plc gmbh ag kg kgaa ug ev
    eg sa sas sarl srl spa bv nv ab as oy aps cv rl de jsc ojsc cjsc pjsc ooo oao zao ao pao sti a
    s c fze fzco fzc fz dmcc establishment sdn bhd tbk pt cia eireli sl kft zrt doo dd sro spol pty
    the and for of y und et e ve sac sapi hk
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
"""Legal forms and linking words: they tell nobody apart."""

GENERIC = frozenset(
    """
    trading trade traders trader import export imports exports importer exporter impex
    international global general group holding holdings enterprise enterprises industrial industry
    industries technology technologies manufacturing products services business overseas ventures
    resources commercial comercializadora importaciones exportaciones comercial commerce handels
    handel vertriebs ithalat ihracat ticaret sanayi dis sons brothers materials supply supplies
    foods food garments garment textile textiles steel tools hardware furniture machinery
    chemicals chemical plastics plastic paper ceramics electronics lighting auto parts building
    marble metal metals leather shoes toys wood timber agro agricultural medical pharma
    motors equipment logistics marketing solutions systems nigeria india china hongkong dubai
    emirates egypt turkiye vietnam mexico
    """.split()  # noqa: SIM905 - as above
)
"""Words of the trade: what a company does or where, not who it is."""


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name taken apart.

    Attributes:
        words: all words but courtesy ("M/S"), romanised, short forms written out.
        brand: the telling words; all words that are no legal form when none is telling.
        squeezed: all words as one, doubled letters once: equal for most slips and spellings.
        key: squeezed brand.
    """

    words: tuple[str, ...]
    brand: tuple[str, ...]
    squeezed: str
    key: str


@lru_cache(maxsize=131072)
def parse(name: str) -> CompanyName:
    """Take a company name apart; never raises, an empty name has no words."""
    plain = _APOSTROPHES.sub("", _romanised(name[:LONGEST]))
    plain = plain.replace("&", " and ")
    plain = _DOTTED.sub(lambda found: re.sub(r"[./\s]", "", found[0]) + " ", plain)
    words = tuple(_SHORT.get(word, word) for word in _WORD.findall(plain))
    telling = tuple(word for word in words if word not in FORMS and word not in GENERIC)
    brand = telling or tuple(word for word in words if word not in FORMS) or words
    return CompanyName(words, brand, squeeze("".join(words)), squeeze("".join(brand)))


def squeeze(text: str) -> str:
    """Write doubled letters once."""
    return _DOUBLED.sub(r"\1", text)


def slips(left: CompanyName, right: CompanyName, *, occurs: Callable[[str], int]) -> int | None:
    """Count the slips of the pen that make one name of the other; None when words differ.

    Doubled letters and lost spaces are no slips. More than one letter in five is no slip either.

    Args:
        occurs: in how many names a word occurs; a word that several names have is no slip.
    """
    if _NUMBERS.findall(left.squeezed) != _NUMBERS.findall(right.squeezed):
        return None  # "Unit 7 Trading" and "Unit 8 Trading" are two
    most = max(1, min(len(left.squeezed), len(right.squeezed)) // 5)
    count = OSA.distance(left.squeezed, right.squeezed, score_cutoff=most)
    if count > most or (count and _both_known(left, right, occurs)):
        return None
    return count


def _romanised(name: str) -> str:
    spaced = _CAMEL.sub(" ", _COURTESY.sub("", name))
    return anyascii(spaced).lower()


def _both_known(left: CompanyName, right: CompanyName, occurs: Callable[[str], int]) -> bool:
    """Whether the words in which two names differ are words of other names too."""
    ours = [word for word in left.words if word not in right.words]
    theirs = [word for word in right.words if word not in left.words]
    return all(any(occurs(word) > 2 for word in side) or not side for side in (ours, theirs))
