"""Ties in plain words: sentences to translate, and the facts that fill them."""

from muniment.core.errors import Fact, gettext_noop
from muniment.investigations.domain.hands.ties import Hub, Strength, Tie
from muniment.investigations.domain.hands.weights import Kind

_WHAT = {
    (Kind.PHONE, "equal"): gettext_noop("the same telephone"),
    (Kind.MAILBOX, "same_box"): gettext_noop("the same mailbox"),
    (Kind.MAILBOX, "equal"): gettext_noop("the same mailbox name at another provider"),
    (Kind.MAILBOX, "extended"): gettext_noop("nearly the same mailbox name"),
    (Kind.PERSON, "equal"): gettext_noop("a person of the same name"),
    (Kind.PERSON, "initial"): gettext_noop("a person whose name may be the same"),
    (Kind.ADDRESS, "same_unit"): gettext_noop("the same office"),
    (Kind.ADDRESS, "same_house"): gettext_noop("the same house"),
    (Kind.ADDRESS, "near_unit"): gettext_noop("the same house, offices one digit apart"),
    (Kind.ADDRESS, "other_unit"): gettext_noop("the same house, another office"),
    (Kind.BANK, "equal"): gettext_noop("the same bank account"),
    (Kind.ANALYTICS, "equal"): gettext_noop("the same analytics id on the web page"),
    (Kind.ICON, "equal"): gettext_noop("the same icon of the web page"),
    (Kind.TEMPLATE, "equal"): gettext_noop("web pages built in the same way"),
    (Kind.NETWORK, "equal"): gettext_noop("inquiries from the same network"),
    (Kind.WEBSITE, "equal"): gettext_noop("the same web site"),
    (Kind.BRAND, "equal"): gettext_noop("the same telling words in the name"),
}
_STRENGTH = {
    Strength.STRONG: gettext_noop("strong"),
    Strength.MEDIUM: gettext_noop("medium"),
    Strength.WEAK: gettext_noop("weak"),
    Strength.NONE: gettext_noop("ignored"),
}

TIE = gettext_noop("{what}: “{left}” in {left_seen}, “{right}” in {right_seen} ({strength})")
SHARED = gettext_noop("shared by {others} others")
IGNORED = gettext_noop("shared by {others} others, ignored")
HUB = gettext_noop("{kind} “{value}”: shared by {others} companies that nothing else ties, ignored")


def what_of(tie: Tie) -> str:
    """What two companies share, as a phrase to translate."""
    return _WHAT[(tie.kind, tie.why)]


def what(kind: str, why: str) -> str:
    """The same by codes, as a case keeps them; one that is not known reads as itself."""
    known = {(it.value, how): told for (it, how), told in _WHAT.items()}
    return known.get((kind, why), kind.replace("_", " "))


def strength(code: str) -> str:
    """How much a tie says, by its code."""
    return _STRENGTH[Strength(code)]


def strength_of(tie: Tie) -> str:
    """How much a tie says, as a word to translate."""
    return _STRENGTH[tie.strength]


def others_of(tie: Tie) -> tuple[str, dict[str, Fact]]:
    """What to say of others that share the value; "" when nobody else does."""
    if tie.shared_by <= 2:
        return "", {}
    sentence = IGNORED if tie.strength is Strength.NONE else SHARED
    return sentence, {"others": tie.shared_by - 2}


def facts_of(tie: Tie) -> dict[str, Fact]:
    """What fills `TIE`, but for the phrases that want translating first."""
    return {
        "left": tie.left_value,
        "right": tie.right_value,
        "left_seen": tie.seen_in[0],
        "right_seen": tie.seen_in[1],
    }


def hub_facts(hub: Hub) -> dict[str, Fact]:
    """What fills `HUB`."""
    return {"kind": hub.kind.value, "value": hub.value, "others": hub.unrelated}
