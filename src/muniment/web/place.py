"""Where a request comes from, as far as the house can tell."""

from django.conf import settings
from django.http import HttpRequest

from muniment.core.actor import Place
from muniment.core.address import caller_address

DEVICE_LENGTH = 200
SITE_KEY = "site"  # where in the session the declared site stands


def place_of(request: HttpRequest) -> Place:
    """Read address, device and declared site of a request; any of them may be ""."""
    return Place(
        address=address_of(request, settings.CONFIG.trusted_proxies),
        device=request.headers.get("User-Agent", "")[:DEVICE_LENGTH],
        site=_declared_site(request),
    )


def address_of(request: HttpRequest, proxies: int) -> str:
    """Name the network address of the caller, behind so many trusted proxies."""
    seen, told = request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
    return caller_address(seen, told, proxies=proxies)


def _declared_site(request: HttpRequest) -> str:
    return str(request.session.get(SITE_KEY, "")) if hasattr(request, "session") else ""
