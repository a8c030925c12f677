"""One line out, an answer until the other side hangs up: WHOIS, as RFC 3912 has it."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from muniment.investigations.domain.checks import NotReached
from muniment.investigations.outside.wire import Deadline, Guarded, why_not

WHOIS_PORT: Final = 43
_AT_ONCE = 65_536
_LONGEST_HEAD = 8_192


@dataclass(frozen=True, slots=True)
class Said:
    """What came back.

    Attributes:
        trouble: why it is not whole (`too_large`, `timeout`, `connection_failed`), or "".
    """

    body: bytes
    trouble: str


def converse(
    host: str, port: int, line: bytes, deadline: Deadline, *, addresses: Sequence[str],
    proxy: str, limit_bytes: int,
) -> Said:  # fmt: skip
    """Send one line and read until the end.

    Args:
        addresses: checked addresses of the host; behind a proxy none, and it finds the way.

    Raises:
        NotReached: `timeout`, `connection_failed`; nothing came.
    """
    try:
        stream = _through(proxy, host, port, deadline) if proxy else _straight(
            host, port, addresses, deadline
        )  # fmt: skip
        try:
            stream.write(line + b"\r\n")
            return _read(stream, limit_bytes)
        finally:
            stream.close()
    except (httpcore.NetworkError, httpcore.TimeoutException) as trouble:
        raise NotReached(why_not(trouble)) from None


def _straight(
    host: str, port: int, addresses: Sequence[str], deadline: Deadline
) -> httpcore.NetworkStream:
    return Guarded(tuple(addresses), deadline).connect_tcp(host, port)


def _through(proxy: str, host: str, port: int, deadline: Deadline) -> httpcore.NetworkStream:
    """Have the proxy open a tunnel; many refuse a port like 43, and then nothing is reached."""
    url = httpx.URL(proxy)
    stream = Guarded((), deadline).connect_tcp(url.host, url.port or 80)
    asked = [f"CONNECT {host}:{port} HTTP/1.1", f"Host: {host}:{port}"]
    if url.username:
        secret = base64.b64encode(f"{url.username}:{url.password}".encode()).decode()
        asked.append(f"Proxy-Authorization: Basic {secret}")
    stream.write("\r\n".join([*asked, "", ""]).encode())
    head = b""
    while not head.endswith(b"\r\n\r\n") and len(head) < _LONGEST_HEAD:
        letter = stream.read(1)  # what follows the head is the other side's already
        if not letter:
            break
        head += letter
    if head.split(b" ")[1:2] != [b"200"]:
        stream.close()
        raise NotReached("connection_failed")
    return stream


def _read(stream: httpcore.NetworkStream, limit: int) -> Said:
    body = bytearray()
    try:
        while part := stream.read(_AT_ONCE):
            body += part
            if len(body) > limit:
                return Said(bytes(body[:limit]), "too_large")
    except (httpcore.NetworkError, httpcore.TimeoutException) as trouble:
        if not body:
            raise
        return Said(bytes(body), why_not(trouble))
    return Said(bytes(body), "")
