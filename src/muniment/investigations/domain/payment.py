"""Reading terms of payment as traders write them: `30% T/T, balance against copy of B/L`."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 500


class Safety(StrEnum):
    """Who has what when."""

    SAFE = "safe"  # the money is here before the goods are out of hand
    MIXED = "mixed"  # a deposit, a letter of credit: it depends
    OPEN = "open"  # the buyer can have the goods, or walk away, before the money is here
    ODD = "odd"  # ways that traders do not use
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Payment:
    """What was read; `deposit` is a percentage of the order, None when none is named."""

    safety: Safety
    deposit: int | None = None


_ODD = re.compile(
    r"western union|money ?gram|bitcoin|\bbtc\b|\busdt\b|crypto|cashier"
    r"|\bcash on delivery\b|\bcod\b"
    r"|西联|比特币|货到付现|наличн|биткоин|en efectivo|en espèces",
    re.I,
)
_CREDIT = re.compile(
    r"\bl ?/ ?c\b|\blc\b|letter of credit|documentary credit|信用证|аккредитив|carta de crédito",
    re.I,
)
_OPEN = re.compile(
    r"\bo ?/ ?a\b|\boa\b|open account|\bd ?/ ?[ap]\b|documents against (?:acceptance|payment)"
    r"|\bnet ?\d{2,3}\b|\b\d{2,3} ?days (?:after|from|of|credit|net)"
    r"|cash against documents|\bcad\b|consignment|on arrival"
    r"|after (?:arrival|receipt|delivery|sale)|against delivery"
    r"|赊销|放账|货到付款|付款交单|承兑交单|отсрочк|после (?:получения|поставки)|a \d{2,3} días",
    re.I,
)
_ALL_FIRST = re.compile(
    r"\b100 ?% ?(?:t ?/ ?t )?(?:in advance|advance|prepa\w+|before|upfront|up front|deposit)"
    r"|\b(?:full|100 ?%) (?:pre ?payment|payment in advance|payment before)"
    r"|\bcash in advance\b|\bcia\b"
    r"|\bprepaid\b|(?:全款|100%|款到)(?:预付|发货|t/t)|100 ?% предоплат|pago anticipado",
    re.I,
)
_BEFORE = re.compile(
    r"(?:balance|rest|remaining|\d{2} ?%).{0,30}"
    r"(?:before|prior to) (?:shipment|loading|dispatch|delivery|sailing)"
    r"|(?:尾款|余款).{0,8}(?:发货前|装船前|出货前)",
    re.I,
)
_SHARE = r"(\d{1,3})(?:[.,]\d+)? ?%"
_WORDS = (
    r"(?:deposit|advance|down ?payment|pre ?pay(?:ment)?|upfront"
    r"|定金|订金|预付|предоплата?|anticipo|acompte)"
)
_DEPOSIT = (
    re.compile(rf"{_SHARE}[^%]{{0,25}}?{_WORDS}", re.I),
    re.compile(rf"{_WORDS}[^%\d]{{0,20}}{_SHARE}", re.I),
    re.compile(r"\b(\d{2}) ?/ ?(\d{2})\b"),
    re.compile(rf"\A\W*(?:t ?/ ?t)?\W*{_SHARE} ?(?:by )?t ?/ ?t", re.I),
)


def read(text: str) -> Payment:
    """Read terms; whatever is not understood is `UNCLEAR` and says nothing."""
    terms = " ".join(text[:LONGEST].split())
    deposit = _deposit(terms)
    return Payment(_safety(terms, deposit), deposit)


def _safety(terms: str, deposit: int | None) -> Safety:
    if _ODD.search(terms):
        return Safety.ODD
    if _CREDIT.search(terms):
        return Safety.MIXED
    if _OPEN.search(terms):
        return Safety.OPEN
    if deposit == 100 or _ALL_FIRST.search(terms) or (deposit and _BEFORE.search(terms)):
        return Safety.SAFE
    return Safety.MIXED if deposit else Safety.UNCLEAR


def _deposit(terms: str) -> int | None:
    for pattern in _DEPOSIT:
        for found in pattern.finditer(terms):
            share = int(found[1])
            whole = found.re.groups < 2 or share + int(found[2]) == 100
            if whole and 0 < share <= 100:
                return share
    return None
