"""Where a request comes from, as far as the house can tell."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from muniment.core.actor import Place

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
    """Name the network address of the caller.

    With `proxies` trusted proxies in front, each appends the address it saw to
    X-Forwarded-For; the caller's is then the `proxies`-th from the right. What stands
    further left was written by the caller and is not believed.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    told = request.headers.get("X-Forwarded-For", "")
    chain = [part.strip() for part in told.split(",")] if told else []
    if proxies and len(chain) >= proxies:
        seen = chain[-proxies]
    try:
        return str(ip_address(seen))
    except ValueError:
        return ""


def _declared_site(request: HttpRequest) -> str:
    return str(request.session.get(SITE_KEY, "")) if hasattr(request, "session") else ""
