"""One exchange over the wire: to a checked address, within one time and one size."""

import logging
import ssl
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import httpcore
import httpx

from muniment.investigations.domain.checks import NotReached

# At debug level the library writes every header, secret ones included.
logging.getLogger("httpcore").setLevel(logging.WARNING)

_SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None
_MOST_ADDRESSES = 3


class Deadline:
    """The end of the whole exchange: every step gets what is left of it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            httpcore.ReadTimeout: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


@dataclass(frozen=True, slots=True)
class Ask:
    """What is sent, and under which limits.

    Attributes:
        addresses: checked addresses of the host, best first; empty: a proxy finds the way.
        limit_bytes: of the body as it comes, before it is unpacked.
    """

    method: str
    url: httpx.URL
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    addresses: tuple[str, ...]
    limit_bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: as much of it as did come.

    Attributes:
        body: without transfer coding, still packed as `Content-Encoding` says.
        trouble: why the body is not whole (`too_large`, `timeout`, `malformed`,
            `connection_failed`), or "".
    """

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    trouble: str

    def as_kept(self) -> bytes:
        """The answer as evidence: status line, headers and body as they came."""
        lines = [b"HTTP/1.1 %d" % self.status, *(b"%b: %b" % pair for pair in self.headers)]
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body


def exchange(ask: Ask, deadline: Deadline, *, proxy: str, tls: ssl.SSLContext) -> Answer:
    """Send one request and read its answer; follows nothing, unpacks nothing.

    Raises:
        NotReached: `timeout`, `tls_error`, `connection_failed`, `malformed`; nothing came.
    """
    try:
        return _converse(ask, deadline, proxy, tls)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as trouble:
        raise NotReached(why_not(trouble)) from None
    except httpcore.ProxyError:
        raise NotReached("connection_failed") from None


def _converse(ask: Ask, deadline: Deadline, proxy: str, tls: ssl.SSLContext) -> Answer:
    backend = Guarded(ask.addresses, deadline)
    with httpcore.ConnectionPool(
        ssl_context=tls, network_backend=backend, proxy=_proxy(proxy)
    ) as pool:
        url = httpcore.URL(
            scheme=ask.url.raw_scheme,
            host=ask.url.raw_host,
            port=ask.url.port,
            target=ask.url.raw_path,
        )
        with pool.stream(
            ask.method, url, headers=list(ask.headers), content=ask.body or None
        ) as response:
            body, trouble = _read(response, ask.limit_bytes)
            return Answer(response.status, tuple(response.headers), body, trouble)


def _read(response: httpcore.Response, limit: int) -> tuple[bytes, str]:
    """Read the body up to the limit; what came before a trouble is evidence too."""
    body = bytearray()
    try:
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > limit:
                return bytes(body[:limit]), "too_large"
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as trouble:
        return bytes(body), why_not(trouble)
    return bytes(body), ""


def why_not(trouble: Exception) -> str:
    """The code of `NotReached` for what went wrong on the wire."""
    if isinstance(trouble, httpcore.TimeoutException):
        return "timeout"
    if any(isinstance(cause, ssl.SSLError) for cause in (*trouble.args, trouble.__context__)):
        return "tls_error"
    return "malformed" if isinstance(trouble, httpcore.ProtocolError) else "connection_failed"


def _proxy(told: str) -> httpcore.Proxy | None:
    if not told:
        return None
    url = httpx.URL(told)
    sign_in = (url.username, url.password) if url.username else None
    return httpcore.Proxy(str(url.copy_with(username=None, password=None)), auth=sign_in)


class Guarded(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever the name says a moment later."""

    def __init__(self, addresses: tuple[str, ...], deadline: Deadline) -> None:
        self._addresses, self._deadline = addresses, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline holds for the whole exchange
        local_address: str | None = None,
        socket_options: _SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that takes the call."""
        trouble: Exception = httpcore.ConnectError()
        for address in self._addresses[:_MOST_ADDRESSES] or (host,):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except httpcore.ConnectError as refused:
                trouble = refused
        raise trouble


class _Timed(httpcore.NetworkStream):
    """A stream on which each step has what is left of the time, drop by drop or not."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        stream = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
