"""GLEIF: legal entities with their LEI. JSON:API of api.gleif.org, data CC0."""

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of
from muniment.investigations.domain.registries.companies import Registered, Standing

REGISTER = "GLEIF"
_LAPSED = frozenset({"LAPSED", "RETIRED", "ANNULLED", "CANCELLED"})
_STANDING = {"ACTIVE": Standing.ACTIVE, "INACTIVE": Standing.ENDED}


def parse_records(body: bytes) -> tuple[Registered, ...]:
    """Read `/lei-records?…` (a list) or `/lei-records/{lei}` (one record).

    Raises:
        Malformed: no JSON:API document.
    """
    answer = object_of(body)
    if "data" not in answer.value:
        raise Malformed("no_data")
    data = answer.at("data")
    rows = [data] if isinstance(data.value, dict) else list(data.items())
    return tuple(row for node in rows if (row := _row(node)))


def parse_completions(body: bytes) -> tuple[str, ...]:
    """Read `/fuzzycompletions?…`: the LEIs it points to, best first, each once.

    Raises:
        Malformed: no JSON:API document.
    """
    answer = object_of(body)
    if "data" not in answer.value:
        raise Malformed("no_data")
    found = (row.text("relationships", "lei-records", "data", "id") for row in answer.items("data"))
    return tuple(dict.fromkeys(lei for lei in found if lei))


def _row(node: Node) -> Registered | None:
    entity, lei = node.at("attributes", "entity"), node.text("id")
    name = entity.text("legalName", "name")
    if not name:
        return None
    lapsed = node.text("attributes", "registration", "status").upper() in _LAPSED
    return Registered(
        register=REGISTER,
        name=name,
        number=entity.text("registeredAs"),
        country=entity.text("legalAddress", "country").upper()[:2],
        standing=_STANDING.get(entity.text("status").upper(), Standing.UNKNOWN),
        founded_on=entity.day("creationDate"),
        ended_on=entity.day("expiration", "date"),
        address=_address(entity.at("legalAddress")),
        lei=lei,
        other_names=tuple(n for one in entity.items("otherNames") if (n := one.text("name"))),
        troubles=("lapsed",) if lapsed else (),
    )


def _address(node: Node) -> str:
    parts = (*node.texts("addressLines"), node.text("city"), node.text("region"),
             node.text("postalCode"), node.text("country"))  # fmt: skip
    return ", ".join(part for part in parts if part)
