"""May this address be asked? Read the address, find where it leads, and check that."""

import socket
from collections.abc import Collection

import httpx

from muniment.investigations.domain.checks import NotReached
from muniment.investigations.outside.addresses import is_public, literal
from muniment.investigations.outside.naming import NameService
from muniment.investigations.outside.settings import OutsideSettings

_PORTS = {"http": 80, "https": 443}
_LONGEST_URL = 4096
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")


def readable(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """Read an address, or a place that a redirect names; the part behind `#` is dropped.

    Raises:
        NotReached: `malformed`, or `not_allowed` for another scheme or an address with a name
            and password in it.
    """
    if len(text) > _LONGEST_URL or any(ord(letter) < 33 for letter in text.strip()):
        raise NotReached("malformed")
    try:
        url = httpx.URL(text.strip()) if base is None else base.join(text.strip())
        url = url.copy_with(fragment=None)
        host = url.host
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise NotReached("malformed") from None
    if url.scheme not in _PORTS or url.userinfo:
        raise NotReached("not_allowed")
    if not host:
        raise NotReached("malformed")
    return url


def checked_addresses(
    url: httpx.URL, settings: OutsideSettings, names: NameService, timeout_s: float
) -> tuple[str, ...]:
    """Find the addresses of the host of an address; see `checked_host`."""
    host, port = url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme]
    return checked_host(host, port, settings, names, timeout_s, usual=_PORTS.values())


def checked_host(
    host: str, port: int, settings: OutsideSettings, names: NameService, timeout_s: float, *,
    usual: Collection[int],
) -> tuple[str, ...]:  # fmt: skip
    """Find the addresses of a host and let only public ones through.

    One private address among several shuts them all: a host that answers with both is not to
    be trusted with either. Behind a proxy a name that we cannot resolve is left to the proxy.

    Args:
        usual: the ports at which this kind of question may be asked.

    Returns:
        what to connect to, best first; empty when the proxy finds the way.

    Raises:
        NotReached: `not_allowed`, `no_address`, or why the name service did not answer.
    """
    host = host.lower().rstrip(".")
    if (host.strip("[]"), port) in settings.allow:
        return () if settings.proxy else _of_this_house(host.strip("[]"), port)
    if port not in usual or _is_local_name(host):
        raise NotReached("not_allowed")
    if address := literal(host):
        return _only_public((address,), settings)
    try:
        # Behind a proxy there is often no name service: a short question leaves time to fetch.
        patience_s = min(timeout_s / 4, 2.0) if settings.proxy else timeout_s
        found = names.addresses(host, timeout_s=patience_s)
    except NotReached:
        if settings.proxy:
            return ()
        raise
    return _only_public(found, settings)


def _only_public(found: tuple[str, ...], settings: OutsideSettings) -> tuple[str, ...]:
    if not all(is_public(address) for address in found):
        raise NotReached("not_allowed")
    if settings.proxy:
        return ()
    if not found:
        raise NotReached("no_address")
    return found


def _is_local_name(host: str) -> bool:
    return ("." not in host.strip("[]") and not literal(host)) or host.endswith(_LOCAL_ENDINGS)


def _of_this_house(host: str, port: int) -> tuple[str, ...]:
    """Hosts that the administrator named are found as the system finds them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotReached("no_address") from None
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
