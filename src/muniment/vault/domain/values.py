"""Values: from what somebody typed to one canonical text, and back to what a reader sees.

Canonical texts are what gets sealed, compared and indexed, so two ways of writing the
same thing must come out the same. Parsing a canonical text gives it back unchanged.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.money import Money
from muniment.vault.domain.amounts import (
    Unreadable,
    money_text,
    number_text,
    read_date,
    read_money,
    read_number,
)
from muniment.vault.domain.contacts import contacts_text, load_contacts, read_contacts
from muniment.vault.domain.countries import countries, country_named
from muniment.vault.domain.fields import FieldSpec, FieldType
from muniment.vault.domain.reach import (
    host_of,
    read_email,
    read_phone,
    read_url,
    shown_host,
    shown_phone,
)
from muniment.vault.domain.tidy import lines, one_line, paragraphs, plain

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
MOST_ENTRIES = 200
MOST_ADDRESS_LINES = 10
LONGEST_RAW = 200_000


class ValueInvalid(MunimentError):
    """The text is no value of this field; nothing was written, and the text is not repeated."""

    code = "vault.value.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("“{field}” cannot take this: {why}.")
    next_step = gettext_noop("Write it like {example}.")


@dataclass(frozen=True, slots=True)
class Value:
    """A value in canonical form, with the field it belongs to."""

    spec: FieldSpec
    text: str

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries of a field that holds several; else the one text."""
        return tuple(self.text.split("\n")) if self.spec.several else (self.text,)

    def display(self, lang: str = "en") -> str:
        """The value as a reader of this language expects it; several entries one a line."""
        show = _DISPLAYS.get(self.spec.type, _as_it_is)
        return "\n".join(show(entry, self.spec, lang) for entry in self.entries)


def parse(raw: str, spec: FieldSpec, *, region: str = "") -> Value:
    """Read what somebody typed into a field.

    Args:
        region: country (ISO alpha-2) that phone numbers without country code belong to.

    Raises:
        ValueInvalid: names the field, what is wrong and an example; never the text itself.
    """
    try:
        if len(raw) > LONGEST_RAW:
            raise Unreadable(_TOO_LONG)
        entries = _split(raw, spec)
        read = _READERS[spec.type]
        canonical = [read(entry, spec, region) for entry in entries]
    except Unreadable as trouble:
        example = example_of(spec)
        raise ValueInvalid(field=spec.code, why=str(trouble), example=example) from None
    return Value(spec, "\n".join(dict.fromkeys(canonical)))


def example_of(spec: FieldSpec) -> str:
    """How a value of this field is written."""
    if spec.type is FieldType.CHOICE:
        return spec.choices[0].label_en
    return _EXAMPLES[spec.type]


_TOO_LONG = gettext_noop("it is too long")
_EMPTY = gettext_noop("it is empty")
_PARTED_BY_SEMICOLON = {FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.COUNTRY}
_SEMICOLON = re.compile("[;；\n]")


def _split(raw: str, spec: FieldSpec) -> list[str]:
    if not one_line(raw):
        raise Unreadable(_EMPTY)
    if not spec.several:
        return [raw]
    parted = spec.type in _PARTED_BY_SEMICOLON and ";ext=" not in raw
    entries = [
        entry for entry in (_SEMICOLON.split(raw) if parted else lines(raw)) if one_line(entry)
    ]
    if not entries:
        raise Unreadable(_EMPTY)
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(gettext_noop("it has more than 200 entries"))
    return entries


def _text(raw: str, _spec: FieldSpec, _region: str) -> str:
    text = one_line(raw)
    if len(text) > LONGEST_LINE:
        raise Unreadable(_TOO_LONG)
    return text


def _long_text(raw: str, _spec: FieldSpec, _region: str) -> str:
    text = paragraphs(raw)
    if len(text) > LONGEST_TEXT:
        raise Unreadable(_TOO_LONG)
    return text


def _address(raw: str, _spec: FieldSpec, _region: str) -> str:
    found = lines(raw)
    if len(found) > MOST_ADDRESS_LINES or any(len(line) > LONGEST_LINE for line in found):
        raise Unreadable(_TOO_LONG)
    return "\n".join(found)


def _country(raw: str, _spec: FieldSpec, _region: str) -> str:
    found = country_named(raw)
    if found is None:
        raise Unreadable(gettext_noop("there is no such country or region"))
    return found.code


