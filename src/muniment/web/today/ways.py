"""Where to go from Today: the few things that each role begins with."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.intake.access import IMPORTERS
from muniment.investigations.domain.duties import may_open as may_open_case
from muniment.people.domain.employment import State
from muniment.people.domain.roles import OUTSIDE, STAFF, Role, may_manage_accounts
from muniment.people.queries import ReaderRow
from muniment.touches.domain.duties import may_log
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.policy import Relation

OWN: Final = "ledger:index"
"""The one address that is narrowed to the reader's own acts."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to begin."""

    label: str | Promise
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class _Offer:
    label: str | Promise
    icon: str
    route: str
    roles: frozenset[Role]


def _roles_for(verb: Verb) -> frozenset[Role]:
    return frozenset(role for role in Role if may(verb, role=role, relation=Relation.COLLEAGUE))


_OFFERS: Final = (
    _Offer(gettext_lazy("Find a customer"), "archive", "customers:index", STAFF | OUTSIDE),
    _Offer(
        gettext_lazy("Do we already know them?"),
        "search",
        "customers:clash",
        _roles_for(Verb.CHECK_CLASH),
    ),
    _Offer(
        gettext_lazy("Note a touch"),
        "phone",
        "touches:quick",
        frozenset(role for role in STAFF if may_log(role)),
    ),
    _Offer(
        gettext_lazy("Check a stranger"),
        "user-search",
        "cases:new",
        frozenset(role for role in Role if may_open_case(role)),
    ),
    _Offer(gettext_lazy("Open a dossier"), "plus", "customers:new", _roles_for(Verb.OPEN)),
    _Offer(gettext_lazy("Import a file"), "file-import", "intake:index", frozenset(IMPORTERS)),
    _Offer(
        gettext_lazy("Invite somebody"),
        "user-plus",
        "people:invite",
        frozenset(role for role in Role if may_manage_accounts(role)),
    ),
    _Offer(gettext_lazy("What you did, on record"), "book", OWN, STAFF | OUTSIDE),
)


_ON_NOTICE: Final = frozenset({"customers:index", "touches:quick", OWN})
"""What somebody still does until her last day; the rest would refuse her."""


def ways(reader: ReaderRow) -> list[Way]:
    """List the ways that are open to this person, in the order of a day."""
    return [
        Way(offer.label, offer.icon, _address(offer.route, reader))
        for offer in _OFFERS
        if reader.role in offer.roles and _is_open(offer, reader)
    ]


def _is_open(offer: _Offer, reader: ReaderRow) -> bool:
    return reader.state is not State.ON_NOTICE or offer.route in _ON_NOTICE


def _address(route: str, reader: ReaderRow) -> str:
    narrowed = route == OWN and not reader.role.is_outside  # an outsider sees no others anyway
    return reverse(route) + (f"?person={reader.id}" if narrowed else "")
