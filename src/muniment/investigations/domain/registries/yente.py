"""OpenSanctions, or a yente of one's own: matches of a name over many lists.

The data are CC BY-NC: only for those who bought a licence, or who run it for their own use.
"""

from dataclasses import dataclass

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of


@dataclass(frozen=True, slots=True)
class OutsideHit:
    """One listed party that a service thinks is ours; `score` is 0 to 100."""

    uid: str
    name: str
    lists: tuple[str, ...]
    score: int
    is_match: bool
    link: str = ""
    changed: str = ""


def parse(body: bytes, query: str) -> tuple[OutsideHit, ...]:
    """Read `/match/{dataset}`: the hits of one query, best first.

    Raises:
        Malformed: the query is not among the responses.
    """
    answer = object_of(body).at("responses", query)
    if not isinstance(answer.at("results").value, list):
        raise Malformed("no_results")
    hits = [_hit(node) for node in answer.items("results") if node.text("id")]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.uid)))


def _hit(node: Node) -> OutsideHit:
    return OutsideHit(
        uid=node.text("id"),
        name=node.text("caption"),
        lists=node.texts("datasets"),
        score=percent(node.at("score").value),
        is_match=node.flag("match") is True,
        changed=node.text("last_change")[:10],
    )


def percent(score: object) -> int:
    """A score between 0 and 1, or 0 and 100, as a whole number of 0 to 100."""
    if isinstance(score, bool) or not isinstance(score, int | float) or score != score:  # noqa: PLR0124 - NaN
        return 0
    scaled = score * 100 if 0 <= score <= 1 else score
    return int(min(max(scaled, 0), 100))
