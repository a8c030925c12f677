"""Codes of the customs data in the reader's words."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy

from muniment.core.errors import MunimentError, fill
from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.roles import Direction, Role
from muniment.customs_data.domain.shipments import SourceKind
from muniment.matching.countries import countries

Words = str | Promise

ROLES: Mapping[Role, Words] = {
    Role.BUYER: gettext_lazy("Buyer"),
    Role.BUYER_COUNTRY: gettext_lazy("Country of the buyer"),
    Role.BUYER_ADDRESS: gettext_lazy("Address of the buyer"),
    Role.BUYER_PHONE: gettext_lazy("Telephone of the buyer"),
    Role.BUYER_EMAIL: gettext_lazy("E-mail of the buyer"),
    Role.SELLER: gettext_lazy("Seller"),
    Role.SELLER_COUNTRY: gettext_lazy("Country of the seller"),
    Role.SELLER_ADDRESS: gettext_lazy("Address of the seller"),
    Role.SELLER_PHONE: gettext_lazy("Telephone of the seller"),
    Role.SELLER_EMAIL: gettext_lazy("E-mail of the seller"),
    Role.NOTIFY: gettext_lazy("Notify party"),
    Role.AGENT: gettext_lazy("Forwarder or agent"),
    Role.HS_CODE: gettext_lazy("HS code"),
    Role.DESCRIPTION: gettext_lazy("Description of the goods"),
    Role.ORIGIN: gettext_lazy("Country of origin"),
    Role.DESTINATION: gettext_lazy("Country of destination"),
    Role.PORT_LOADING: gettext_lazy("Port of loading"),
    Role.PORT_DISCHARGE: gettext_lazy("Port of discharge"),
    Role.DATE: gettext_lazy("Date"),
    Role.YEAR: gettext_lazy("Year"),
    Role.MONTH: gettext_lazy("Month"),
    Role.VALUE: gettext_lazy("Value"),
    Role.CURRENCY: gettext_lazy("Currency"),
    Role.QUANTITY: gettext_lazy("Quantity"),
    Role.UNIT: gettext_lazy("Unit"),
    Role.WEIGHT: gettext_lazy("Weight"),
    Role.WEIGHT_UNIT: gettext_lazy("Unit of the weight"),
    Role.BILL: gettext_lazy("Number of the bill or declaration"),
    Role.MASTER_BILL: gettext_lazy("Number of the master bill"),
    Role.DIRECTION: gettext_lazy("Import or export"),
    Role.REPORTING_COUNTRY: gettext_lazy("Country that reports"),
}
WHY: Mapping[str, Words] = {
    "heading": gettext_lazy("by its heading"),
    "content": gettext_lazy("by its content"),
    "remembered": gettext_lazy("as confirmed before"),
    "chosen": gettext_lazy("your choice"),
}
KINDS: Mapping[str, Words] = {
    SourceKind.MANIFEST: gettext_lazy("bills of lading"),
    SourceKind.DECLARATION: gettext_lazy("customs declarations"),
    SourceKind.SUMMARY: gettext_lazy("totals of a month"),
}
DIRECTIONS: Mapping[str, Words] = {
    Direction.IMPORT: gettext_lazy("imports"),
    Direction.EXPORT: gettext_lazy("exports"),
    Direction.UNKNOWN: gettext_lazy("not known"),
}
DATE_FORMS: Mapping[DateForm, Words] = {
    DateForm.ISO: gettext_lazy("2025-03-28"),
    DateForm.COMPACT: gettext_lazy("20250328"),
    DateForm.DAY_FIRST: gettext_lazy("day first: 28/03/2025"),
    DateForm.MONTH_FIRST: gettext_lazy("month first: 03/28/2025"),
    DateForm.NAMED: gettext_lazy("28-Mar-25"),
    DateForm.SERIAL: gettext_lazy("day number of a sheet: 45744"),
    DateForm.MONTH_NAMED: gettext_lazy("month by name: Jun 2025"),
    DateForm.MONTH_NUMBER: gettext_lazy("month by number: 2025-06"),
    DateForm.YEAR: gettext_lazy("year alone: 2025"),
}
QUESTIONS: Mapping[str, Words] = {
    "unsure": gettext_lazy("Is this the column “%(role)s”? Look at the examples and choose."),
    "missing": gettext_lazy(
        "No column was found for “%(role)s”. Choose one, or load without it: what it would tell "
        "stays unknown."
    ),
    "date_order": gettext_lazy(
        "The dates could be read two ways. Say below which part is the day."
    ),
    "currency": gettext_lazy(
        "Nothing says in which currency the values are. Name it below, or they are left out of "
        "all sums."
    ),
    "direction": gettext_lazy("Nothing says whether these are imports or exports. Choose below."),
}
STAGES: Mapping[str, Words] = {
    "reading": gettext_lazy("Reading the file"),
    "names": gettext_lazy("Bringing names together"),
    "rows": gettext_lazy("Writing the rows"),
    "repeats": gettext_lazy("Setting repeated bills aside"),
}
TRACES: Mapping[str, Words] = {
    "name": gettext_lazy("company name"),
    "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail"),
    "address": gettext_lazy("address"),
}


def country(code: str) -> str:
    """Name a country in the reader's language; an unknown code reads as itself."""
    known = countries().get(code)
    return known.name(get_language() or "en") if known else code


def country_choices() -> list[tuple[str, str]]:
    """All countries by name, with “any” first."""
    return [("", gettext("any")), *_countries()]


def reporting_choices() -> list[tuple[str, str]]:
    """The same for the country that a file is of."""
    return [("", gettext("as the file says")), *_countries()]


def _countries() -> list[tuple[str, str]]:
    named = sorted((country(code), code) for code in countries())
    return [(code, f"{name} · {code}") for name, code in named]


def months(first: date | None, last: date | None) -> str:
    """“2024-01 – 2025-06”, or a dash when no row is dated."""
    if first is None or last is None:
        return "–"
    begin, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return begin if begin == end else f"{begin} – {end}"


def trouble(code: str, facts: Mapping[str, str | int]) -> str:
    """Say why a file was not loaded, and what to do."""
    for kind in _kinds(MunimentError):
        if kind.code == code:
            return f"{fill(gettext(kind.title), facts)} {fill(gettext(kind.next_step), facts)}"
    return gettext("The work stopped unexpectedly. Start it again.")


def _kinds(base: type[MunimentError]) -> list[type[MunimentError]]:
    return [one for kind in base.__subclasses__() for one in (kind, *_kinds(kind))]
