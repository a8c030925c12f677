"""Pairs put together into groups, and each group drawn: the same pairs give the same picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from muniment.investigations.domain.hands import words
from muniment.investigations.gate import Hand, PairRow
from muniment.investigations.pictures.graph import Edge, Node, brief, links

MOST_DRAWN = 14
"""Companies in one picture; larger groups are told in words only."""


@dataclass(frozen=True, slots=True)
class Group:
    """Companies that links hold together, with the ties among them, strongest first."""

    hands: tuple[Hand, ...]
    pairs: tuple[PairRow, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether a person confirmed at least one of its links."""
        return any(pair.state == "confirmed" for pair in self.pairs)


def is_link(pair: PairRow) -> bool:
    """Whether a tie holds a group together: a link, or a lead that a person confirmed."""
    return pair.state == "confirmed" or (pair.strength == "link" and pair.state != "denied")


def groups(pairs: Sequence[PairRow]) -> list[Group]:
    """Join what links hold together; leads and denied ties join nobody. Largest first."""
    holding = [pair for pair in pairs if is_link(pair)]
    parts: list[set[str]] = []
    for pair in holding:
        ends = {pair.left.key, pair.right.key}
        touched = [part for part in parts if part & ends]
        parts = [part for part in parts if not part & ends] + [ends.union(*touched)]
    found = [_group(part, holding) for part in parts]
    return sorted(found, key=lambda one: (-len(one.hands), one.hands[0].name))


def _group(part: set[str], pairs: Iterable[PairRow]) -> Group:
    held = tuple(pair for pair in pairs if pair.left.key in part)
    hands = {hand.key: hand for pair in held for hand in (pair.left, pair.right)}
    return Group(tuple(sorted(hands.values(), key=lambda hand: (hand.name, hand.key))), held)


def drawn(group: Group) -> str:
    """Draw a group; "" when it is too large to be read as a picture."""
    if len(group.hands) > MOST_DRAWN:
        return ""
    nodes = [Node(hand.key, hand.name, hand.note) for hand in group.hands]
    edges = [
        Edge(
            pair.left.key, pair.right.key, brief(kinds_of(pair)),
            "strong" if pair.strength == "link" else "weak", confirmed=pair.state == "confirmed",
        )
        for pair in group.pairs
    ]  # fmt: skip
    about = gettext("Each line is a tie between two companies; red ones a person confirmed.")
    return links(gettext("Companies in the same hands"), about, nodes, edges)


def kinds_of(pair: PairRow) -> list[str]:
    """What two companies share, in words, strongest first; what is ignored is left out."""
    told = [gettext(words.what(it.kind, it.why)) for it in pair.ties if it.strength != "none"]
    return list(dict.fromkeys(told))
