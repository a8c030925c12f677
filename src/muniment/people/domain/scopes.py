"""What an API token may be allowed: never more than the person who owns it."""

from collections.abc import Iterable

SCOPES = (
    "customers.read",
    "customers.write",
    "consult",
    "orders.read",
    "import",
    "cases.read",
    "cases.write",
    "lists.read",
    "lists.write",
    "customs.read",
    "customs.write",
    "warnings.read",
    "warnings.write",
    "people.read",
    "people.write",
    "exposure.read",
    "exposure.write",
    "handovers.read",
    "handovers.write",
    "ledger.read",
    "access.read",
    "access.write",
)
LONGEST_DAYS = 366


def unknown(scopes: Iterable[str]) -> list[str]:
    """List the scopes that this house does not know."""
    return sorted(set(scopes) - set(SCOPES))
