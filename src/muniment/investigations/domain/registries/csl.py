"""The US Consolidated Screening List: one search over the export lists of three departments."""

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of
from muniment.investigations.domain.registries.yente import OutsideHit, percent


def parse(body: bytes) -> tuple[OutsideHit, ...]:
    """Read `/v1/search`.

    Raises:
        Malformed: no list of results.
    """
    answer = object_of(body)
    if not isinstance(answer.at("results").value, list):
        raise Malformed("no_results")
    return tuple(_hit(node) for node in answer.items("results") if node.text("name"))


def _hit(node: Node) -> OutsideHit:
    score = percent(node.at("score").value)
    return OutsideHit(
        uid=node.text("id") or node.text("name"),
        name=node.text("name"),
        lists=(node.text("source"),) if node.text("source") else (),
        score=score,
        is_match=score >= 95,
        link=node.text("source_information_url"),
        changed=node.text("start_date")[:10],
    )
