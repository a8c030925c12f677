"""RDAP: what the register of a top-level domain says of a domain (RFC 9083)."""

from dataclasses import dataclass
from datetime import date

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of

ON_HOLD = frozenset(
    {"client hold", "server hold", "pending delete", "redemption period", "inactive"}
)


@dataclass(frozen=True, slots=True)
class DomainRecord:
    """A registered domain; what the register withholds is empty.

    Attributes:
        status: in lower case, words apart (“client hold”).
        registrant: name or organisation as given; usually withheld.
    """

    name: str
    registered: bool
    created_on: date | None = None
    expires_on: date | None = None
    changed_on: date | None = None
    registrar: str = ""
    registrant: str = ""
    status: tuple[str, ...] = ()
    nameservers: tuple[str, ...] = ()

    @property
    def holds(self) -> tuple[str, ...]:
        """The statuses under which a domain does not work."""
        return tuple(status for status in self.status if status in ON_HOLD)


def parse(body: bytes) -> DomainRecord:
    """Read the answer to `/domain/{name}`.

    Raises:
        Malformed: no domain object.
    """
    node = object_of(body)
    name = node.text("ldhName") or node.text("unicodeName") or node.text("handle")
    if not name or node.text("objectClassName") not in {"", "domain"}:
        raise Malformed("no_domain")
    events = _events(node)
    return DomainRecord(
        name=name.lower().rstrip("."),
        registered=True,
        created_on=events.get("registration"),
        expires_on=events.get("expiration"),
        changed_on=events.get("last changed"),
        registrar=_entity(node, "registrar"),
        registrant=_entity(node, "registrant"),
        status=tuple(status.lower() for status in node.texts("status")),
        nameservers=tuple(
            server.lower().rstrip(".")
            for one in node.items("nameservers")
            if (server := one.text("ldhName"))
        ),
    )


def _events(node: Node) -> dict[str, date]:
    found: dict[str, date] = {}
    for event in node.items("events"):
        action, day = event.text("eventAction").lower(), event.day("eventDate")
        if action and day:
            found.setdefault(action, day)
    return found


def _entity(node: Node, role: str) -> str:
    for one in node.items("entities"):
        if role in [name.lower() for name in one.texts("roles")]:
            card = _card(one)
            return card.get("org") or card.get("fn") or one.text("handle")
    return ""


def _card(entity: Node) -> dict[str, str]:
    """The text properties of a jCard: [name, parameters, type, value] each."""
    card = entity.at("vcardArray").value
    rows = card[1] if isinstance(card, list) and len(card) > 1 else []
    told: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) > 3 and isinstance(row[0], str):
            told.setdefault(row[0].lower(), Node(row[3]).text())
    return told
