"""Purpose and reference: for which business somebody needs to look. A bare "." is refused.

A reference names the piece of business ("PO-2026-0017"), a purpose says what is done
("quote the second colour"). Whether an order number is real is asked elsewhere.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.vault.domain.tidy import one_line, plain


class ReferenceKind(StrEnum):
    """What sort of business a look belongs to."""

    ORDER = "order"
    INQUIRY = "inquiry"
    SHIPMENT = "shipment"
    VISIT = "visit"
    DISPUTE = "dispute"
    AUDIT = "audit"


KIND_LABELS = {
    ReferenceKind.ORDER: gettext_noop("Order"),
    ReferenceKind.INQUIRY: gettext_noop("Inquiry"),
    ReferenceKind.SHIPMENT: gettext_noop("Shipment"),
    ReferenceKind.VISIT: gettext_noop("Visit"),
    ReferenceKind.DISPUTE: gettext_noop("Dispute"),
    ReferenceKind.AUDIT: gettext_noop("Audit"),
}
EXAMPLES = {
    ReferenceKind.ORDER: "PO-2026-0017",
    ReferenceKind.INQUIRY: "INQ-208",
    ReferenceKind.SHIPMENT: "MSKU1234565",
    ReferenceKind.VISIT: "Canton Fair, 15 October",
    ReferenceKind.DISPUTE: "Claim 2026-03",
    ReferenceKind.AUDIT: "Audit Q2 2026",
}

SHORTEST_PURPOSE = 6
LONGEST_PURPOSE = 300
LONGEST_REFERENCE = 80
_SHORTEST_REFERENCE = 3
_MUST_HAVE_DIGIT = {ReferenceKind.ORDER, ReferenceKind.INQUIRY, ReferenceKind.SHIPMENT}
_IDLE_WORDS = frozenset(
    """
    test tests testing tester none nothing null na nil todo tbd misc other others reason purpose
    reference work job business look looking check see info information because just customer
    client asdf asdfg asdfgh asdfghjkl qwer qwert qwerty qwertz zxcv zxcvb abc abcd abcde abcdef
    xyz foo bar foobar lorem ipsum blah bla whatever stuff something anything please ok okay yes
    no hello hi a an the at in on of to for it its my our this that i we
    测试 测试一下 无 没有 其他 工作 需要 看看 看一下 查看 客户 原因 用途 查询 工作需要
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]")
_CJK_WEIGHT = 2  # one Chinese character says about as much as two or three letters


class PurposeUnclear(MunimentError):
    """The purpose would tell a later reader nothing; nothing was opened or counted."""

    code = "vault.purpose.unclear"
    kind = ErrorKind.INVALID
    title = gettext_noop("The purpose says too little: {why}.")
    next_step = gettext_noop("Say what you need it for, like “quote the second colour”.")


class ReferenceUnclear(MunimentError):
    """The reference names no piece of business; nothing was opened or counted."""

    code = "vault.reference.unclear"
    kind = ErrorKind.INVALID
    title = gettext_noop("The reference names no business: {why}.")
    next_step = gettext_noop("Give its number or name, like “{example}”.")


@dataclass(frozen=True, slots=True)
class Reference:
    """The piece of business a look belongs to; `text` is tidy and in upper case for numbers."""

    kind: ReferenceKind
    text: str


def check_purpose(text: str) -> str:
    """Hand a purpose back tidy if a later reader can learn something from it.

    Raises:
        PurposeUnclear: too short, too long, repeated letters, keyboard rows, idle words.
    """
    tidy = one_line(text)
    why = _unclear(tidy, SHORTEST_PURPOSE, LONGEST_PURPOSE)
    if why:
        raise PurposeUnclear(why=why)
    return tidy


def check_reference(kind: str, text: str) -> Reference:
    """Hand a reference back tidy if its form fits its kind.

    Orders, inquiries and shipments have a number in them; visits, disputes and audits
    may be named by words.

    Raises:
        ReferenceUnclear: an unknown kind, too short, too long, idle, or without a number.
    """
    if kind not in set(ReferenceKind):
        raise ReferenceUnclear(
            why=gettext_noop("its kind is unknown"), example=EXAMPLES[ReferenceKind.ORDER]
        )
    known = ReferenceKind(kind)
    tidy = plain(text)
    why = _unclear(tidy, _SHORTEST_REFERENCE, LONGEST_REFERENCE)
    if not why and known in _MUST_HAVE_DIGIT and not any(map(str.isdigit, tidy)):
        why = gettext_noop("it has no number in it")
    if why:
        raise ReferenceUnclear(why=why, example=EXAMPLES[known])
    return Reference(known, tidy.upper() if known in _MUST_HAVE_DIGIT else tidy)


def _unclear(tidy: str, shortest: int, longest: int) -> str:
    """Say why a text is unclear, or ""."""
    words = [word.casefold() for word in _WORD.findall(tidy)]
    letters = "".join(words)
    weight = len(letters) + (_CJK_WEIGHT - 1) * len(_CJK.findall(letters))
    for why, wrong in (
        (gettext_noop("it is empty"), not letters),
        (gettext_noop("it is too long"), len(tidy) > longest),
        (gettext_noop("it repeats the same letters"), _repeats(letters)),
        (gettext_noop("it is too short"), weight < shortest),
        (gettext_noop("its words could stand for anything"), _IDLE_WORDS.issuperset(words)),
    ):
        if wrong:
            return why
    return ""


def _repeats(letters: str) -> bool:
    """Whether at most two different letters make up the text: `aaaa`, `xyxyxy`."""
    few = len(set(letters)) <= (1 if len(letters) < 6 else 2)
    return len(letters) > 1 and few and not letters.isdigit()
