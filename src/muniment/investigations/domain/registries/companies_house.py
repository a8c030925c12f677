"""UK Companies House: the public register of companies. Free key, 600 requests in 5 minutes."""

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of
from muniment.investigations.domain.registries.companies import Registered, Standing

REGISTER = "Companies House"
_ENDED = frozenset({"dissolved", "closed", "converted-closed", "removed"})
_INSOLVENT = frozenset(
    {"liquidation", "receivership", "administration", "voluntary-arrangement",
     "insolvency-proceedings"}
)  # fmt: skip
_ADDRESS = ("care_of", "premises", "address_line_1", "address_line_2", "locality", "region",
            "postal_code", "country")  # fmt: skip


def padded(number: str) -> str:
    """A company number as the register writes it: eight characters, digits filled with zeros."""
    bare = "".join(letter for letter in number.upper() if letter.isalnum())
    head = bare[:2] if bare[:2].isalpha() else ""
    return head + bare[len(head) :].rjust(8 - len(head), "0") if bare else ""


def parse_search(body: bytes) -> tuple[Registered, ...]:
    """Read `/search/companies?q=`.

    Raises:
        Malformed: no list of items.
    """
    answer = object_of(body)
    if not isinstance(answer.at("items").value, list):
        raise Malformed("no_items")
    rows = (_row(node, node.text("title"), node.at("address")) for node in answer.items("items"))
    return tuple(row for row in rows if row.name)


def parse_company(body: bytes) -> Registered:
    """Read `/company/{number}`.

    Raises:
        Malformed: no company name.
    """
    node = object_of(body)
    row = _row(node, node.text("company_name"), node.at("registered_office_address"))
    if not row.name:
        raise Malformed("no_company")
    return row


def parse_people(body: bytes) -> tuple[str, ...]:
    """Read `/officers` or `/persons-with-significant-control`: names of those still in office.

    Raises:
        Malformed: no list of items.
    """
    answer = object_of(body)
    if not isinstance(answer.at("items").value, list):
        raise Malformed("no_items")
    names = (
        node.text("name")
        for node in answer.items("items")
        if not node.text("resigned_on") and not node.text("ceased_on")
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _row(node: Node, name: str, address: Node) -> Registered:
    status = node.text("company_status").lower()
    parts = (address.text(part) for part in _ADDRESS)
    return Registered(
        register=REGISTER,
        name=name,
        number=node.text("company_number"),
        country="GB",
        standing=_standing(status),
        founded_on=node.day("date_of_creation"),
        ended_on=node.day("date_of_cessation"),
        address=", ".join(part for part in parts if part) or node.text("address_snippet"),
        other_names=tuple(
            name for one in node.items("previous_company_names") if (name := one.text("name"))
        ),
        troubles=_troubles(node, status),
    )


def _standing(status: str) -> Standing:
    if status in _ENDED:
        return Standing.ENDED
    return Standing.ACTIVE if status in {"active", "open"} else Standing.UNKNOWN


def _troubles(node: Node, status: str) -> tuple[str, ...]:
    told = []
    if status in _INSOLVENT or node.flag("has_insolvency_history"):
        told.append("insolvency")
    if node.flag("accounts", "overdue") or node.flag("confirmation_statement", "overdue"):
        told.append("overdue")
    return tuple(told)
