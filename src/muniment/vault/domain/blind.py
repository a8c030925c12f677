"""Tokens for blind indexes: what of a value may be found again, in one comparable form.

A token is plain text for a moment only; the key ring turns it into a keyed hash, and
that is what the database keeps. Exact tokens exist for e-mail address, domain, phone and
registration number; names give one token a word. Nothing else is searchable.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from publicsuffixlist import PublicSuffixList

from muniment.vault.domain.amounts import Unreadable
from muniment.vault.domain.contacts import load_contacts
from muniment.vault.domain.fields import FieldSpec, IndexKind
from muniment.vault.domain.names import distinctive_words_of, words_of
from muniment.vault.domain.reach import host_of, read_email, read_host, read_phone
from muniment.vault.domain.tidy import plain


class Index(StrEnum):
    """The blind indexes; each has a key of its own in the ring."""

    EMAIL = "email"
    DOMAIN = "domain"
    PHONE = "phone"
    REGISTRATION = "registration"
    WORD = "word"


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """One thing to find a value by: hand `index` and `text` to the key ring."""

    index: Index
    text: str


@dataclass(frozen=True, slots=True)
class SearchTokens:
    """What a query could mean: a dossier fits with one of `any_of`, or with all of `all_of`."""

    any_of: frozenset[Token]
    all_of: frozenset[Token]


def tokens_of(text: str, spec: FieldSpec) -> frozenset[Token]:
    """Make the tokens under which a canonical value of this field is found."""
    make = _MAKERS.get(spec.index)
    if make is None or not text:
        return frozenset()
    entries = text.split("\n") if spec.several else [text]
    return frozenset(token for entry in entries for token in make(entry))


def tokens_of_query(query: str, *, region: str = "") -> SearchTokens:
    """Make the tokens that somebody's search words could mean.

    An e-mail address looks for that address only and a web address for its domain; a
    number may be a phone or a registration; anything else must fit with all its words.

    Args:
        region: country (ISO alpha-2) of phone numbers without a country code.
    """
    exact = frozenset(_exact_tokens(plain(query), region))
    if any(token.index in {Index.EMAIL, Index.DOMAIN} for token in exact):
        return SearchTokens(exact, frozenset())
    return SearchTokens(exact, frozenset(Token(Index.WORD, word) for word in words_of(query)))


def tokens_of_name(name: str) -> frozenset[Token]:
    """Make the tokens by which the clash check compares a company name."""
    return frozenset(Token(Index.WORD, word) for word in distinctive_words_of(name))


def registrable_domain(host: str) -> str:
    """The part of a host that somebody registered: `shop.x.co.uk` becomes `x.co.uk`.

    Source: the Public Suffix List as it comes with `publicsuffixlist`.
    """
    return _suffixes().privatesuffix(host) or host


def is_shared_domain(domain: str) -> bool:
    """Whether many companies use this domain: mail providers, marketplaces, social sites."""
    return domain in _SHARED_SITES or domain in _mail_providers()


def registration_key(number: str) -> str:
    """A registration number without its blanks, dots and dashes."""
    return "".join(letter for letter in plain(number).upper() if letter.isalnum())


# Sites on which companies have a page of their own under somebody else's domain.
_SHARED_SITES = frozenset(
    """
    alibaba.com 1688.com made-in-china.com globalsources.com dhgate.com aliexpress.com amazon.com
    ebay.com indiamart.com tradeindia.com europages.com facebook.com instagram.com linkedin.com
    x.com twitter.com youtube.com tiktok.com whatsapp.com wa.me weixin.qq.com google.com linktr.ee
    """.split()  # noqa: SIM905 - a paragraph of names reads better than a list of strings
)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _mail_providers() -> frozenset[str]:
    data = files("muniment.matching.data").joinpath("free_email_domains.txt")
    return frozenset(data.read_text(encoding="utf-8").split())


def _domain_tokens(host: str) -> Iterator[Token]:
    domain = registrable_domain(host)
    if domain and not is_shared_domain(domain) and not is_shared_domain(host):
        yield Token(Index.DOMAIN, domain)


def _email_tokens(email: str) -> Iterator[Token]:
    yield Token(Index.EMAIL, email)
    yield from _domain_tokens(email.rpartition("@")[2])


def _phone_tokens(phone: str) -> Iterator[Token]:
    yield Token(Index.PHONE, phone.partition(";ext=")[0])


def _word_tokens(name: str) -> Iterator[Token]:
    return (Token(Index.WORD, word) for word in words_of(name))


def _contact_tokens(text: str) -> Iterator[Token]:
    for person in load_contacts(text):
        if person.email:
            yield from _email_tokens(person.email)
        if person.phone:
            yield from _phone_tokens(person.phone)


_MAKERS: Mapping[IndexKind, Callable[[str], Iterator[Token]]] = {
    IndexKind.EXACT_EMAIL: _email_tokens,
    IndexKind.EXACT_PHONE: _phone_tokens,
    IndexKind.EXACT_DOMAIN: lambda url: _domain_tokens(host_of(url)),
    IndexKind.EXACT_REGISTRATION: lambda number: iter(
        [Token(Index.REGISTRATION, registration_key(number))]
    ),
    IndexKind.WORDS: _word_tokens,
    IndexKind.CONTACTS: _contact_tokens,
}

_FEWEST_DIGITS = 5
_WEB_ADDRESS = re.compile(r"(?:https?://)?(?P<host>[^\s/@]+\.[^\s/@.\d]{2,})(?:/\S*)?\Z")


def _exact_tokens(query: str, region: str) -> Iterator[Token]:
    if "@" in query:
        yield from _if_readable(Index.EMAIL, lambda: read_email(query))
        return
    if found := _WEB_ADDRESS.match(query):
        yield from _if_readable(Index.DOMAIN, lambda: registrable_domain(read_host(found["host"])))
    if sum(letter.isdigit() for letter in query) >= _FEWEST_DIGITS:
        yield Token(Index.REGISTRATION, registration_key(query))
        yield from _if_readable(Index.PHONE, lambda: read_phone(query, region).split(";")[0])


def _if_readable(index: Index, read: Callable[[], str]) -> Iterator[Token]:
    try:
        yield Token(index, read())
    except Unreadable:
        return
