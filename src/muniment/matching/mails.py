"""Mail addresses: the normal form, and what of the local part points to a person.

The same hands reuse a mailbox name at another provider: `kuznetsovm786@163.com`,
`kuznetsov.m786@mail.ru`, `kuznetsovm786_trade@yahoo.com`. So the local part has keys of its
own, weaker the more has been left out. A role (`info`, `sales`) points to nobody.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

ROLES = frozenset(
    """
    info sales sale purchase purchasing procurement buyer buying office admin administrator mail
    email contact contacts enquiry enquiries inquiry inquiries export exports import imports trade
    trading order orders account accounts accounting finance billing invoice invoices support
    service services help helpdesk hello hi team hr jobs career careers marketing commercial
    comercial ventas compras kontakt vertrieb einkauf buero contacto contato vendas achats ventes
    contabilidad logistics logistica shipping operations ops director manager ceo gm md secretary
    reception general company webmaster postmaster hostmaster abuse noreply no-reply donotreply
    newsletter news press media legal privacy web root security
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
"""Local parts that name a desk and not a person."""

_TRADE_WORDS = frozenset(
    """
    trade trading trader import imports export exports impex sales sale purchase buyer office
    business company group global intl international official work corp biz
    """.split()  # noqa: SIM905 - as above
)
_SEPARATORS = re.compile(r"[._\-]+")
# The lengths of RFC 5321 also keep the time linear in a hostile text without any "@".
_ADDRESS = re.compile(
    r"[^\s<>\"'(),;:\[\]@]{1,64}@[^\s<>\"'(),;:\[\]@]{1,253}\.[^\s<>\"'(),;:\[\]@.]{1,63}"
)
_TAIL = re.compile(r"(.*?[a-z].*?|)(\d*)(?:(?<=\d)[a-z]{1,3})?", re.S)
_DIGITS_AT_END = re.compile(r"^(.*?)(\d*)\Z", re.S)
_ALIASES = {"googlemail.com": "gmail.com", "ya.ru": "yandex.ru", "yandex.com": "yandex.ru"}
_DOTS_MEAN_NOTHING = frozenset({"gmail.com"})


@dataclass(frozen=True, slots=True)
class LocalPart:
    """The mailbox name, taken apart.

    Attributes:
        stem: its letters without separators up to the digits: `kuznetsovmtrade`.
        reduced: the same without words of the trade: `kuznetsovm`.
        digits: the digits that follow: `786`; a short tail behind them (`786uk`) is left out.
    """

    stem: str
    reduced: str
    digits: str

    def stems(self) -> tuple[str, ...]:
        """The stem, and the reduced one where it differs and still names somebody."""
        return tuple(dict.fromkeys(one for one in (self.stem, self.reduced) if one))


def normal(text: str) -> str:
    """Write an address in its one form, or return "" when there is none in the text.

    Case, tag (`+offers`) and, where the provider ignores them, dots are dropped.
    """
    found = _ADDRESS.search(text)
    if found is None:
        return ""
    local, _, domain = found[0].strip(".").lower().rpartition("@")
    domain = _ALIASES.get(domain, domain)
    local = local.split("+", 1)[0] or local
    if domain in _DOTS_MEAN_NOTHING:
        local = local.replace(".", "")
    return f"{local}@{domain}" if local else ""


def mails_in(text: str) -> tuple[str, ...]:
    """Find the addresses in a text, in normal form, each once."""
    found = (normal(one[0]) for one in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(filter(None, found)))


def split(address: str) -> tuple[str, str]:
    """Local part and domain of an address; ("", "") when it is none."""
    local, _, domain = normal(address).rpartition("@")
    return local, domain


@lru_cache(maxsize=65536)
def local_part(address: str) -> LocalPart:
    """Take the local part of an address (or a bare local part) apart."""
    local = split(address)[0] if "@" in address else address.lower().split("+", 1)[0]
    pieces = [piece for piece in _SEPARATORS.split(anyascii(local).lower()) if piece]
    whole = _TAIL.fullmatch("".join(pieces))
    kept = "".join(piece for piece in pieces if not _is_trade_word(piece))
    reduced = _TAIL.fullmatch(kept or "".join(pieces))
    if whole is None or reduced is None:
        return LocalPart("".join(pieces), kept, "")
    return LocalPart(whole[1], reduced[1], reduced[2] or whole[2])


def is_role(address: str) -> bool:
    """Tell whether the local part names a desk: `info`, `sales01`, `export.manager`."""
    pieces = [_stem_and_digits(p)[0] for p in _SEPARATORS.split(split(address)[0]) if p]
    return bool(pieces) and all(piece in ROLES or not piece for piece in pieces)


def _is_trade_word(piece: str) -> bool:
    return _stem_and_digits(piece)[0] in _TRADE_WORDS


def _stem_and_digits(text: str) -> tuple[str, str]:
    found = _DIGITS_AT_END.match(text)
    assert found is not None, "the pattern matches every line"
    return found[1], found[2]
