"""A small outside world on this machine: web servers and a name server that really answer."""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from muniment.core import clock
from muniment.investigations.domain.checks import NotReached, WhoisAnswer
from muniment.investigations.outside.fetching import Outside
from muniment.investigations.outside.pace import Pace
from muniment.investigations.outside.settings import OutsideSettings

Reply = bytes | Iterable[bytes]
Handler = Callable[[str, bytes], Reply]
HERE = "127.0.0.1"


def reply(
    body: bytes | str = b"",
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    """Write one HTTP answer by hand; `length` may lie."""
    content = body.encode() if isinstance(body, str) else body
    told = {"Content-Length": str(len(content) if length is None else length), **(headers or {})}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def bomb(megabytes: int) -> bytes:
    """A few kilobytes that unpack to so many megabytes."""
    return gzip.compress(bytes(megabytes * 1_000_000))


@contextmanager
def web_server(handler: Handler, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve on a port of this machine: `handler(path, whole request)` gives the bytes to send."""
    with _listening(socket.SOCK_STREAM) as listener:
        _in_background(_serve_web, listener, handler, tls)
        yield listener.getsockname()[1]


@contextmanager
def name_server(zone: Mapping[tuple[str, str], object]) -> Iterator[int]:
    """Answer by `(name, kind) → texts`; the texts `SERVFAIL` and `SILENCE` do what they say."""
    with _listening(socket.SOCK_DGRAM) as listener:
        _in_background(_serve_names, listener, zone)
        yield listener.getsockname()[1]


@contextmanager
def whois_server(answers: Callable[[str], Reply]) -> Iterator[int]:
    """Answer one line and hang up, as RFC 3912 has it: `answers(line)` gives the bytes to send."""
    with _listening(socket.SOCK_STREAM) as listener:
        _in_background(_serve_lines, listener, answers)
        yield listener.getsockname()[1]


@contextmanager
def tunnel_proxy(target: int, asked: list[bytes]) -> Iterator[int]:
    """A proxy that answers CONNECT by a line to one port of this machine, whatever was asked."""
    with _listening(socket.SOCK_STREAM) as listener:
        _in_background(_serve_tunnels, listener, target, asked)
        yield listener.getsockname()[1]


class Kept:
    """Evidence in memory, as the house would keep it."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, bytes]] = []

    def __call__(self, content: bytes, *, kind: str, source: str) -> str:
        import hashlib

        self.entries.append((kind, source, content))
        return hashlib.sha256(content).hexdigest()


class LocalWorld:
    """A check's world: the real way out to servers on this machine, and answers of the house."""

    def __init__(
        self,
        outside: Outside,
        answers: Mapping[str, object] | None = None,
        kept: Kept | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.fetch, self.resolve = outside.fetch, outside.resolve
        self._outside = outside
        self.keep = kept or Kept()
        self._answers, self._settings = answers or {}, settings or {}

    def whois(self, server: str, line: str) -> WhoisAnswer:
        return self._outside.whois(server, line)

    def setting(self, name: str) -> str:
        return self._settings.get(name, "")

    def ask(self, question: str, **_inputs: object) -> object:
        if question not in self._answers:
            raise NotReached("no_data")
        return self._answers[question]


def outside(kept: Kept, **settings: object) -> Outside:
    """The way out, as fast as it goes."""
    told = {"pace_s": 0.0, **settings}
    return Outside(OutsideSettings(**told), kept, pace=Pace())  # type: ignore[arg-type]


def tls_for(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for one host: the server's context, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, secret)
    return server, ssl.create_default_context(cafile=str(chain))


@contextmanager
def _listening(kind: socket.SocketKind) -> Iterator[socket.socket]:
    listener = socket.socket(socket.AF_INET, kind)
    try:
        listener.bind((HERE, 0))
        if kind == socket.SOCK_STREAM:
            listener.listen(16)
        yield listener
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _in_background(work: Callable[..., None], *inputs: object) -> None:
    threading.Thread(target=work, args=inputs, daemon=True).start()


def _serve_web(listener: socket.socket, handler: Handler, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        _in_background(_answer, line, handler, tls)


def _answer(line: socket.socket, handler: Handler, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError), line:
        talk = tls.wrap_socket(line, server_side=True) if tls else line
        with talk:
            request = _request(talk)
            if not request.strip():
                return  # the client hung up before it asked
            said = handler(request.split(b" ")[1].decode(), request)
            for part in [said] if isinstance(said, bytes) else said:
                talk.sendall(part)


def _serve_lines(listener: socket.socket, answers: Callable[[str], Reply]) -> None:
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        _in_background(_answer_line, line, answers)


def _answer_line(line: socket.socket, answers: Callable[[str], Reply]) -> None:
    with suppress(OSError), line:
        asked = b""
        while not asked.endswith(b"\r\n") and (part := line.recv(1024)):
            asked += part
        if not asked:
            return  # the client hung up before it asked
        said = answers(asked.decode("ascii").removesuffix("\r\n"))
        for part in [said] if isinstance(said, bytes) else said:
            line.sendall(part)


def _serve_tunnels(listener: socket.socket, target: int, asked: list[bytes]) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        asked.append(_request(near))
        near.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        far = socket.create_connection((HERE, target))
        _in_background(_pump, near, far)
        _in_background(_pump, far, near)


def _pump(source: socket.socket, drain: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65_536):
            drain.sendall(part)
    with suppress(OSError):
        drain.shutdown(socket.SHUT_RDWR)
    source.close()


def _request(line: socket.socket) -> bytes:
    """Read the head, and as much body as it announces."""
    request = b""
    while b"\r\n\r\n" not in request and (part := line.recv(65_536)):
        request += part
    head, _, body = request.partition(b"\r\n\r\n")
    wanted = next(
        (
            int(row[15:])
            for row in head.lower().split(b"\r\n")
            if row.startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < wanted and (part := line.recv(65_536)):
        body += part
    return head + b"\r\n\r\n" + body


def _serve_names(listener: socket.socket, zone: Mapping[tuple[str, str], object]) -> None:
    while True:
        try:
            wire, asker = listener.recvfrom(4096)
        except OSError:
            return
        if not wire:  # the listener was shut down
            return
        answer = _name_answer(dns.message.from_wire(wire), zone)
        if answer is not None:
            with suppress(OSError):
                listener.sendto(answer.to_wire(), asker)


def _name_answer(
    query: dns.message.Message, zone: Mapping[tuple[str, str], object]
) -> dns.message.Message | None:
    question = query.question[0]
    name = question.name.to_text(omit_final_dot=True).lower()
    kind = dns.rdatatype.to_text(question.rdtype)
    answer = dns.message.make_response(query)
    answer.flags |= dns.flags.RA
    told = zone.get((name, kind), ())
    if told == "SILENCE":
        return None
    if told == "SERVFAIL":
        answer.set_rcode(dns.rcode.SERVFAIL)
    elif told and told != "NXDOMAIN":
        answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, list(told)))  # type: ignore[call-overload]
    elif told == "NXDOMAIN" or ("." in name and not any(known == name for known, _ in zone)):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer
