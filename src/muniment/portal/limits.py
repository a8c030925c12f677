"""How often one address may come to the portal; a link that leads nowhere costs more."""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

from muniment.core.allowances import Allowances

PAGES_A_MINUTE = 60
COST_OF_A_MISS = 5  # so ten wrong links a minute are the end of the allowance

allowances = Allowances()


def wait_before(address: str) -> float:
    """Count one request; the seconds to wait when the allowance is used up, else 0."""
    share = max(1, PAGES_A_MINUTE // max(1, settings.CONFIG.web_workers))
    return allowances.take(_caller(address), a_minute=share, now=time.monotonic())


def count_miss(address: str) -> None:
    """Let a link that leads nowhere cost more than one that is open."""
    for _ in range(COST_OF_A_MISS):
        wait_before(address)


def _caller(address: str) -> str:
    """One caller an IPv4 address; of IPv6 one a network, which is what one household gets."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(ip_network(f"{found}/64", strict=False))
    return str(found)
