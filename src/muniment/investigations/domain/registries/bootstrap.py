"""Which server answers for a domain: IANA's bootstrap file for RDAP, and referrals of WHOIS."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from muniment.investigations.domain.registries.answers import Malformed, Node, object_of

LARGEST: Final = 5_000_000
_REFERS = re.compile(
    r"^[ \t]*(?:refer|whois|whois server|registry whois server)[ \t]*:[ \t]*(?P<to>\S+)[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SERVER = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.?")


@lru_cache(maxsize=2)
def servers(body: bytes) -> dict[str, str]:
    """Read the file: domain suffix without dots around it → base address, HTTPS preferred.

    Raises:
        Malformed: no JSON object with a list of services.

    Source: RFC 9224, sections 3 and 4.
    """
    node = object_of(body)
    if not isinstance(node.at("services").value, list):
        raise Malformed("no_services")
    return dict(_services(node))


def _services(node: Node) -> Iterator[tuple[str, str]]:
    rows = node.value["services"]
    for row in (row for row in rows if isinstance(row, list) and len(row) >= 2):
        addresses = [told for one in _listed(row[1]) if (told := Node(one).text())]
        best = next((it for it in addresses if it.startswith("https://")), None)
        best = best or next((it for it in addresses if it.startswith("http://")), None)
        if best:
            for suffix in _listed(row[0]):
                yield Node(suffix).text().lower().strip("."), best.rstrip("/")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def server_of(body: bytes, domain: str) -> str:
    """The base address of the server for a domain, or "" when the file knows none.

    The entry that agrees in most labels wins; a name that only ends in the same letters is
    another one. An entry "" stands for the root and takes what no other takes.

    Raises:
        Malformed: as `servers`.

    Source: RFC 9224, section 4.
    """
    known, labels = servers(body), domain.lower().strip(".").split(".")
    suffixes = (".".join(labels[start:]) for start in range(len(labels) + 1))
    return next((known[suffix] for suffix in suffixes if suffix in known), "")


def referral(text: str) -> str:
    """The WHOIS server to which an answer refers, `host` or `host:port`; "" when to none.

    Some write it as an address (`whois://host/`); what is no name of a host is no referral.
    """
    for found in _REFERS.finditer(text):
        told = found["to"].lower().partition("://")[2] or found["to"].lower()
        host, _, port = told.partition("/")[0].partition(":")
        if _SERVER.fullmatch(host) and "." in host and (not port or port.isascii()):
            return f"{host.rstrip('.')}:{port}" if port.isdigit() else host.rstrip(".")
    return ""
