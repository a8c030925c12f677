"""Who really stands in the place of a buyer or seller: a party, a forwarder, a bank, nobody.

Bills of lading are often made out to order, to a bank, or to the forwarder who issued the
house bill; such rows say nothing about who buys. The name as written is always kept.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from muniment.customs_data.domain.shipments import PartyRole
from muniment.matching import names

_TO_ORDER = re.compile(
    r"\A\W*(?:to\s+(?:the\s+)?orders?\b|unto\s+(?:the\s+)?order|order\s+of\b|orders?\W*\Z"
    r"|to\s+bearer"
    r"|a\s+la\s+orden|al\s+orden|a\s+ordem|à\s+ordem|a\s+l.ordre|emre\b|по\s+приказу|凭指示|凭指定|待指示)",
    re.IGNORECASE,
)
_ORDER_OF = re.compile(
    r"\A\W*(?:to\s+(?:the\s+)?|unto\s+(?:the\s+)?)?orders?(?:\s+of)?\W*", re.IGNORECASE
)
_BANKS: Final = (
    "bank", "banco", "banque", "banka", "bankasi", "bankası", "banca", "bancorp", r"bank\w{0,3}",
    "hsbc", "citibank", "bnp paribas", "standard chartered", "société générale",
)  # fmt: skip
_BANKS_INSIDE: Final = ("银行", "銀行", r"банк\b", "ngân hàng")
_NOT_A_BANK = re.compile(
    r"\b(?:food bank|power ?bank|river ?bank|bank (?:street|road|st|rd))\b", re.IGNORECASE
)
_FORWARDERS: Final = (
    "freight", "forwarders?", "forwarding", "logistics?", "logistica", "logística", "logistique",
    "lojistik", "logistik", "cargo(?:es)?", "consolidat(?:or|ors|ion|ed)", "nvocc",
    "shipping (?:line|lines|agency|agencies|services)", "courier",
    "express (?:international|worldwide)", "dhl", "fedex", "ups (?:supply|nig|sc)", "kuehne",
    "nagel", "schenker", "dsv", "panalpina", "expeditors", "ceva", "geodis", "bollor[eé]",
    "maersk", "transit(?:aire)?s?", "aduanas", "aduanal(?:es)?", "despachos?",
    "customs? (?:broker|brokers|house)", "carga", "embarques", "expedition", r"spedition\w*",
    "nakliyat", "vận tải", "giao nhận",
)  # fmt: skip
_FORWARDERS_INSIDE: Final = (
    "货运", "物流", "国际运输", "экспедиц", "логистик", "логістик",
)  # fmt: skip
_CARES: Final = ("c/o", "care of", "on behalf of", "o/b", "o/b/o")


def _any_of(words: Sequence[str], inside: Sequence[str] = ()) -> str:
    """Write a pattern for whole words, or what may stand inside one."""
    return "|".join([rf"\b(?:{'|'.join(words)})\b", *inside])


def _start_of(words: Sequence[str], inside: Sequence[str]) -> str:
    """Write a pattern for single words in which one of these may begin."""
    heads, others = ([it.split(" ")[0] for it in them] for them in (words, inside))
    return "|".join([rf"\b(?:{'|'.join(heads)})", *others])


_BANK = re.compile(_any_of(_BANKS, _BANKS_INSIDE), re.IGNORECASE)
_FORWARDER = re.compile(_any_of(_FORWARDERS, _FORWARDERS_INSIDE), re.IGNORECASE)
_CARE_OF = re.compile(rf"\s*(?:{_any_of(_CARES)}).*", re.IGNORECASE)
_TELLING = re.compile(
    _start_of((*_BANKS, *_FORWARDERS, *_CARES), (*_BANKS_INSIDE, *_FORWARDERS_INSIDE)),
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W_]")
_NOBODY: Final = frozenset({
    "", "null", "none", "na", "n/a", "not available", "not applicable", "unknown", "undefined",
    "not declared", "undeclared", "same as consignee", "same as above", "same", "confidential",
    "individual", "private person", "natural person", "as per list", "not mentioned", "no name",
    "withheld", "not disclosed", "suppressed", "персональные данные", "физическое лицо", "-", "0",
})  # fmt: skip
_TOTALS: Final = frozenset({
    "total", "grand total", "subtotal", "sub total", "totals", "sum", "合计", "总计", "合計",
    "итого", "всего", "разом", "toplam", "genel toplam", "tổng", "tổng cộng", "total general",
    "totaal",
})  # fmt: skip


def party_of(written: str) -> tuple[PartyRole, str]:
    """Tell what a written name is, and the key under which its rows belong together.

    The key is "" unless the name is a party's or a forwarder's: nobody buys "to order". Of
    "A LTD C/O B LOGISTICS" the party is A. "To the order of Coral Ltd" still names no buyer
    for sure, as it may be the bank's customer; it is set apart with its key kept for search.
    """
    name = " ".join(written.split())
    if name.casefold().strip(" .") in _NOBODY or not _LETTER.search(name):
        return PartyRole.MISSING, ""
    if _TO_ORDER.match(name):
        rest = _ORDER_OF.sub("", name)
        if _is_bank(rest) or len(rest) < 4:
            return PartyRole.TO_ORDER, ""
        return PartyRole.TO_ORDER, names.key(rest)
    if not any(map(_may_tell, name.split())):
        return PartyRole.PARTY, names.key(name)
    name = _CARE_OF.sub("", name) or name
    if _is_bank(name):
        return PartyRole.BANK, ""
    role = PartyRole.FORWARDER if _FORWARDER.search(name) else PartyRole.PARTY
    return role, names.key(name)


def is_total(written: str) -> bool:
    """Say whether a name cell is really the label of a sum at the foot of the table."""
    return written.strip(" :.*-").casefold() in _TOTALS


def read_names(written: Sequence[str]) -> list[tuple[str, str]]:
    """Read many names: role and key of each; the role "sum" marks the foot of a table."""
    return [
        ("sum", "") if is_total(name) else (role.value, key)
        for name in written
        for role, key in [party_of(name)]
    ]


@lru_cache(maxsize=16384)
def _may_tell(word: str) -> bool:
    """Say whether a bank, a forwarder or "care of" may begin in a word; most words are known."""
    return _TELLING.search(word) is not None


def _is_bank(name: str) -> bool:
    return bool(_BANK.search(name)) and not _NOT_A_BANK.search(name)
