"""The link graph is the same for the same group, and tells leads from links."""

from itertools import permutations

import pytest

from muniment.investigations.pictures.graph import Edge, Node, brief, links

NODES = [
    Node("a", "Blue Harbor", subject=True),
    Node("b", "Greenriver", marked=True),
    Node("c", "东海"),
]
EDGES = [Edge("a", "b", "same phone", "strong"), Edge("b", "c", "address", "weak")]


def test_the_order_in_which_companies_arrive_does_not_move_them():
    pictures = {links("t", "a", list(nodes), EDGES).count("<rect") for nodes in permutations(NODES)}
    drawn = {links("t", "a", list(nodes), EDGES) for nodes in permutations(NODES)}
    assert len(pictures) == len(drawn) == 1


def test_a_lead_is_dotted_and_a_link_is_not():
    svg = links("t", "a", NODES, EDGES)
    assert svg.count("stroke-dasharray") == 1


def test_a_tie_to_a_company_outside_the_group_is_not_drawn():
    svg = links("t", "a", NODES, [*EDGES, Edge("a", "zz", "unknown")])
    assert "unknown" not in svg


@pytest.mark.parametrize(
    ("ties", "told"),
    [([], ""), (["the same mailbox"], "the same mailbox"),
     (["the same mailbox", "the same office", "the same telephone"], "the same mailbox + 2")],
)  # fmt: skip
def test_a_line_names_its_first_tie_and_counts_the_others(ties, told):
    assert brief(ties) == told
