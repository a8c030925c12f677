"""Domains: their registered part, whose they can be, and which ones look like another.

A host is kept as lower-case ASCII (`xn--…`); `shown` gives the letters its owner sees.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList

LONGEST_HOST = 253
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")


@dataclass(frozen=True, slots=True)
class Domain:
    """A registered domain, taken apart: `shop.nordlicht.co.uk`.

    Attributes:
        name: the registered part, `nordlicht.co.uk`.
        label: what its owner chose, as its owner sees it: `nordlicht`.
        ending: the public suffix, `co.uk`.
        inner: what stands before, `shop`, or "".
    """

    name: str
    label: str
    ending: str
    inner: str


def host_of(text: str) -> str:
    """Read the host of a web address, a mail address or a bare name; "" when there is none.

    International names come back as `xn--…`.
    """
    bare = text.strip().strip("<>\"'()[]{},;").lower()
    if "//" not in bare and "@" in bare and "/" not in bare.split("@", 1)[0]:
        bare = bare.rpartition("@")[2]
    try:
        parts = urlsplit(bare if "//" in bare else f"//{bare}")
        return _ascii(parts.hostname or "")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def registered(text: str) -> Domain | None:
    """Take a host, web address or mail address apart; none when nobody can have registered it.

    Source: the Public Suffix List as it comes with `publicsuffixlist`.
    """
    host = host_of(text)
    name = _suffixes().privatesuffix(host) if host else None
    if not name or "." not in name:
        return None
    label, _, ending = name.partition(".")
    inner = host.removesuffix(name).rstrip(".")
    return Domain(name, shown(label), ending, inner)


def same_owner(left: str, right: str) -> bool:
    """Whether two hosts lie in one registered domain that is nobody's shared house."""
    one, other = registered(left), registered(right)
    if one is None or other is None:
        return False
    return one.name == other.name and not is_free_mail(one.name) and not is_shared_site(one.name)


def shown(host: str) -> str:
    """Write a host the way its owner does; a label that cannot be decoded stays as it is."""
    return ".".join(_shown_label(label) for label in host.split("."))


def is_free_mail(domain: str) -> bool:
    """Whether anybody can get a mailbox at this domain for nothing."""
    found = registered(domain)
    return host_of(domain) in _free() or (found is not None and found.name in _free())


def is_disposable(domain: str) -> bool:
    """Whether mailboxes of this domain are made to be thrown away."""
    # A set of ten thousand names: read when the first question is asked.
    from disposable_email_domains import blocklist

    found = registered(domain)
    return host_of(domain) in blocklist or (found is not None and found.name in blocklist)


def is_shared_site(domain: str) -> bool:
    """Whether many companies have their page under this domain."""
    found = registered(domain)
    return found is not None and found.name in _SHARED_SITES


# Sites and builders under whose domain many companies have a page.
_SHARED_SITES = frozenset(
    """
    alibaba.com 1688.com made-in-china.com globalsources.com dhgate.com aliexpress.com amazon.com
    ebay.com indiamart.com tradeindia.com exportersindia.com europages.com ec21.com tradekey.com
    facebook.com instagram.com linkedin.com x.com twitter.com youtube.com tiktok.com vk.com
    whatsapp.com wa.me t.me weixin.qq.com google.com linktr.ee wixsite.com weebly.com wordpress.com
    blogspot.com business.site godaddysites.com webflow.io carrd.co github.io netlify.app
    vercel.app myshopify.com jimdofree.com jimdosite.com site123.me strikingly.com yolasite.com
    square.site notion.site sites.google.com
    """.split()  # noqa: SIM905 - a paragraph of names reads better than a list of strings
)

COUNTRY_OF_ENDING = {
    "uk": "GB",
    "eu": "",
    "su": "RU",
    "ac": "",
    "io": "",
    "co": "",
    "tv": "",
    "me": "",
}
"""Endings of two letters that are not simply a country's code; "" says nothing of a country."""
_SOLD_AS_WORDS = frozenset("ai cc fm gg ly to ws la sh vc pw tk ml ga cf gq".split())  # noqa: SIM905


def country_of(domain: str) -> str:
    """The country that a domain's ending stands for (ISO alpha-2), or ""."""
    found = registered(domain)
    last = found.ending.rpartition(".")[2] if found else ""
    if len(last) != 2 or last in _SOLD_AS_WORDS:
        return ""
    return COUNTRY_OF_ENDING.get(last, last.upper())


def hosts_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The hosts of several texts, each once, unreadable ones left out."""
    return tuple(dict.fromkeys(host for text in texts if (host := host_of(text))))


def _ascii(host: str) -> str:
    host = host.rstrip(".")
    try:
        if not host.isascii():
            host = idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""
    labels = host.split(".")
    sound = len(labels) > 1 and len(host) <= LONGEST_HOST and not labels[-1].isdigit()
    return host if sound and all(_LABEL.match(label) for label in labels) else ""


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode().decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _free() -> frozenset[str]:
    data = files("muniment.matching.data").joinpath("free_email_domains.txt")
    return frozenset(data.read_text(encoding="utf-8").split())
