"""Which network address a request came from, when reverse proxies stand in front."""

from ipaddress import ip_address


def caller_address(seen: str, forwarded: str, *, proxies: int) -> str:
    """Name the network address of the caller, or "" when there is none.

    With `proxies` trusted proxies in front, each appends the address it saw to
    X-Forwarded-For; the caller's is then the `proxies`-th from the right. What stands
    further left was written by the caller and is not believed.

    Args:
        seen: the address at the other end of the connection.
        forwarded: the header X-Forwarded-For as it came, or "".
    """
    chain = [part.strip() for part in forwarded.split(",")] if forwarded else []
    if proxies and len(chain) >= proxies:
        seen = chain[-proxies]
    try:
        return str(ip_address(seen))
    except ValueError:
        return ""
