"""Factors and devices in the reader's words."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

FACTORS: dict[str, str | Promise] = {
    "totp": gettext_lazy("Authenticator app"),
    "webauthn": gettext_lazy("Passkey"),
    "recovery_codes": gettext_lazy("Recovery codes"),
}
SCOPE_WORDS: dict[str, str | Promise] = {
    "customers.read": gettext_lazy("list and search customers"),
    "customers.write": gettext_lazy("open dossiers and submit values"),
    "consult": gettext_lazy("open compartments for a purpose; each counts as a look"),
    "orders.read": gettext_lazy("read orders"),
    "import": gettext_lazy("bring customers and orders in"),
    "cases.read": gettext_lazy("list and read cases; each reading is on record"),
    "cases.write": gettext_lazy("open cases and work in them, up to the verdict"),
    "lists.read": gettext_lazy("screen names against the lists of denied parties"),
    "lists.write": gettext_lazy("load lists and keep the house’s own"),
    "customs.read": gettext_lazy("ask the customs records about a buyer"),
    "customs.write": gettext_lazy("load and remove customs data, watch parties in them"),
    "warnings.read": gettext_lazy("read warnings about customers and win-back cases"),
    "warnings.write": gettext_lazy("answer warnings and work on win-back cases"),
    "people.read": gettext_lazy("read the address book and the org chart"),
    "people.write": gettext_lazy("manage accounts"),
    "exposure.read": gettext_lazy("read what hangs on people and what they could read"),
    "exposure.write": gettext_lazy("work out what hangs on whom, and propose its weights"),
    "handovers.read": gettext_lazy("read hand-overs, plans and look-backs"),
    "handovers.write": gettext_lazy("hand customers over, introduce, accept and take back"),
    "ledger.read": gettext_lazy("read ledger entries and fetch proofs"),
    "access.read": gettext_lazy("read the access table"),
    "access.write": gettext_lazy("propose and adopt access tables"),
}
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("MicroMessenger", "WeChat"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone|iPad", "iOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def factor_name(kind: str) -> str:
    """Name a kind of second factor in the reader's language."""
    return str(FACTORS.get(kind, kind))


def device_name(user_agent: str) -> str:
    """Guess browser and system from what the browser calls itself: "Firefox, Windows"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, user_agent)), "")
    told = ", ".join(part for part in (browser, system) if part)
    return told or user_agent[:40] or gettext("unknown device")
