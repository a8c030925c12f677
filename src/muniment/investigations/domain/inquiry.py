"""Reading an inquiry: a pasted mail, with or without its headers, becomes proposed facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from muniment.investigations.domain.inquiry_deal import deal_in
from muniment.investigations.domain.inquiry_sender import Sender, read_sender
from muniment.investigations.domain.inquiry_text import OpenedMail, open_mail
from muniment.matching import domains, mails
from muniment.matching.mailboxes import Mailbox, read_mailbox

LONGEST_RAW = 2_000_000
_LONGEST_HEAD = 200_000
_MOST_VALUES = 8
_LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What an inquiry says, as written by its sender; nothing of it is verified.

    Attributes:
        facts: code → values as in `Subject.facts`, best first; proposals for a person to adopt.
        subject: of the mail, or "".
        text: the sender's own words, without earlier mails that are quoted below.
        has_headers: the mail came with the headers of its journey; then `mail.raw` is a fact.
    """

    facts: Mapping[str, tuple[str, ...]]
    subject: str
    text: str
    has_headers: bool


def parse_inquiry(raw: str | bytes) -> Inquiry:
    """Read a pasted mail; never raises, whatever was pasted, and opens no link.

    Cost: linear; not more than the first 4 MB of a mail and 200,000 characters of its text.
    """
    mail = open_mail(raw)
    written_from = _addresses(mail.header("from"))
    own = _ours(mail)
    sender = read_sender(
        mail.text,
        written_from[0].address if written_from else "",
        written_from[0].display if written_from else mail.header("from"),
    )
    _say_addresses(sender, mail, written_from, own)
    found = {**sender.facts, **deal_in(mail.header("subject"), mail.text)}
    if mail.is_mail:
        found["mail.raw"] = [as_text(raw)]
    facts = {code: _bounded(code, values) for code, values in found.items() if any(values)}
    return Inquiry(facts, mail.header("subject"), mail.text, mail.is_mail)


def as_text(raw: str | bytes) -> str:
    """A mail as a fact can hold it: UTF-8 where it is UTF-8, else one character a byte.

    `dkim.verify` makes the bytes of it again. Of a mail beyond two million characters, mostly
    attachments, only the head is held, without signatures that could not be verified then; the
    mail itself is evidence of the case.
    """
    text = (raw if isinstance(raw, str) else _letters(raw)).replace("\x00", "")
    return text if len(text) <= LONGEST_RAW else _head_only(text)


def _letters(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _head_only(text: str) -> str:
    head = re.split(r"\r?\n\r?\n", text[:_LONGEST_HEAD], maxsplit=1)[0]
    return re.sub(r"(?im)^dkim-signature:.*(?:\r?\n[ \t].*)*\r?\n?", "", head) + "\n\n"


def _addresses(told: str) -> list[Mailbox]:
    found = read_mailbox(told)
    if isinstance(found, Mailbox):
        return [found]
    bare = [read_mailbox(address) for address in mails.mails_in(told[:2000])]
    return [box for box in bare if isinstance(box, Mailbox)]


def _ours(mail: OpenedMail) -> frozenset[str]:
    """Whom the mail was sent to: our own addresses, not the sender's."""
    told = ",".join(value for name, value in mail.headers if name in {"to", "cc", "delivered-to"})
    return frozenset(mails.mails_in(told[:10_000]))


def _say_addresses(
    sender: Sender, mail: OpenedMail, written_from: list[Mailbox], own: frozenset[str]
) -> None:
    """The address it came from, the one it wants its answers at, and those in the text."""
    for box in [*written_from, *_addresses(mail.header("reply-to"))]:
        sender.say("contact.email", box.address.lower())
    # A full-width colon clings to the address behind it.
    for address in mails.mails_in(mail.text[:30_000].replace("：", ": ")):
        box_in_text = read_mailbox(address)
        is_known = {mails.normal(value) for value in sender.facts.get("contact.email", ())}
        if isinstance(box_in_text, Mailbox) and mails.normal(address) not in own | is_known:
            sender.say("contact.email", box_in_text.address)
    _prefer_own_site(sender)


def _prefer_own_site(sender: Sender) -> None:
    sites = sender.facts.get("company.website", [])
    mail = sender.one("contact.email")
    sites.sort(key=lambda site: not domains.same_owner(site, mail))


def _bounded(code: str, values: list[str]) -> tuple[str, ...]:
    longest = LONGEST_RAW if code == "mail.raw" else _LONGEST_VALUE
    return tuple(value[:longest] for value in values if value)[:_MOST_VALUES]
