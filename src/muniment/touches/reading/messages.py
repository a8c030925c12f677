"""One mail as it went over the wire: who, to whom, when, in answer to what. Never its words.

Source: RFC 5322 (messages), RFC 2047 (encoded words), RFC 8601 (Authentication-Results),
RFC 3834 (automatic answers).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime

from muniment.vault.domain.blind import registrable_domain

LARGEST_MESSAGE = 50_000_000
"""Octets of a message that are looked at."""
_MOST_ADDRESSES = 500
_MOST_REFERENCES = 50
_LONGEST_SUBJECT = 300
_MOST_PARTS = 100
_ADDRESS = re.compile(r"[^\s@<>,;:\"'()\[\]\ud800-\udfff]{1,64}@[a-z0-9][a-z0-9.-]{1,250}\Z")
_MESSAGE_ID = re.compile(r"<([!-;=?-~]{1,400})>")  # plain ASCII, as RFC 5322 has it
_BY_DOMAIN = frozenset({"dkim", "dmarc"})
_BULK = frozenset({"bulk", "list", "junk"})
_METHOD = re.compile(r"\s*(dkim|spf|dmarc|auth)\s*=\s*([a-z]+)", re.I)
_DOMAIN = re.compile(r"\bheader\.(?:from|d|i)\s*=\s*(?:[^\s@;=]{0,200}@)?([a-z0-9.-]{1,253})", re.I)
_LOGIN = re.compile(r"\bsmtp\.auth\s*=\s*([^\s;]{1,320})", re.I)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_DEEPEST_COMMENT = 5
LONGEST_HEADER = 8_000
"""Characters of a header that are read; decoding costs more than in proportion to its length."""
LONGEST_ADDRESSES = 64_000
"""Characters of all `To`, or all `Cc` … of a mail together."""
_OF_ADDRESSES = frozenset({"from", "sender", "to", "cc", "bcc"})
_MOST_VERDICTS = 5


class Unreadable(Exception):
    """No mail or no calendar; `why` is a code: empty, too_large, no_sender, broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Cut(Compat32):
    """Cuts each header, of a part within too, before anything takes it apart."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value as they stand, the value no longer than what is read of it."""
        name, value = super().header_source_parse(sourcelines)
        most = LONGEST_ADDRESSES if name.lower() in _OF_ADDRESSES else LONGEST_HEADER
        return name, value[:most]


_POLICY = _Cut()


