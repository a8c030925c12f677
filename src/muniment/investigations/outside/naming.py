"""Asking the name service, with its three outcomes kept apart.

A name that does not exist, a name without such records and a service that did not answer are
three different things; only the first two are answers. A service inside a closed network says of
every name that it does not exist; that is no answer either.
"""

from functools import cached_property
from typing import cast

import dns.exception
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.resolver
import dns.rrset

from muniment.investigations.domain.checks import DnsAnswer, NotReached
from muniment.investigations.outside.keeping import Keep
from muniment.investigations.outside.settings import OutsideSettings

KINDS = frozenset({"A", "AAAA", "MX", "NS", "TXT", "SOA", "CNAME"})
_LIFETIME_S = 8.0
_MOST_RECORDS = 200
_KNOWN_EVERYWHERE = "com"


class NameService:
    """Questions to one name service."""

    def __init__(self, settings: OutsideSettings) -> None:
        self._settings = settings
        self._knows_public_names: bool | None = None

    def ask(self, name: str, kind: str, *, keep: Keep, timeout_s: float = _LIFETIME_S) -> DnsAnswer:
        """Ask for the records of one kind under a name.

        Raises:
            NotReached: `offline`, `timeout`, `server_error` (SERVFAIL, REFUSED), `malformed`
                (the name cannot be asked for), `closed_network` (it knows no public names).
        """
        message = self._message(name, kind, timeout_s)
        wire = message.wire if message.wire is not None else message.to_wire()
        evidence = keep(wire, kind="dns", source=f"dns:{name}?type={kind}")
        if message.rcode() == dns.rcode.NXDOMAIN:
            self._require_public_names(timeout_s)
            return DnsAnswer("no_name", (), evidence)
        records = _records(message, kind)
        return DnsAnswer("answer" if records else "no_data", records, evidence)

    def addresses(self, name: str, *, timeout_s: float) -> tuple[str, ...]:
        """All addresses of a host, IPv4 first; kept nowhere, because they are only the way.

        Raises:
            NotReached: as `ask`.
        """
        found: list[str] = []
        for kind in ("A", "AAAA"):
            try:
                message = self._message(name, kind, timeout_s)
                if message.rcode() == dns.rcode.NXDOMAIN:
                    self._require_public_names(timeout_s)
                    return ()
                found += _records(message, kind)
            except NotReached:
                if kind == "A":
                    raise
        return tuple(found)

    def _require_public_names(self, timeout_s: float) -> None:
        """“It does not exist” counts only from a service that knows what exists everywhere."""
        if self._knows_public_names is None:
            told = self._message(_KNOWN_EVERYWHERE, "NS", timeout_s)
            self._knows_public_names = told.rcode() != dns.rcode.NXDOMAIN
        if not self._knows_public_names:
            raise NotReached("closed_network")

    def _message(self, name: str, kind: str, timeout_s: float) -> dns.message.Message:
        if self._settings.offline:
            raise NotReached("offline")
        if kind not in KINDS:
            raise ValueError(f"no question of kind {kind}")
        try:
            answer = self._resolver.resolve(
                _asked(name), kind, raise_on_no_answer=False, search=False, lifetime=timeout_s
            )
        except dns.resolver.NXDOMAIN as none:
            responses: dict[dns.name.Name, dns.message.Message] = none.kwargs["responses"]
            return next(iter(responses.values()))
        except dns.resolver.NoNameservers:
            raise NotReached("server_error") from None
        except dns.exception.Timeout:
            raise NotReached("timeout") from None
        except (dns.exception.DNSException, OSError):
            raise NotReached("server_error") from None
        return cast(dns.message.Message, answer.response)

    @cached_property
    def _resolver(self) -> dns.resolver.Resolver:
        told = self._settings.nameserver
        try:
            resolver = dns.resolver.Resolver(configure=told is None)
        except dns.resolver.NoResolverConfiguration:
            raise NotReached("server_error") from None
        if told is not None:
            resolver.nameservers, resolver.port = [told[0]], told[1]
        resolver.timeout = 3.0
        return resolver


def _asked(name: str) -> dns.name.Name:
    try:
        return dns.name.from_text(name.rstrip(".") + ".")
    except (dns.exception.DNSException, UnicodeError):
        raise NotReached("malformed") from None


def _records(message: dns.message.Message, kind: str) -> tuple[str, ...]:
    wanted = dns.rdatatype.from_text(kind)
    rdatas = [rdata for rrset in message.answer if rrset.rdtype == wanted for rdata in rrset]
    return tuple(_text(rdata) for rdata in rdatas[:_MOST_RECORDS])


def _text(rdata: dns.rdata.Rdata) -> str:
    strings = getattr(rdata, "strings", None)
    if strings is None:
        return rdata.to_text()
    return b"".join(strings).decode("utf-8", "replace")
