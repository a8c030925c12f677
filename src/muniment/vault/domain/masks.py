"""Masks: enough to recognise, too little to use.

A mask has a fixed number of dots, so it does not tell how long a value is, and nothing
of the hidden part ever stands in it: where it would, the mask is dots alone.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from muniment.vault.domain.contacts import PARTS, load_contacts
from muniment.vault.domain.fields import MaskKind
from muniment.vault.domain.reach import host_of, shown_phone

DOTS = "•••"
_SHORTEST_TEXT = 4  # below this even a first letter says too much
_MOST_POSTS = 3
_SHORTEST_FRAGMENT = 2  # a post may share single letters with a name


def mask(text: str, kind: MaskKind) -> str:
    """Mask a canonical text; of several entries only the first leaves a trace."""
    if not text:
        return ""
    first = text if kind is MaskKind.CONTACTS else text.split("\n", maxsplit=1)[0]
    shown = _MASKS.get(kind, _hidden)(first)
    return DOTS if any(part in shown for part in hidden_parts(text, kind)) else shown


def hidden_parts(text: str, kind: MaskKind) -> tuple[str, ...]:
    """The parts of a canonical text that its mask must not show, for masks and tests."""
    if kind is MaskKind.CONTACTS:
        return _parts_of_people(text)
    first, *others = text.split("\n")
    parts = _HIDDEN.get(kind, _all)(first)
    return tuple(part for part in (*parts, *others) if part)


def _hidden(_text: str) -> str:
    return DOTS


def _all(text: str) -> tuple[str, ...]:
    return (text,)


def _initial(text: str) -> str:
    return text[0] if len(text) >= _SHORTEST_TEXT else ""


def _text(text: str) -> str:
    return f"{_initial(text)}{DOTS}"


def _email(text: str) -> str:
    local, _, host = text.rpartition("@")
    return f"{_initial(local)}{DOTS}@{DOTS}.{host.rpartition('.')[2]}"


def _email_parts(text: str) -> tuple[str, ...]:
    local, _, host = text.rpartition("@")
    return local[len(_initial(local)) :], host.rpartition(".")[0]


def _phone(text: str) -> str:
    return f"{shown_phone(text).split(' ')[0]} {DOTS}"


def _phone_parts(text: str) -> tuple[str, ...]:
    code = shown_phone(text).split(" ")[0]
    number, _, extension = text.removeprefix(code).partition(";ext=")
    return number, extension


def _url(text: str) -> str:
    return f"{DOTS}.{host_of(text).rpartition('.')[2]}"


def _url_parts(text: str) -> tuple[str, ...]:
    host = host_of(text)
    path = text.partition(host)[2].strip("/")
    return host.rpartition(".")[0], path


_MAGNITUDES = ((3, "•"), (4, "•k"), (5, "••k"), (6, "•••k"), (7, "•M"))


def _money(text: str) -> str:
    """Show the currency and the magnitude: `USD ••k` is some ten thousand dollars."""
    amount, _, currency = text.partition(" ")
    digits = len(str(abs(int(Decimal(amount)))))
    band = next((shown for most, shown in _MAGNITUDES if digits <= most), "••M")
    return f"{currency} {band}"


def _year(text: str) -> str:
    return f"{text[:4]}-••-••"


def _contacts(text: str) -> str:
    """Show the posts of the first people, unless a post tells what should be hidden."""
    hidden = [part.casefold() for part in _parts_of_people(text)]
    words = {word for part in hidden for word in (part, *part.split())}
    telling = {word for word in words if len(word) >= _SHORTEST_FRAGMENT}
    posts = [
        person.post if not any(word in person.post.casefold() for word in telling) else ""
        for person in load_contacts(text)[:_MOST_POSTS]
    ]
    return "\n".join(f"{post} {DOTS}".strip() for post in posts)


def _parts_of_people(text: str) -> tuple[str, ...]:
    people = load_contacts(text)
    parts = [getattr(person, part) for person in people for part in PARTS if part != "post"]
    return tuple(part for part in parts if part)


_MASKS: Mapping[MaskKind, Callable[[str], str]] = {
    MaskKind.TEXT: _text,
    MaskKind.EMAIL: _email,
    MaskKind.PHONE: _phone,
    MaskKind.URL: _url,
    MaskKind.MONEY: _money,
    MaskKind.YEAR: _year,
    MaskKind.ADDRESS: lambda _text: f"{DOTS}, {DOTS}",
    MaskKind.CONTACTS: _contacts,
}
_HIDDEN: Mapping[MaskKind, Callable[[str], tuple[str, ...]]] = {
    MaskKind.TEXT: lambda text: (text[len(_initial(text)) :],),
    MaskKind.EMAIL: _email_parts,
    MaskKind.PHONE: _phone_parts,
    MaskKind.URL: _url_parts,
    MaskKind.MONEY: lambda text: (text.partition(" ")[0],),
    MaskKind.YEAR: lambda text: (text[4:],),
}
