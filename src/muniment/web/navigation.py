"""The sidebar: which rooms of pages there are, and for whom."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from muniment.people.domain.roles import OUTSIDE, STAFF, Role

EVERYBODY = STAFF | OUTSIDE


@dataclass(frozen=True, slots=True)
class Room:
    """One entry: `key` follows `g` on the keyboard, `route` names its first page.

    `also` are beginnings of addresses of other rooms whose pages are part of this one.
    """

    label: str | Promise
    icon: str
    key: str
    route: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()


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
    Room(
        gettext_lazy("Customers"),
        "archive",
        "c",
        "customers:index",
        EVERYBODY,
        also=("/contact/of/", "/submissions/card/", "/submissions/origin/"),
    ),
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
        pgettext_lazy("contact with customers", "Coverage"),
        "phone",
        "k",
        "touches:coverage",
        frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE}),
        also=("/contact/",),
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
    here = _room_of(request.path)
    shown = [(room, url_of(room.route)) for room in ROOMS if role in room.roles]
    return [Entry(room.label, room.icon, room.key, url, room is here) for room, url in shown if url]


def url_of(route: str) -> str:
    """Find the address of a route, or "" when no installed room has it."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _room_of(path: str) -> Room | None:
    """The room whose address is the longest beginning of a page's; Today is one page alone."""
    starts = [
        (len(start), room)
        for room in ROOMS
        for start in (url_of(room.route), *room.also)
        if start and (path == start if start == "/" else path.startswith(start))
    ]
    return max(starts, key=lambda it: it[0])[1] if starts else None
