"""The head of a received mail: the path it says it came, and what in it does not fit.

Only the lines that our own servers added can be trusted; everything below the first hand-over
from outside is what the sender's side claims. So a fault in the path is a hint, never a proof.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from itertools import pairwise

from muniment.investigations.domain.inquiry_text import open_mail
from muniment.matching import domains, mails
from muniment.matching.mailboxes import Mailbox, read_mailbox

_MOST_HOPS = 40
_ADDRESS = re.compile(r"\[?(?:IPv6:)?([0-9a-fA-F:.]{3,45})\]?")
_FROM = re.compile(
    r"\bfrom\s+(\S{1,200})(?:\s+\(([^()]{0,300}(?:\([^()]{0,100}\)[^()]{0,100})?)\))?"
)
_BY = re.compile(r"\bby\s+([A-Za-z0-9_.:\[\]-]{1,200})")
_METHOD = re.compile(r"\b(spf|dkim|dmarc|arc|compauth)\s*=\s*([a-z]{2,12})", re.I)
_PROPERTY = re.compile(
    r"\b(header\.(?:d|i|from)|smtp\.mailfrom|smtp\.from)\s*=\s*([^\s;]{1,200})", re.I
)
BACKWARDS = timedelta(minutes=75)
"""Clocks of mail servers agree better than this, even one that missed summer time."""
LONG_WAIT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Hop:
    """One hand-over as a `Received` line tells it.

    Attributes:
        helo: the name the giver called himself; address: his IP address, or "".
        by: the host that took it; at: when, or none.
        private: the address lies in a private network.
    """

    helo: str
    address: str
    by: str
    at: datetime | None
    private: bool


@dataclass(frozen=True, slots=True)
class AuthResult:
    """What the receiving server found: method (`spf`, `dkim`, `dmarc`), result, whose domain."""

    method: str
    result: str
    domain: str


@dataclass(frozen=True, slots=True)
class MailHead:
    """The head of one mail.

    Attributes:
        sender: of the `From` line, or none when it cannot be read.
        reply_to, return_path: addresses, or "".
        hops: newest first, as they stand.
        auth: of the topmost `Authentication-Results`, the one our own server wrote.
        senders: how many addresses the `From` line holds; more than one is a trick.
    """

    sender: Mailbox | None
    senders: int
    reply_to: str
    return_path: str
    date: datetime | None
    message_id_host: str
    hops: tuple[Hop, ...]
    auth: tuple[AuthResult, ...]

    @property
    def origin(self) -> Hop | None:
        """The oldest hop with a public address: where the path says it begins."""
        return next((hop for hop in reversed(self.hops) if hop.address and not hop.private), None)

    @property
    def handed_over(self) -> Hop | None:
        """The newest hop with a public address: who really spoke to a server we may trust."""
        return next((hop for hop in self.hops if hop.address and not hop.private), None)


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that does not fit: a code and what fills its sentence."""

    code: str
    facts: dict[str, str | int]


def read_head(raw: str | bytes) -> MailHead | None:
    """Read the head of a mail; none when it came without the lines of its journey.

    Never raises. Cost: linear.
    """
    mail = open_mail(raw)
    if not mail.is_mail:
        return None
    froms = [address for name, value in mail.headers if name == "from" for address in _all(value)]
    written = read_mailbox(mail.header("from"))
    auth = mail.header("authentication-results")
    received = [value for name, value in mail.headers if name == "received"][:_MOST_HOPS]
    return MailHead(
        sender=written if isinstance(written, Mailbox) else None,
        senders=len(set(froms)),
        reply_to=_first(mail.header("reply-to")),
        return_path=next(iter(_all(mail.header("return-path"))), ""),
        date=_moment(mail.header("date")),
        message_id_host=domains.host_of(mail.header("message-id").strip("<> ").rpartition("@")[2]),
        hops=tuple(_hop(value) for value in received),
        auth=tuple(_auth(auth)),
    )


def oddities(head: MailHead) -> tuple[Oddity, ...]:
    """Everything in a head that does not fit, in the order of weight."""
    found = [*_about_names(head), *_about_answers(head), *_about_path(head), *_about_auth(head)]
    return tuple(found)


def _about_names(head: MailHead) -> Iterator[Oddity]:
    """Tricks with the name beside the address, which is all that many programs show."""
    if head.senders > 1:
        yield Oddity("mail.several_senders", {"count": head.senders})
    if head.sender is None:
        return
    claimed = next(iter(mails.mails_in(head.sender.display)), "")
    host = domains.registered(_last_word(head.sender.display))
    if not claimed and host is not None and len(host.label) > 2:
        claimed = host.name
    if claimed and not _same_site(claimed, head.sender.domain):
        yield Oddity("mail.display_trick", {"shown": claimed, "real": head.sender.address})
    if head.sender.odd:
        yield Oddity("mail.odd_letters", {"address": head.sender.address})


