"""The sidebar: which rooms of pages there are, and for whom."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.people.domain.roles import OUTSIDE, STAFF, Role

EVERYBODY = STAFF | OUTSIDE


@dataclass(frozen=True, slots=True)
class Room:
    """One entry: `key` follows `g` on the keyboard, `route` names its first page."""

    label: str | Promise
    icon: str
    key: str
    route: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the sidebar shows it; `here` marks the room of the present page."""

    label: str | Promise
    icon: str
    key: str
    url: str
    here: bool


ROOMS = (
    Room(gettext_lazy("Today"), "home", "t", "today:index", EVERYBODY),
    Room(gettext_lazy("Customers"), "archive", "c", "customers:index", EVERYBODY),
    Room(
        gettext_lazy("Cases"),
        "user-search",
        "b",
        "cases:index",
        frozenset(
            {Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE, Role.FINANCE}
        ),
    ),
    Room(
        gettext_lazy("Hand in"),
        "send",
        "h",
        "submissions:index",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON}),
    ),
    Room(
        gettext_lazy("Warnings"),
        "bell",
        "r",
        "warning:index",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE}),
    ),
    Room(
        gettext_lazy("Customs data"),
        "ship",
        "d",
        "customs_data:index",
        frozenset(
            {
                Role.OWNER,
                Role.SALES_MANAGER,
                Role.SALESPERSON,
                Role.COMPLIANCE,
                Role.FINANCE,
                Role.CUSTODIAN,
            }
        ),
    ),
    Room(
        gettext_lazy("Lists"),
        "list-search",
        "w",
        "screening:screen",
        frozenset(
            {
                Role.OWNER,
                Role.SALES_MANAGER,
                Role.SALESPERSON,
                Role.COMPLIANCE,
                Role.FINANCE,
                Role.CUSTODIAN,
            }
        ),
    ),
    Room(
        gettext_lazy("Hand-overs"),
        "arrows-exchange",
        "o",
        "handovers:index",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE}),
    ),
    Room(
        gettext_lazy("Exposure"),
        "briefcase",
        "e",
        "exposure:index",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE}),
    ),
    Room(
        gettext_lazy("Coverage"),
        "phone",
        "k",
        "touches:coverage",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE}),
    ),
    Room(gettext_lazy("People"), "users", "p", "people:index", STAFF),
    Room(gettext_lazy("Access table"), "table-options", "a", "access:index", STAFF),
    Room(
        gettext_lazy("Ledger"),
        "book",
        "l",
        "ledger:index",
        STAFF,
    ),
    Room(
        gettext_lazy("Import"),
        "file-import",
        "i",
        "intake:index",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.CUSTODIAN}),
    ),
    Room(
        gettext_lazy("Fields"),
        "forms",
        "f",
        "fields:index",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.CUSTODIAN, Role.COMPLIANCE}),
    ),
    Room(
        gettext_lazy("Settings"),
        "settings",
        "s",
        "settings:index",
        frozenset({Role.OWNER, Role.COMPLIANCE, Role.ADMINISTRATOR}),
    ),
)


def navigation(request: HttpRequest, role: Role) -> list[Entry]:
    """List the rooms for a role; a room whose pages are not installed has no entry."""
    entries = [_entry(room, request.path) for room in ROOMS if role in room.roles]
    return [entry for entry in entries if entry]


def url_of(route: str) -> str:
    """Find the address of a route, or "" when no installed room has it."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _entry(room: Room, path: str) -> Entry | None:
    url = url_of(room.route)
    if not url:
        return None
    here = path == url if url == "/" else path.startswith(url)
    return Entry(room.label, room.icon, room.key, url, here)