def parsed(raw: bytes) -> Message:
    """Take a mail apart, its headers cut; what goes wrong is left to the caller."""
    return message_from_bytes(raw, policy=_POLICY)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one mail server said of a mail: its name, and method, result and domain of each test.

    The domain is that of `header.from`, `header.d` or `header.i`; of `auth` it is the whole
    address of `smtp.auth`. "" when none is named.
    """

    server: str
    results: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SeenMail:
    """What is kept of a mail.

    Attributes:
        message_id: as written between the angle brackets, or "" when it has none.
        sent_at: what its Date says; None when that is missing or no date.
        sender, recipients: addresses in small letters; recipients of To, Cc and Bcc, each once.
        answers: the message ids that it answers, the nearest first.
        automatic: a list, a robot or a bounce wrote it, nobody of the customer's.
        verdicts: of the mail servers that handed it on, the last one first.
        digest: SHA-256 of its id, or of the whole message without one.
        attached: mails that were forwarded as attachments.
    """

    message_id: str
    sent_at: datetime | None
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    subject: str
    answers: tuple[str, ...]
    automatic: bool
    verdicts: tuple[Verdict, ...]
    digest: bytes
    attached: tuple["SeenMail", ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody named, the sender first."""
        return tuple(dict.fromkeys((self.sender, *self.recipients)))

    def vouched_for(self, own_servers: Iterable[str]) -> bool:
        """Whether one of our own mail servers found that the sender's domain sent it.

        Only the topmost verdict counts, and only when a server of ours wrote it: anybody can
        write such a header further down. A signature of another domain vouches for nothing.
        """
        ours = registrable_domain(self.sender.rpartition("@")[2])
        told = [
            (method, result)
            for method, result, domain in self._results(own_servers)
            if method in _BY_DOMAIN
            and (registrable_domain(domain) == ours or (method == "dmarc" and not domain))
        ]
        dmarc = [result for method, result in told if method == "dmarc"]
        return "pass" in dmarc if dmarc else ("dkim", "pass") in told

    def handed_in_by_sender(self, own_servers: Iterable[str]) -> bool:
        """Whether one of our own mail servers had the sender sign in for this mail."""
        return ("auth", "pass", self.sender) in self._results(own_servers)

    def _results(self, own_servers: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
        if not self.verdicts or self.verdicts[0].server not in set(own_servers):
            return ()
        return self.verdicts[0].results


def read_message(raw: bytes) -> SeenMail:
    """Read the headers of a mail and of those attached to it.

    Raises:
        Unreadable: empty, larger than `LARGEST_MESSAGE`, or without a sender.
    """
    if not raw.strip():
        raise Unreadable("empty")
    if len(raw) > LARGEST_MESSAGE:
        raise Unreadable("too_large")
    try:
        return _seen(parsed(raw), raw)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as trouble:
        raise Unreadable("broken") from trouble


def _seen(message: Message, raw: bytes) -> SeenMail:
    senders = list(_mailboxes(message, "From")) or list(_mailboxes(message, "Sender"))
    if not senders:
        raise Unreadable("no_sender")
    others = [*_mailboxes(message, "To"), *_mailboxes(message, "Cc"), *_mailboxes(message, "Bcc")]
    message_id = next(iter(_ids(_header(message, "Message-ID"))), "")
    return SeenMail(
        message_id=message_id,
        sent_at=_moment(_header(message, "Date")),
        sender=senders[0][1],
        sender_name=senders[0][0],
        recipients=tuple(dict.fromkeys(address for _, address in others)),
        names=tuple({address: name for name, address in (*others, *senders) if name}.items()),
        subject=_line(_header(message, "Subject"))[:_LONGEST_SUBJECT],
        answers=_answers(message),
        automatic=_is_automatic(message, senders[0][1]),
        verdicts=tuple(_verdicts(message)),
        digest=hashlib.sha256(message_id.encode("utf-8", "replace") or raw).digest(),
        attached=tuple(_attached(message)),
    )


def _header(message: Message, name: str) -> str:
    """A header as text, encoded words decoded; what cannot be decoded stays as it is."""
    return _decoded(str(message.get(name, "")))


def _line(told: str) -> str:
    clean = "".join(sign if sign.isprintable() else " " for sign in told)
    return " ".join(clean.split())


def _mailboxes(message: Message, name: str) -> Iterator[tuple[str, str]]:
    """Name and address of everybody in a header; what is no address is left out.

    The names are decoded after the addresses were taken apart: a decoded name may hold an `@`.
    """
    values = _within(LONGEST_ADDRESSES, (str(value) for value in message.get_all(name, [])))
    for shown, address in getaddresses(values)[:_MOST_ADDRESSES]:
        plain = address.strip().lower()
        if _ADDRESS.match(plain):
            yield _line(_decoded(shown))[:120], plain


def _within(most: int, values: Iterable[str]) -> list[str]:
    """The first of these values that together have no more than `most` characters."""
    kept = []
    for value in values:
        most -= len(value)
        if most < 0:
            break
        kept.append(value)
    return kept


def _decoded(told: str) -> str:
    told = told[:LONGEST_HEADER]
    try:
        return str(make_header(decode_header(told)))
    except (UnicodeError, LookupError, ValueError, MessageError):
        return told


def _ids(told: str) -> list[str]:
    return _MESSAGE_ID.findall(told)


def _answers(message: Message) -> tuple[str, ...]:
    nearest = _ids(_header(message, "In-Reply-To"))
    earlier = reversed(_ids(_header(message, "References"))[-_MOST_REFERENCES:])
    return tuple(dict.fromkeys((*nearest, *earlier)))


def _moment(told: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(told)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _is_automatic(message: Message, sender: str) -> bool:
    box = sender.partition("@")[0]
    return (
        _header(message, "Auto-Submitted").strip().lower() not in {"", "no"}
        or _header(message, "Precedence").strip().lower() in _BULK
        or "List-Id" in message
        or "List-Unsubscribe" in message
        or box in {"mailer-daemon", "postmaster"}
        or re.sub(r"[._-]", "", box).startswith(("noreply", "donotreply"))
        or message.get_content_type() == "multipart/report"
    )


def _verdicts(message: Message) -> Iterator[Verdict]:
    for told in message.get_all("Authentication-Results", [])[:_MOST_VERDICTS]:
        text = _QUOTED.sub('""', str(told))
        for _ in range(_DEEPEST_COMMENT):
            text = _COMMENT.sub(" ", text)
        server, _, results = text.partition(";")
        found = tuple(hit for one in results.split(";") if (hit := _result(one)))
        yield Verdict(server.split()[0].lower() if server.split() else "", found)


def _result(told: str) -> tuple[str, str, str] | None:
    method = _METHOD.match(told)
    if method is None:
        return None
    if method[1].lower() == "auth":
        login = _LOGIN.search(told)
        return "auth", method[2].lower(), login[1].lower() if login else ""
    domain = _DOMAIN.search(told)
    named = domain[1].lower().strip(".") if domain else ""
    return method[1].lower(), method[2].lower(), named


def _attached(message: Message) -> Iterator[SeenMail]:
    """Mails inside, one level deep: what somebody forwards, not what that forwarded in turn."""
    if not message.is_multipart() or message.get_content_type() == "multipart/report":
        return
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return
        if part is message or part.get_content_type() != "message/rfc822":
            continue
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            try:
                raw = inner[0].as_bytes()
                yield _seen(inner[0], raw)
            except (Unreadable, ValueError, LookupError, MessageError, KeyError):
                continue
