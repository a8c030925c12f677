"""Factors and devices in the reader's words."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

FACTORS: dict[str, str | Promise] = {
    "totp": gettext_lazy("Authenticator app"),
    "webauthn": gettext_lazy("Passkey"),
    "recovery_codes": gettext_lazy("Recovery codes"),
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
