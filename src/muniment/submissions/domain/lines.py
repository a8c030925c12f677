"""Ways to reach somebody, found in one line: addresses, numbers, sites."""

import re

from muniment.matching import mails, phones
from muniment.matching.domains import registered

_SITE = re.compile(
    r"(?<![@\w.-])(?:https?://|www\.)[^\s<>()|,;]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,24}"
    r"(?:/[^\s<>()|,;]*)?(?![\w@.])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w/])[+(]?[\d٠-٩][\d٠-٩ \t().\-–/]{5,22}[\d٠-٩](?:\s*(?:x|ext\.?)\s*\d+)?",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"\b(?:x|ext)[-.\s]*\d{3,6}\b", re.IGNORECASE)
_POSTAL = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?\Z|\d{5}-\d{4}\Z|\d{3}-\d{4}\Z")
LONGEST = 500


def sites_in(line: str) -> tuple[str, ...]:
    """Web addresses in a line, as written; endings that nobody can register do not count."""
    bare = re.sub(r"\S+@\S+", " ", line[:LONGEST])
    found = (one[0].rstrip(".,;:") for one in _SITE.finditer(bare))
    return tuple(dict.fromkeys(one for one in found if _is_site(one)))


def numbers_in(line: str) -> tuple[str, ...]:
    """Telephone numbers in a line, as written: 7 to 15 digits, no date, no postcode."""
    bare = re.sub(r"\S+@\S+|https?://\S+", " ", line[:LONGEST])
    found = (one[0].strip(" -–./(") for one in _NUMBER.finditer(bare))
    return tuple(one for one in found if 7 <= _digits(one) <= 17 and not _POSTAL.match(one))


def has_reach(line: str) -> bool:
    """Say whether a line holds an address, a number or a site."""
    return bool(
        mails.mails_in(line[:LONGEST])
        or numbers_in(line)
        or _SHORT_NUMBER.search(line)
        or sites_in(line)
    )


def as_phone(text: str, country: str) -> str:
    """The number as `+…` where its country is known, else as it was written.

    Without a country no code is guessed: 503 is Oregon as well as El Salvador.
    """
    known = country or text.startswith(("+", "00", "(+"))
    return (phones.e164(text, country) if known else "") or text


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _is_site(text: str) -> bool:
    if text.casefold().startswith(("http", "www.")):
        return True
    known = registered(text)
    return known is not None and known.ending in _COMMON | _OF_TWO


_COMMON = frozenset("com net org info biz eu io co shop trade asia".split())  # noqa: SIM905
_OF_TWO = frozenset(
    """co.uk com.cn com.br com.tr com.au com.mx com.ar com.sg com.hk com.my co.in co.jp co.kr co.za
    co.id co.th com.eg com.sa com.pk com.vn de fr it es nl be at ch pl cz se dk no fi pt ru ua cn
    in jp kr ae tr br mx ca uk ie gr ro hu bg hk tw vn th ng ke za cl ar pe com.co com.pe
    com.ua com.tw com.ph eg ma tn sa qa kw""".split()  # noqa: SIM905 - one word a place
)
