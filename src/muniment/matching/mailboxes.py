"""Reading one mail address as the standards allow it, international names included.

Unlike `mails.normal`, which finds and folds addresses for comparing, this says whether an
address can exist at all, and why not.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from muniment.matching.confusables import is_mixed
from muniment.matching.domains import host_of, shown


class Fault(StrEnum):
    """Why a text is no mail address."""

    NO_AT = "no_at"
    LOCAL = "local"  # what stands before the @ cannot be a mailbox
    DOMAIN = "domain"  # what stands behind it cannot be a host
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mail address.

    Attributes:
        local: the mailbox, as written.
        domain: lower-case ASCII, `xn--…` for international names.
        display: the name beside the address, `Maria` in `Maria <m@x.com>`, or "".
        odd: a letter of another alphabet hides in mailbox or domain, or an invisible one.
    """

    local: str
    domain: str
    display: str
    odd: bool

    @property
    def address(self) -> str:
        """The address in one form; the local part keeps its case, as the standard wants."""
        return f"{self.local}@{self.domain}"


LONGEST = 254
_LONGEST_LOCAL = 64
_LONGEST_TEXT = 1000
# RFC 5321 section 4.1.2 with the letters of other scripts that RFC 6531 adds.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a1-\U0010ffff]+"
_DOTTED = re.compile(rf"{_ATOM}(?:\.{_ATOM})*\Z")
_QUOTED = re.compile(r'"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"\Z')
_IN_BRACKETS = re.compile(r"\s*(.*?)\s*<([^<>]*)>\s*\Z", re.S)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def read_mailbox(text: str) -> Mailbox | Fault:
    """Read one address, with or without a name beside it and `mailto:` before it.

    Addresses by number (`a@[10.0.0.1]`) and hosts without a dot are refused: no customer
    writes from them.

    Source: RFC 5321, RFC 5322, RFC 6531. Cost: linear in at most 1,000 characters.
    """
    if len(text) > _LONGEST_TEXT:
        return Fault.TOO_LONG
    display, bare = _parted(text)
    local, at, host = bare.rpartition("@")
    if not at:
        return Fault.NO_AT
    plain = _INVISIBLE.sub("", local)
    if not _DOTTED.match(plain) and not _QUOTED.match(plain):
        return Fault.LOCAL
    domain = host_of(_INVISIBLE.sub("", host)) if not set(host) & set("/:[]\\ \t\r\n") else ""
    if not domain:
        return Fault.DOMAIN
    if len(plain.encode()) > _LONGEST_LOCAL or len(plain.encode()) + 1 + len(domain) > LONGEST:
        return Fault.TOO_LONG
    seen = shown(domain)
    odd = bool(_INVISIBLE.search(bare)) or is_mixed(plain) or any(map(is_mixed, seen.split(".")))
    return Mailbox(plain, domain, display, odd)


def _parted(text: str) -> tuple[str, str]:
    found = _IN_BRACKETS.match(text)
    display, bare = (found[1], found[2]) if found else ("", text)
    bare = bare.strip()
    if bare[:7].lower() == "mailto:":
        bare = bare[7:].partition("?")[0]
    return display.strip().strip("\"'").strip(), bare
