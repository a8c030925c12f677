"""What a column can be, and how well a heading says so.

A role has heads (meanings of which one must be there), helps and hurts. Any other meaning in
the heading speaks against the role a little; some rule it out: an address is no name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from muniment.customs_data.domain.headings import Heading


class Role(StrEnum):
    """What a column holds; the names are those of the command line and of the stored mapping."""

    BUYER = "buyer"
    BUYER_COUNTRY = "buyer_country"
    BUYER_ADDRESS = "buyer_address"
    BUYER_PHONE = "buyer_phone"
    BUYER_EMAIL = "buyer_email"
    SELLER = "seller"
    SELLER_COUNTRY = "seller_country"
    SELLER_ADDRESS = "seller_address"
    SELLER_PHONE = "seller_phone"
    SELLER_EMAIL = "seller_email"
    NOTIFY = "notify"
    AGENT = "agent"
    HS_CODE = "hs_code"
    DESCRIPTION = "description"
    ORIGIN = "origin"
    DESTINATION = "destination"
    PORT_LOADING = "port_loading"
    PORT_DISCHARGE = "port_discharge"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    VALUE = "value"
    CURRENCY = "currency"
    QUANTITY = "quantity"
    UNIT = "unit"
    WEIGHT = "weight"
    WEIGHT_UNIT = "weight_unit"
    BILL = "bill"
    MASTER_BILL = "master_bill"
    DIRECTION = "direction"
    REPORTING_COUNTRY = "reporting_country"


class Direction(StrEnum):
    """Which way the goods go, seen from the country that reports."""

    IMPORT = "import"
    EXPORT = "export"
    UNKNOWN = ""


MAIN: Final = (
    Role.BUYER, Role.SELLER, Role.HS_CODE, Role.DATE, Role.VALUE, Role.QUANTITY, Role.WEIGHT,
    Role.DESCRIPTION,
)  # fmt: skip
"""Roles without which a profile is poor; a person is asked about these only."""

PARTIES: Final = frozenset({Role.BUYER, Role.SELLER})

_BUYERS = {"importer": 1.0, "buyer": 0.98, "consignee": 0.93}
_SELLERS = {"exporter": 1.0, "supplier": 0.98, "shipper": 0.93, "manufacturer": 0.35}
_NEUTRAL = frozenset({"filler", "english", "native", "standard", "raw", "first", "local_money"})
_FACETS = frozenset({"address", "country", "phone", "email", "city", "identity", "code", "number"})
_NOT_A_NAME = _FACETS | {
    "date", "value", "amount", "type", "unit", "quantity", "port", "vessel", "transport", "office",
    "bill", "declaration", "sure", "contract", "hs", "goods", "currency", "percent", "share",
    "weight", "year", "month", "price", "payment",
}  # fmt: skip
_NO_TOTAL = frozenset({
    "exchange", "quantity", "weight", "type", "code", "freight", "insurance", "duty", "number",
    "identity", "container", "packages", "date", "name", "country", "sure", "brand",
    "volume", "month", "year",
})  # fmt: skip
_ADDED = 0.05
_FOREIGN = -0.25
_UNKNOWN_WORD = -0.07
LIMIT = 0.3
"""Below this a heading says nothing about a role."""


@dataclass(frozen=True, slots=True)
class Spec:
    """How headings speak for one role; numbers are added up and cut at 1.1."""

    heads: Mapping[str, float]
    helps: Mapping[str, float] = field(default_factory=dict)
    rules_out: frozenset[str] = frozenset()
    foreign: float = _FOREIGN


_PARTY_HELPS = {"name": _ADDED, "company": 0.0, "raw": -0.06, "standard": -0.04, "second": -0.3,
                "english": -0.05, "native": -0.01}  # fmt: skip
_TOTAL_HELPS = {
    "total": 0.05, "usd": 0.12, "invoice": 0.02, "customs": 0.02, "declared": -0.02, "item": 0.0,
    "assessed": -0.02, "statistical": -0.02, "fob": 0.02, "cif": 0.01, "value": 0.03,
    "amount": 0.02,
    "foreign_money": -0.06, "local_money": -0.16, "shipment": -0.12, "calculated": 0.0,
    "price": -0.05, "currency": -0.04, "goods": -0.1, "kg": -0.4, "cost": -0.1, "average": -0.6,
    "unitary": -0.7, "unit": -0.6, "share": -0.8, "thousand": -0.25, "second": -0.15,
    "import": 0.0, "export": 0.0, "contract": -0.05, "first": 0.0,
}  # fmt: skip

SPECS: Final[Mapping[Role, Spec]] = {
    Role.BUYER: Spec(
        {**_BUYERS, "holder": 0.4}, _PARTY_HELPS, _NOT_A_NAME | {"notify", "agent", "forwarder"}
    ),
    Role.SELLER: Spec(
        {**_SELLERS, "holder": 0.35}, _PARTY_HELPS, _NOT_A_NAME | {"notify", "agent", "forwarder"}
    ),
    Role.NOTIFY: Spec(
        {"notify": 1.0}, {**_PARTY_HELPS, "partner": 0.0}, _NOT_A_NAME
    ),
    Role.AGENT: Spec(
        {"forwarder": 0.95, "agent": 0.85, "carrier": 0.45},
        {**_PARTY_HELPS, "customs": 0.0, "transport": -0.1, "shipment": 0.0},
        _NOT_A_NAME - {"transport"},
    ),
    Role.HS_CODE: Spec(
        {"hs": 1.0, "tariff": 0.7, "chapter": 0.35},
        {"code": _ADDED, "number": 0.02, "goods": 0.0, "customs": 0.0, "second": -0.35,
         "thousand": -0.3, "sure": -0.6, "item": 0.0},
        frozenset({"description", "duty", "unitary", "name", "quantity", "unit", "value",
                   "brand", "share", "rate"}),
    ),
    Role.DESCRIPTION: Spec(
        {"goods": 0.8, "description": 0.75},
        {"description": 0.12, "goods": 0.12, "name": 0.05, "hs": -0.1, "code": -0.02,
         "second": -0.12, "english": 0.02, "native": -0.02, "chapter": -0.35, "packages": -0.35,
         "item": 0.0, "declaration": -0.1, "customs": 0.0, "invoice": 0.0, "type": -0.3,
         "raw": 0.0},
        frozenset({"number", "quantity", "value", "unit", "weight", "container", "country",
                   "office", "transport", "price", "brand", "date", "port", "contract", "agent",
                   "identity", "amount", "cost"}),
    ),
    Role.DATE: Spec(
        {"date": 1.0, "month": 0.72},
        {"import": 0.05, "export": 0.05, "shipment": 0.05, "arrival": 0.04, "actual": 0.02,
         "declaration": 0.04, "year": 0.0, "registration": -0.04, "customs": 0.02, "issue": -0.06,
         "release": -0.1, "manifest": -0.2, "document": -0.2, "invoice": -0.25, "bill": -0.1,
         "estimated": -0.12, "transport": -0.1, "assessed": 0.0, "second": -0.2,
         "loading": 0.0, "discharge": 0.0, "dispatch": 0.0, "destination": -0.05},
        frozenset({"contract", "payment", "brand", "name", "value", "quantity"}),
    ),
    Role.YEAR: Spec({"year": 1.0}, {}, frozenset({"date", "month"})),
    Role.MONTH: Spec({"month": 0.7}, {}, frozenset({"date", "year"})),
    Role.VALUE: Spec(
        {"value": 0.95, "amount": 0.9, "fob": 0.95, "cif": 0.93, "price": 0.6, "cost": 0.5,
         "invoice": 0.3, "usd": 0.62, "total": 0.2},
        _TOTAL_HELPS, _NO_TOTAL,
    ),
    Role.CURRENCY: Spec(
        {"currency": 1.0, "foreign_money": 0.8},
        {"invoice": 0.04, "code": 0.0, "name": 0.0, "contract": 0.0, "type": 0.0, "unit": 0.0,
         "payment": 0.0, "price": 0.0, "value": -0.35, "amount": -0.35, "total": -0.35},
        frozenset({"exchange", "unitary", "fob", "cif", "duty"}),
    ),
    Role.QUANTITY: Spec(
        {"quantity": 1.0, "packages": 0.5},
        {"total": 0.03, "item": 0.0, "goods": 0.0, "number": 0.0, "packages": -0.35,
         "quantity": 0.0, "second": -0.2, "standard": -0.08, "statistical": -0.03,
         "declared": 0.0, "customs": 0.0, "net": 0.0, "invoice": 0.0, "share": -0.8,
         "average": -0.6, "description": -0.4, "import": 0.0, "export": 0.0, "shipment": -0.15},
        frozenset({"weight", "type", "code", "container", "value", "price", "unitary", "usd",
                   "currency", "country", "document", "name", "declaration"}),
    ),
    Role.UNIT: Spec(
        {"unit": 1.0},
        {"quantity": 0.0, "english": 0.0, "second": -0.2, "standard": -0.08, "name": 0.0,
         "code": -0.03, "type": -0.02, "goods": 0.0, "packages": -0.3, "item": 0.0,
         "volume": -0.3, "customs": 0.0, "statistical": 0.0},
        frozenset({"price", "value", "usd", "fob", "cif", "cost", "weight", "average",
                   "local_money",
                   "foreign_money", "total", "amount", "unitary", "identity", "currency"}),
    ),
    Role.WEIGHT: Spec(
        {"weight": 1.0, "kg": 0.75, "ton": 0.6, "net": 0.3, "gross": 0.3},
        {"net": 0.06, "gross": 0.04, "kg": 0.05, "total": 0.02, "shipment": -0.15, "pound": -0.1,
         "ton": -0.05, "thousand": -0.1, "share": -0.8, "average": -0.5, "second": -0.15,
         "item": 0.0, "goods": 0.0, "quantity": -0.1, "declared": 0.0, "standard": -0.05,
         "volume": -0.1},
        frozenset({"unit", "price", "value", "usd", "cost", "unitary", "code", "type",
                   "container", "amount", "fob", "cif", "duty", "vessel"}),
    ),
    Role.WEIGHT_UNIT: Spec({"weight": 0.5}, {"unit": 0.5, "gross": 0.0, "net": -0.1}),
    Role.BILL: Spec(
        {"bill": 1.0, "declaration": 0.85, "document": 0.4, "manifest": 0.35},
        {"number": _ADDED, "transport": 0.0, "customs": 0.0, "import": 0.0, "export": 0.0,
         "identity": 0.0, "code": -0.1, "registration": 0.0, "shipment": 0.0, "bill": 0.1},
        frozenset({"type", "date", "master", "name", "agent", "item", "quantity", "goods"}),
    ),
    Role.MASTER_BILL: Spec({"master": 1.0}, {"bill": _ADDED, "number": 0.0}),
    Role.DIRECTION: Spec(
        {"direction": 1.0}, {"import": 0.0, "export": 0.0, "type": 0.0, "number": -0.2}
    ),
    Role.REPORTING_COUNTRY: Spec({"reporting": 0.9}, {"country": 0.1, "name": 0.0, "code": 0.0}),
}  # fmt: skip

_COUNTRY_HELPS = {"name": 0.0, "code": -0.1, "english": 0.0, "second": -0.05, "native": -0.02}
_PLACES: Final[Mapping[Role, Mapping[str, float]]] = {
    Role.ORIGIN: {"origin": 1.0, "dispatch": 0.6, "loading": 0.5, "exporter": 0.55,
                  "supplier": 0.55, "shipment": 0.55, "export": 0.55, "shipper": 0.5},
    Role.DESTINATION: {"destination": 1.0, "discharge": 0.5, "importer": 0.5, "buyer": 0.5,
                       "consignee": 0.5, "import": 0.5},
    Role.PORT_LOADING: {"loading": 1.0, "origin": 0.85, "dispatch": 0.9, "shipment": 0.8,
                        "export": 0.6},
    Role.PORT_DISCHARGE: {"discharge": 1.0, "destination": 0.9, "arrival": 0.8, "import": 0.6},
}  # fmt: skip
_NO_PLACE = frozenset({
    "date", "number", "identity", "value", "address", "vessel", "phone", "email", "reporting",
    "agent", "carrier", "transport", "office", "notify", "city",
})  # fmt: skip
_OTHER_SIDE = {Role.ORIGIN: Direction.IMPORT, Role.DESTINATION: Direction.EXPORT}
_OWN_PORT = {Role.PORT_DISCHARGE: Direction.IMPORT, Role.PORT_LOADING: Direction.EXPORT}
_FACET_ROLES: Final[Mapping[Role, tuple[Mapping[str, float], str]]] = {
    Role.BUYER_COUNTRY: (_BUYERS, "country"),
    Role.BUYER_ADDRESS: (_BUYERS, "address"),
    Role.BUYER_PHONE: (_BUYERS, "phone"),
    Role.BUYER_EMAIL: (_BUYERS, "email"),
    Role.SELLER_COUNTRY: (_SELLERS, "country"),
    Role.SELLER_ADDRESS: (_SELLERS, "address"),
    Role.SELLER_PHONE: (_SELLERS, "phone"),
    Role.SELLER_EMAIL: (_SELLERS, "email"),
}


def heading_score(role: Role, heading: Heading, direction: Direction) -> float:
    """Say how well a heading speaks for a role: 0 not at all, 1 and a little more plainly.

    The direction settles headings that leave the side open: a `COUNTRY` of imports is where
    the goods come from; a `COMPANY` of imports is the buyer.
    """
    if role in _FACET_ROLES:
        score = _facet(role, heading)
    elif role in _PLACES:
        score = _place(role, heading, direction)
    else:
        score = _plain(SPECS[role], heading)
        if role in PARTIES:
            score = max(score, _open_side(role, heading, direction))
    score += max(-0.21, _UNKNOWN_WORD * heading.unknown)
    return round(score, 4) if score >= LIMIT else 0.0


def _plain(spec: Spec, heading: Heading) -> float:
    found = [meaning for meaning in heading.meanings if meaning in spec.heads]
    if not found or (heading.meanings & spec.rules_out and not _is_name_too(spec, heading)):
        return 0.0
    head = max(found, key=lambda meaning: spec.heads[meaning])
    score = spec.heads[head]
    for meaning in heading.meanings - {head}:
        if meaning in spec.helps:
            score += spec.helps[meaning]
        elif meaning not in _NEUTRAL and meaning not in spec.heads:
            score += spec.foreign
    return min(score, 1.1)


def _is_name_too(spec: Spec, heading: Heading) -> bool:
    """Say whether name and address stand in one column, which is better than no name."""
    is_party = spec.helps is _PARTY_HELPS
    return (
        is_party
        and "name" in heading.meanings
        and not (heading.meanings & (_NOT_A_NAME - {"address"}))
    )


def _open_side(role: Role, heading: Heading, direction: Direction) -> float:
    """Read a heading that names a company without saying which side it is on."""
    if direction is Direction.UNKNOWN or heading.meanings & (_NOT_A_NAME | {"agent", "carrier"}):
        return 0.0
    own = (role is Role.BUYER) == (direction is Direction.IMPORT)
    others = heading.meanings - _NEUTRAL - {"name", "company", "partner", "customs"}
    if others:
        return 0.0
    if "partner" in heading.meanings:
        return 0.0 if own else 0.6
    return 0.6 if own and "company" in heading.meanings else 0.0


def _facet(role: Role, heading: Heading) -> float:
    """Read headings like `CONSIGNEE_ADDRESS`: a party and what is told of it."""
    sides, facet = _FACET_ROLES[role]
    party = max((sides.get(meaning, 0.0) for meaning in heading.meanings), default=0.0)
    if not party or facet not in heading.meanings:
        return 0.0
    others = heading.meanings - _NEUTRAL - set(sides) - {facet, "name", "number"}
    return party + _FOREIGN * len(others) - 0.05 * ("raw" in heading.meanings)


def _place(role: Role, heading: Heading, direction: Direction) -> float:
    """Read countries and ports; the direction tells what a bare `COUNTRY` or `PORT` is."""
    wanted = "country" if role in _OTHER_SIDE else "port"
    told = _PLACES[role]
    head = max((told.get(meaning, 0.0) for meaning in heading.meanings), default=0.0)
    has_kind = wanted in heading.meanings or (wanted == "port" and "place" in heading.meanings)
    wrong = heading.meanings & (_NO_PLACE | {"port" if wanted == "country" else "country"})
    if wrong or not (head or has_kind):
        return 0.0
    if head:
        score = head if has_kind else 0.75 * (head == 1.0)
    else:
        side = _OTHER_SIDE.get(role) or _OWN_PORT.get(role)
        score = 0.55 if direction is side or direction is Direction.UNKNOWN else 0.0
    known = set(told) | {wanted, "place", "customs", "foreign_money"} | _NEUTRAL
    others = heading.meanings - known - set(_COUNTRY_HELPS)
    helps = sum(_COUNTRY_HELPS.get(meaning, 0.0) for meaning in heading.meanings)
    return score + helps + _FOREIGN * len(others)