def _about_answers(head: MailHead) -> Iterator[Oddity]:
    if head.sender is None:
        return
    own = head.sender.domain
    if head.reply_to and not _same_site(head.reply_to, own):
        code = "reply_to_free" if domains.is_free_mail(head.reply_to) else "reply_to_differs"
        yield Oddity(f"mail.{code}", {"address": head.sender.address, "reply_to": head.reply_to})


def _about_path(head: MailHead) -> Iterator[Oddity]:
    """Times that run backwards, long waits, and a path that does not hold together."""
    for newer, older in pairwise(head.hops):
        if newer.at is None or older.at is None:
            continue
        if older.at - newer.at > BACKWARDS:
            minutes = int((older.at - newer.at).total_seconds() // 60)
            yield Oddity("mail.time_backwards", {"minutes": minutes, "host": newer.by or "?"})
            break
        if newer.at - older.at > LONG_WAIT:
            hours = int((newer.at - older.at).total_seconds() // 3600)
            yield Oddity("mail.long_wait", {"hours": hours, "host": newer.by or "?"})
            break
    taken = [hop.at for hop in head.hops if hop.at is not None]
    if head.date is not None and taken and abs(head.date - taken[-1]) > LONG_WAIT:
        hours = int(abs(head.date - taken[-1]).total_seconds() // 3600)
        yield Oddity("mail.date_off", {"hours": hours})
    if broken := _break(head.hops):
        yield Oddity("mail.path_broken", {"claimed": broken[1], "taken": broken[0]})


def _break(hops: tuple[Hop, ...]) -> tuple[str, str] | None:
    """Where a host that took the mail is of another house than the one that gives it on.

    Only public hand-overs count, and hosts of one registered domain are one house.
    """
    for newer, older in pairwise(hops):
        giver, taker = domains.registered(newer.helo), domains.registered(older.by)
        if newer.private or older.private or giver is None or taker is None:
            continue
        if giver.name != taker.name and not _one_house(giver.name, taker.name):
            return taker.name, giver.name
    return None


# Providers whose servers speak under several names.
_HOUSES = (
    frozenset("outlook.com office365.com microsoft.com hotmail.com exchangelabs.com".split()),  # noqa: SIM905
    frozenset("google.com gmail.com googlemail.com".split()),  # noqa: SIM905
    frozenset("yahoo.com yahoodns.net".split()),  # noqa: SIM905
    frozenset("amazonses.com amazonaws.com".split()),  # noqa: SIM905
)


def _one_house(left: str, right: str) -> bool:
    return any(left in house and right in house for house in _HOUSES)


def _about_auth(head: MailHead) -> Iterator[Oddity]:
    for found in head.auth:
        if found.method in {"spf", "dkim", "dmarc"} and found.result in {"fail", "permerror"}:
            yield Oddity(
                "mail.auth_failed", {"method": found.method.upper(), "domain": found.domain}
            )


def _same_site(left: str, right: str) -> bool:
    one, other = domains.registered(left), domains.registered(right)
    return one is not None and other is not None and one.name == other.name


def _last_word(display: str) -> str:
    return next((word for word in reversed(display.split()) if "." in word.strip(".")), "")


def _first(told: str) -> str:
    """The first address as it was written, so that who reads of it finds it in the mail."""
    box = read_mailbox(told[:3000])
    return box.address.lower() if isinstance(box, Mailbox) else next(iter(_all(told)), "")


def _all(told: str) -> tuple[str, ...]:
    return mails.mails_in(re.sub(r'"[^"]{0,300}"', "", told[:3000]))


def _hop(told: str) -> Hop:
    head, _, moment = told[:2000].rpartition(";")
    head = head or told[:2000]
    giver, taker = _FROM.search(head), _BY.search(head)
    helo = giver[1].strip("[]();") if giver else ""
    address = _address(f"{giver[2] or ''} {giver[1]}") if giver else ""
    private = bool(address) and not ip_address(address).is_global
    return Hop(helo, address, taker[1].strip("[]") if taker else "", _moment(moment), private)


def _address(told: str) -> str:
    for found in _ADDRESS.finditer(told):
        try:
            return str(ip_address(found[1].rstrip(".:")))
        except ValueError:
            continue
    return ""


def _moment(told: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(re.sub(r"\([^)]*\)", "", told[:200]).strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A date without a zone says nothing that could be compared.
    return moment if moment.tzinfo is not None else None


def _auth(told: str) -> Iterator[AuthResult]:
    for clause in told[:5000].split(";"):
        method = _METHOD.search(clause)
        if method is None:
            continue
        properties = {found[1].lower(): found[2] for found in _PROPERTY.finditer(clause)}
        first = next(iter(properties.values()), "")
        yield AuthResult(method[1].lower(), method[2].lower(), domains.host_of(first))
