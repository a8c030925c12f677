"""OpenCorporates: companies of many national registers. Key needed; share-alike licence."""

import re

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of
from muniment.investigations.domain.registries.companies import Registered, Standing

REGISTER = "OpenCorporates"
_QUERY_SYNTAX = re.compile(r'[*"()\[\]{}!^~?:\\/+]|(?<!\w)-')
_ENDED = re.compile(
    r"dissol|struck|cancel|closed|removed|ceased|deregist|liquidated|terminat|revoked|inactive|merged",
    re.IGNORECASE,
)
_ALIVE = re.compile(
    r"\b(?:active|live|registered|in existence|good standing|normal)\b", re.IGNORECASE
)


def words_of(name: str) -> str:
    """A name as a query: without what its search would take for syntax."""
    return " ".join(_QUERY_SYNTAX.sub(" ", name).split())


def parse_search(body: bytes) -> tuple[Registered, ...]:
    """Read `/companies/search` or `/companies/{jurisdiction}/{number}`.

    Raises:
        Malformed: no results.
    """
    results = object_of(body).at("results")
    if not isinstance(results.value, dict):
        raise Malformed("no_results")
    single = results.at("company")
    nodes = [single] if isinstance(single.value, dict) else [
        node.at("company") for node in results.items("companies")
    ]  # fmt: skip
    return tuple(row for node in nodes if (row := _row(node)))


def _row(node: Node) -> Registered | None:
    name = node.text("name")
    if not name:
        return None
    officers = (one.text("officer", "name") for one in node.items("officers")
                if one.at("officer").flag("inactive") is not True)  # fmt: skip
    previous = (one.text("company_name") for one in node.items("previous_names"))
    return Registered(
        register=REGISTER,
        name=name,
        number=node.text("company_number"),
        country=node.text("jurisdiction_code")[:2].upper(),
        standing=_standing(node),
        founded_on=node.day("incorporation_date"),
        ended_on=node.day("dissolution_date"),
        address=node.text("registered_address_in_full"),
        other_names=tuple(name for name in previous if name),
        officers=tuple(dict.fromkeys(name for name in officers if name)),
    )


def _standing(node: Node) -> Standing:
    status = node.text("current_status")
    if node.day("dissolution_date") or node.flag("inactive") or _ENDED.search(status):
        return Standing.ENDED
    return Standing.ACTIVE if _ALIVE.search(status) else Standing.UNKNOWN
