"""Which addresses may be asked: the public internet, and nothing of our own network.

A customer's website is a text that a stranger wrote. Without this rule a link in it could make
the house ask its own router, its database or a cloud's metadata service.
"""

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Stated in full although `is_global` covers most of them: its table has changed between
# releases of Python. Sources: the IANA special-purpose address registries, RFC 6890.
_SHUT = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_CARRIES_IPV4 = {
    ipaddress.IPv6Network("::ffff:0:0/96"): 0,
    ipaddress.IPv6Network("::ffff:0:0:0/96"): 0,
    ipaddress.IPv6Network("64:ff9b::/96"): 0,
    ipaddress.IPv6Network("2002::/16"): 80,
}
"""IPv6 networks with an IPv4 address inside → how many bits stand behind it."""


def is_public(address: str) -> bool:
    """Whether this address belongs to the public internet; anything unreadable does not."""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return False
    bare = _inner(told)
    return bare.is_global and not bare.is_multicast and not any(bare in shut for shut in _SHUT)


def literal(host: str) -> str:
    """Read a host that is written as an address, in any spelling a system library accepts.

    `http://2130706433/` and `http://0x7f.1/` are 127.0.0.1 for some programs. Such spellings
    come back as they are, so that `is_public` refuses them.

    Returns:
        the address, or "" when the host is a name.
    """
    bare = host.strip("[]").partition("%")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return bare if _looks_numeric(bare) else ""


def _looks_numeric(host: str) -> bool:
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or last.isdigit() or last.lower().startswith("0x")


def _inner(address: _Address) -> _Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    for network, behind in _CARRIES_IPV4.items():
        if address in network:
            return ipaddress.IPv4Address((int(address) >> behind) & 0xFFFFFFFF)
    return address
