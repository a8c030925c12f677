"""Fetching: every request that leaves the house, and every answer that comes in."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import httpcore
import httpx

from muniment import __version__
from muniment.investigations.domain.checks import DnsAnswer, Fetched, NotReached, WhoisAnswer
from muniment.investigations.outside.keeping import Keep
from muniment.investigations.outside.line import WHOIS_PORT, converse
from muniment.investigations.outside.naming import NameService
from muniment.investigations.outside.pace import SHARED, Pace, retry_after_s
from muniment.investigations.outside.settings import OutsideSettings
from muniment.investigations.outside.unpacking import OFFERED, unpack
from muniment.investigations.outside.way import checked_addresses, checked_host, readable
from muniment.investigations.outside.wire import Answer, Ask, Deadline, exchange

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ONE_LINE = re.compile(r"[\x20-\x7e]{1,300}")
_SERVER = re.compile(r"(?P<host>[a-z0-9][a-z0-9.-]{0,252})(?::(?P<port>\d{1,5}))?", re.IGNORECASE)
_ASKS_FOR_PATIENCE = frozenset({429, 503})


class Outside:
    """The way out: implements `fetch` and `resolve` of a check's world.

    One object may serve many checks; it holds no connection open between requests. Names are
    resolved here and the connection goes to the very address that was checked.
    """

    def __init__(
        self,
        settings: OutsideSettings,
        keep: Keep,
        *,
        pace: Pace = SHARED,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._settings, self._keep, self._pace = settings, keep, pace
        self._names = NameService(settings)
        self._tls = tls

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        secret_headers: Mapping[str, str] | None = None,
        timeout_s: float = 15.0,
        limit_bytes: int = 2_000_000,
    ) -> Fetched:
        """Ask one address; any HTTP status is an answer.

        Redirects are followed by GET and HEAD only, within the scheme, at most five, each under
        the same rules and kept; a redirect to another scheme comes back as the answer it is.

        Args:
            secret_headers: sent to the first host only; never kept, logged or repeated.
            timeout_s: for everything together, redirects included.
            limit_bytes: of the body, packed and unpacked.

        Raises:
            NotReached: `offline`, `timeout`, `rate_limited`, `too_large`, `tls_error`,
                `connection_failed`, `no_address`, `not_allowed` (scheme, port or a private
                address), `too_many_redirects`, `server_error` (the name service), `malformed`.
        """
        if self._settings.offline:
            raise NotReached("offline")
        hop = _Hop(method.upper(), readable(url), headers or {}, secret_headers or {}, body)
        deadline = Deadline(timeout_s)
        for _ in range(MOST_REDIRECTS + 1):
            fetched = self._one(hop, deadline, limit_bytes)
            onward = hop.onward(fetched)
            if onward is None:
                return fetched
            hop = onward
        raise NotReached("too_many_redirects")

    def resolve(self, name: str, kind: str) -> DnsAnswer:
        """Ask the name service for `A`, `AAAA`, `CNAME`, `MX`, `NS`, `TXT`, `SOA`.

        Raises:
            NotReached: `offline`, `timeout`, `server_error`, `malformed`.
        """
        return self._names.ask(name, kind, keep=self._keep)

    def whois(
        self, server: str, line: str, *, timeout_s: float = 15.0, limit_bytes: int = 200_000
    ) -> WhoisAnswer:
        """Send one line to a WHOIS server, `host` or `host:port`, and keep what it says.

        Raises:
            NotReached: `offline`, `timeout`, `rate_limited`, `too_large`, `connection_failed`,
                `no_address`, `not_allowed` (another port, or a private address), `malformed`
                (more than one line, or letters beyond ASCII), `no_data` (it said nothing).
        """
        if self._settings.offline:
            raise NotReached("offline")
        host, port = _server(server)
        if not _ONE_LINE.fullmatch(line):
            raise NotReached("malformed")
        deadline = Deadline(timeout_s)
        try:
            addresses = checked_host(
                host, port, self._settings, self._names, deadline.left(), usual=(WHOIS_PORT,)
            )
            self._pace.wait(
                f"{host}:{port}", gap_s=self._settings.pace_s, patience_s=deadline.left()
            )
        except httpcore.TimeoutException:
            raise NotReached("timeout") from None
        said = converse(
            host, port, line.encode("ascii"), deadline, addresses=addresses,
            proxy=self._settings.proxy, limit_bytes=limit_bytes,
        )  # fmt: skip
        evidence = self._keep(said.body, kind="whois", source=f"whois://{server}/{line}")
        if said.trouble or not said.body.strip():
            raise NotReached(said.trouble or "no_data")
        return WhoisAnswer(_text(said.body), server, evidence)

    def _one(self, hop: "_Hop", deadline: Deadline, limit_bytes: int) -> Fetched:
        try:
            left = deadline.left()
            addresses = checked_addresses(hop.url, self._settings, self._names, left)
            self._pace.wait(hop.place, gap_s=self._settings.pace_s, patience_s=deadline.left())
        except httpcore.TimeoutException:
            raise NotReached("timeout") from None
        ask = Ask(hop.method, hop.url, hop.sent(), hop.body, addresses, limit_bytes)
        answer = exchange(ask, deadline, proxy=self._settings.proxy, tls=self._context())
        return self._kept(hop, answer, limit_bytes)

    def _kept(self, hop: "_Hop", answer: Answer, limit_bytes: int) -> Fetched:
        """Keep the raw answer first; only then look into it."""
        evidence = self._keep(answer.as_kept(), kind="http", source=str(hop.url))
        headers = _joined(answer.headers)
        if answer.status in _ASKS_FOR_PATIENCE:
            self._pace.block(hop.place, retry_after_s(headers.get("retry-after", "")) or 0.0)
        if answer.trouble:
            raise NotReached(answer.trouble)
        coding = headers.get("content-encoding", "")
        body = unpack(answer.body, coding, limit_bytes=limit_bytes)
        return Fetched(answer.status, str(hop.url), headers, body, evidence)

    def _context(self) -> ssl.SSLContext:
        return self._tls or _default_tls()


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request of a chain of redirects."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    secret_headers: Mapping[str, str]
    body: bytes

    @property
    def place(self) -> str:
        """Whom the pace is counted for."""
        return f"{self.url.host}:{self.url.port or self.url.scheme}"

    def sent(self) -> list[tuple[bytes, bytes]]:
        """The headers as they go out; what the caller says wins over our own."""
        ours = {"user-agent": user_agent(), "accept": "*/*", "accept-language": "en"}
        told = {name.lower(): value for name, value in self.headers.items()}
        secret = {name.lower(): value for name, value in self.secret_headers.items()}
        fixed = {"accept-encoding": OFFERED.decode(), "connection": "close"}
        every = {**ours, **told, **secret, **fixed}
        try:
            return [
                (name.encode("ascii"), value.encode("latin-1")) for name, value in every.items()
            ]
        except UnicodeEncodeError:
            raise NotReached("malformed") from None

    def onward(self, fetched: Fetched) -> "_Hop | None":
        """The next request, when the answer is a redirect that may be followed."""
        place = fetched.headers.get("location", "")
        if fetched.status not in _REDIRECTS or not place or self.method not in {"GET", "HEAD"}:
            return None
        url = readable(place, base=self.url)
        if url.scheme != self.url.scheme:
            return None
        same = (url.host, url.port) == (self.url.host, self.url.port)
        return replace(self, url=url, secret_headers=self.secret_headers if same else {})


def _server(told: str) -> tuple[str, int]:
    found = _SERVER.fullmatch(told)
    if found is None or int(found["port"] or 0) > 65_535:
        raise NotReached("malformed")
    return found["host"].lower().rstrip("."), int(found["port"] or WHOIS_PORT)


def _text(body: bytes) -> str:
    """As Unicode, else as Latin-1: the standard names no encoding, and dates are ASCII."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def user_agent() -> str:
    """How the house names itself: the product, and nothing about the company."""
    return f"Muniment/{__version__}"


def _joined(headers: tuple[tuple[bytes, bytes], ...]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


@cache
def _default_tls() -> ssl.SSLContext:
    """Authorities as `httpx` takes them: a list of its own, or `SSL_CERT_FILE`."""
    return httpx.create_ssl_context()
