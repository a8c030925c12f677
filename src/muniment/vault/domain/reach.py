"""How somebody is reached: e-mail addresses, phone numbers, websites, in one form each."""

import re
from urllib.parse import urlsplit

import phonenumbers

from muniment.core.errors import gettext_noop
from muniment.vault.domain.amounts import Unreadable
from muniment.vault.domain.tidy import plain

_IN_BRACKETS = re.compile(r".*<([^<>]+)>\Z")
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~\w-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~\w-]+)*\Z")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")
_LONGEST_HOST = 253
_LONGEST_LOCAL = 64


def read_host(text: str) -> str:
    """Read a host name as lower-case ASCII labels, international names as `xn--…`.

    Raises:
        Unreadable: no name with a dot in it.
    """
    try:
        host = text.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        raise Unreadable(gettext_noop("the domain is not written correctly")) from None
    labels = host.split(".")
    sound = all(_LABEL.match(label) for label in labels) and not labels[-1].isdigit()
    if len(labels) < 2 or len(host) > _LONGEST_HOST or not sound:
        raise Unreadable(gettext_noop("the domain is not written correctly"))
    return host


def shown_host(host: str) -> str:
    """Write a host the way its owner does: `xn--…` labels as their letters."""
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host


def read_email(text: str) -> str:
    """Read one e-mail address, lower case; `Maria <m@x.com>` and `mailto:` are fine.

    Raises:
        Unreadable: no single address.
    """
    bare = plain(text)
    if found := _IN_BRACKETS.match(bare):
        bare = found[1]
    bare = bare.strip().lower().removeprefix("mailto:")
    local, at, host = bare.rpartition("@")
    if not at or len(local) > _LONGEST_LOCAL or not _LOCAL.match(local):
        raise Unreadable(gettext_noop("it is not an e-mail address"))
    return f"{local}@{read_host(host)}"


def read_phone(text: str, region: str = "") -> str:
    """Read a phone number as E.164, an extension behind `;ext=`.

    Args:
        region: country (ISO alpha-2) that a number without country code belongs to.

    Raises:
        Unreadable: no possible number, or no country code and no region.
    """
    bare = plain(text)
    if bare.startswith("00"):
        bare = "+" + bare.removeprefix("00").lstrip(" -")
    try:
        number = phonenumbers.parse(bare, region.upper() or None)
    except phonenumbers.NumberParseException as trouble:
        raise Unreadable(_phone_trouble(trouble)) from None
    if not phonenumbers.is_possible_number(number):
        raise Unreadable(gettext_noop("it has too few or too many digits for its country"))
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written


def _phone_trouble(trouble: phonenumbers.NumberParseException) -> str:
    if trouble.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
        return gettext_noop("its country code is missing or unknown")
    return gettext_noop("it is not a phone number")


def shown_phone(canonical: str) -> str:
    """Write a canonical number in groups, as printed on cards: `+86 571 8765 4321`."""
    number, _, extension = canonical.partition(";ext=")
    parsed = phonenumbers.parse(number)
    shape = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(parsed, shape)
    return f"{shown} ext. {extension}" if extension else shown


def read_url(text: str) -> str:
    """Read a web address as `https://host/path`, without fragment and without idle slash.

    Raises:
        Unreadable: no web address, or one that carries a user name or password.
    """
    bare = plain(text)
    if "://" not in bare:
        bare = f"https://{bare}"
    try:
        parts = urlsplit(bare)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Unreadable(gettext_noop("it is not a web address")) from None
    if parts.scheme.lower() not in {"http", "https"} or " " in bare or "@" in parts.netloc:
        raise Unreadable(gettext_noop("it is not a web address"))
    place = f"{read_host(host)}:{port}" if port else read_host(host)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme.lower()}://{place}{parts.path.rstrip('/')}{query}"


def host_of(url: str) -> str:
    """The host of a canonical web address."""
    return urlsplit(url).hostname or ""