def _choice(raw: str, spec: FieldSpec, _region: str) -> str:
    given = one_line(raw).casefold()
    for choice in spec.choices:
        if given in {choice.code, choice.label_en.casefold(), choice.label_zh.casefold()}:
            return choice.code
    raise Unreadable(gettext_noop("it is not one of the choices"))


_REGISTRATION = re.compile(r"[0-9A-Z][0-9A-Z ./\\&_-]{1,38}[0-9A-Z]\Z")


def _registration_number(raw: str, _spec: FieldSpec, _region: str) -> str:
    text = plain(raw).upper()
    if not _REGISTRATION.match(text) or not any(letter.isdigit() for letter in text):
        raise Unreadable(gettext_noop("it is not a number of a register"))
    return text


def _register(_raw: str, _spec: FieldSpec, _region: str) -> str:
    raise Unreadable(gettext_noop("its entries are kept in a register of their own"))


Reader = Callable[[str, FieldSpec, str], str]
_READERS: Mapping[FieldType, Reader] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _long_text,
    FieldType.EMAIL: lambda raw, _spec, _region: read_email(raw),
    FieldType.PHONE: lambda raw, _spec, region: read_phone(raw, region),
    FieldType.URL: lambda raw, _spec, _region: read_url(raw),
    FieldType.ADDRESS: _address,
    FieldType.MONEY: lambda raw, _spec, _region: money_text(read_money(raw)),
    FieldType.DATE: lambda raw, _spec, _region: read_date(raw).isoformat(),
    FieldType.COUNTRY: _country,
    FieldType.NUMBER: lambda raw, _spec, _region: number_text(read_number(raw)),
    FieldType.CHOICE: _choice,
    FieldType.CONTACTS: lambda raw, _spec, region: contacts_text(read_contacts(raw, region)),
    FieldType.REGISTRATION_NUMBER: _registration_number,
    FieldType.PAYMENT_TERMS: _text,
    FieldType.REGISTER: _register,
}
_EXAMPLES: Mapping[FieldType, str] = {
    FieldType.TEXT: "Nordic Lamp Trading",
    FieldType.LONG_TEXT: "Orders twice a year, in March and September.",
    FieldType.EMAIL: "maria@example.com",
    FieldType.PHONE: "+49 30 901820",
    FieldType.URL: "https://example.com",
    FieldType.ADDRESS: "12 Quay Street, Aarhus, Denmark",
    FieldType.MONEY: "1234.50 USD",
    FieldType.DATE: "2026-05-03",
    FieldType.COUNTRY: "Denmark",
    FieldType.NUMBER: "12.5",
    FieldType.CONTACTS: "Maria Lund; Buyer; maria@example.com; +49 30 901820",
    FieldType.REGISTRATION_NUMBER: "HRB 123456",
    FieldType.PAYMENT_TERMS: "30% T/T deposit, 70% against copy of B/L",
    FieldType.REGISTER: "PO-2026-0017",
}


def _as_it_is(text: str, _spec: FieldSpec, _lang: str) -> str:
    return text


def _shown_email(text: str, _spec: FieldSpec, _lang: str) -> str:
    local, _, host = text.rpartition("@")
    return f"{local}@{shown_host(host)}"


def _shown_url(text: str, _spec: FieldSpec, _lang: str) -> str:
    host = host_of(text)
    return text.replace(host, shown_host(host), 1)


def _shown_money(text: str, _spec: FieldSpec, _lang: str) -> str:
    amount, _, currency = text.partition(" ")
    return str(Money.of(amount, currency))


def _shown_country(text: str, _spec: FieldSpec, lang: str) -> str:
    return countries()[text].name(lang)


def _shown_choice(text: str, spec: FieldSpec, lang: str) -> str:
    """Show a code that was retired since as it stands."""
    for choice in spec.choices:
        if choice.code == text:
            return choice.label_zh if lang.startswith("zh") else choice.label_en
    return text


_DISPLAYS: Mapping[FieldType, Callable[[str, FieldSpec, str], str]] = {
    FieldType.EMAIL: _shown_email,
    FieldType.PHONE: lambda text, _spec, _lang: shown_phone(text),
    FieldType.URL: _shown_url,
    FieldType.MONEY: _shown_money,
    FieldType.COUNTRY: _shown_country,
    FieldType.NUMBER: lambda text, _spec, _lang: f"{Decimal(text):,f}",
    FieldType.CHOICE: _shown_choice,
    FieldType.CONTACTS: lambda text, _spec, _lang: "\n".join(
        person.line() for person in load_contacts(text)
    ),
}
