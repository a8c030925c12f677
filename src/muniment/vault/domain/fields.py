"""What a dossier is made of: compartments, and fields that carry their own secrecy.

A field says everything a door needs to know about it before any value exists: how it is
typed, how secret it is, what its mask looks like and which blind index finds it. The
default catalogue stands in `catalogue.py`; a company adds its own under the same rules.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class FieldType(StrEnum):
    """How a value is read, kept and shown; `values.py` has one rule for each."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # paragraphs
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    ADDRESS = "address"  # postal lines
    MONEY = "money"
    DATE = "date"
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    NUMBER = "number"  # exact decimal
    CHOICE = "choice"  # one of the field's own `choices`
    CONTACTS = "contacts"  # people: name, post, e-mail, phone, note
    REGISTRATION_NUMBER = "registration_number"
    PAYMENT_TERMS = "payment_terms"
    REGISTER = "register"  # no value of its own: governs a register kept by another room


class SecrecyLevel(StrEnum):
    """How secret a field is; every level but `public` counts as sealed."""

    PUBLIC = "public"  # 公开
    INTERNAL = "internal"  # 内部
    SECRET = "secret"  # 秘密  # noqa: S105 - a level, not a password
    TOP_SECRET = "top_secret"  # 机密 / 绝密  # noqa: S105 - a level, not a password


class MaskKind(StrEnum):
    """What a masked cell leaves to be seen; see `masks.py`."""

    HIDDEN = "hidden"  # nothing but the sign that a value is there
    TEXT = "text"  # the first letter
    EMAIL = "email"  # the first letter and the last part of the domain
    PHONE = "phone"  # the country code
    URL = "url"  # the last part of the host
    MONEY = "money"  # the currency and the magnitude
    YEAR = "year"  # the year of a date
    ADDRESS = "address"  # that there is an address, no line of it
    CONTACTS = "contacts"  # posts, no names


class IndexKind(StrEnum):
    """Which blind index finds the value; see `blind.py`."""

    NONE = "none"
    EXACT_EMAIL = "exact_email"  # the address, and its domain
    EXACT_PHONE = "exact_phone"
    EXACT_DOMAIN = "exact_domain"
    EXACT_REGISTRATION = "exact_registration"
    WORDS = "words"  # each word of a name
    CONTACTS = "contacts"  # addresses, domains and phones of each person


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice field: the code is kept, the labels are shown."""

    code: str
    label_en: str
    label_zh: str


@dataclass(frozen=True, slots=True)
class CompartmentSpec:
    """One compartment of a dossier: what is opened, granted, counted and erased as a whole.

    Attributes:
        code: stable name, see `check_compartment_code`.
        icon: name of a Tabler icon.
        about: one sentence that says what is kept here, marked for translation.
    """

    code: str
    label_en: str
    label_zh: str
    icon: str
    about: str

    def label(self, lang: str) -> str:
        """The label in the language of the reader."""
        return label_in(lang, self.label_en, self.label_zh)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of every dossier.

    Attributes:
        code: `compartment.name`, stable for ever; see `check_field_code`.
        level: how secret; with the access table it decides what a grant lifts to.
        mask: what `masked` cells show.
        index: which blind index finds it, if any.
        in_list: may stand as a column in the customer list.
        required: a dossier is incomplete without it; never a reason to refuse a save.
        several: holds more than one entry, one a line.
        choices: the answers of a choice field, in the order shown.
    """

    code: str
    compartment: str
    label_en: str
    label_zh: str
    type: FieldType = FieldType.TEXT
    level: SecrecyLevel = SecrecyLevel.SECRET
    mask: MaskKind = MaskKind.HIDDEN
    index: IndexKind = IndexKind.NONE
    in_list: bool = False
    required: bool = False
    several: bool = False
    help_en: str = ""
    help_zh: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether the value is a secret of the company: every level but public."""
        return self.level is not SecrecyLevel.PUBLIC

    def label(self, lang: str) -> str:
        """The label in the language of the reader."""
        return label_in(lang, self.label_en, self.label_zh)

    def help(self, lang: str) -> str:
        """What to write here, in the language of the reader; may be empty."""
        return label_in(lang, self.help_en, self.help_zh)


class FieldCodeInvalid(MunimentError):
    """A code for a field or compartment that would not last; nothing was added."""

    code = "vault.field.code_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("“{given}” cannot be a code: {why}.")
    next_step = gettext_noop("Use small letters, digits and _, like “sample_policy”.")


class FieldSpecInvalid(MunimentError):
    """A field whose parts do not fit each other; nothing was added."""

    code = "vault.field.spec_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The field “{field}” does not fit together: {why}.")
    next_step = gettext_noop("Change the field as the sentence says, then save again.")


_NAME = re.compile(r"[a-z][a-z0-9_]{1,30}\Z")

_INDEXED_TYPES = {
    IndexKind.EXACT_EMAIL: {FieldType.EMAIL},
    IndexKind.EXACT_PHONE: {FieldType.PHONE},
    IndexKind.EXACT_DOMAIN: {FieldType.URL},
    IndexKind.EXACT_REGISTRATION: {FieldType.REGISTRATION_NUMBER},
    IndexKind.WORDS: {FieldType.TEXT},
    IndexKind.CONTACTS: {FieldType.CONTACTS},
}
_MASKED_TYPES = {
    MaskKind.TEXT: {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.REGISTRATION_NUMBER},
    MaskKind.EMAIL: {FieldType.EMAIL},
    MaskKind.PHONE: {FieldType.PHONE},
    MaskKind.URL: {FieldType.URL},
    MaskKind.MONEY: {FieldType.MONEY},
    MaskKind.YEAR: {FieldType.DATE},
    MaskKind.ADDRESS: {FieldType.ADDRESS},
    MaskKind.CONTACTS: {FieldType.CONTACTS},
}
_SINGLE_TYPES = {
    FieldType.LONG_TEXT,
    FieldType.ADDRESS,
    FieldType.CONTACTS,
    FieldType.REGISTER,
    FieldType.PAYMENT_TERMS,
}


def label_in(lang: str, en: str, zh: str) -> str:
    """Choose the Chinese wording for a Chinese reader if there is one, else the English."""
    return zh if zh and lang.lower().startswith("zh") else en or zh


def check_compartment_code(code: str, taken: frozenset[str] = frozenset()) -> str:
    """Hand a compartment code back if it may be used for a new compartment.

    Codes live in sealed bindings and in the ledger, so they are never renamed or used
    twice; a leading `_` is kept for the house itself.

    Raises:
        FieldCodeInvalid: the form is wrong, or the code was used before.
    """
    if not _NAME.match(code):
        raise FieldCodeInvalid(
            given=code[:40], why=gettext_noop("it needs 2 to 31 small letters, digits or _")
        )
    if code in taken:
        raise FieldCodeInvalid(given=code, why=gettext_noop("it was used before"))
    return code


def check_field_code(
    code: str, compartments: frozenset[str], taken: frozenset[str] = frozenset()
) -> str:
    """Hand a field code back if it may be used for a new field of a known compartment.

    Raises:
        FieldCodeInvalid: not `compartment.name`, an unknown compartment, or used before.
    """
    compartment, dot, name = code.partition(".")
    if not dot or not _NAME.match(name):
        raise FieldCodeInvalid(
            given=code[:40], why=gettext_noop("it needs the form compartment.name")
        )
    if compartment not in compartments:
        raise FieldCodeInvalid(given=code, why=gettext_noop("there is no such compartment"))
    if code in taken:
        raise FieldCodeInvalid(given=code, why=gettext_noop("it was used before"))
    return code


def check_spec(spec: FieldSpec) -> FieldSpec:
    """Hand a field back if its type, mask, index and choices fit each other.

    Raises:
        FieldSpecInvalid: with the part that does not fit.
    """
    for why, wrong in _misfits(spec):
        if wrong:
            raise FieldSpecInvalid(field=spec.code, why=why)
    return spec


def _misfits(spec: FieldSpec) -> tuple[tuple[str, bool], ...]:
    codes = [choice.code for choice in spec.choices]
    of_index = _INDEXED_TYPES.get(spec.index, {spec.type})
    of_mask = _MASKED_TYPES.get(spec.mask, {spec.type})
    return (
        (gettext_noop("it needs a label"), not (spec.label_en.strip() or spec.label_zh.strip())),
        (
            gettext_noop("its code belongs to another compartment"),
            spec.code.split(".")[0] != spec.compartment,
        ),
        (gettext_noop("only a choice has choices"), bool(codes) != (spec.type is FieldType.CHOICE)),
        (gettext_noop("two choices share a code"), len(set(codes)) != len(codes)),
        (gettext_noop("this index does not fit the type"), spec.type not in of_index),
        (gettext_noop("this mask does not fit the type"), spec.type not in of_mask),
        (
            gettext_noop("this type holds one entry only"),
            spec.several and spec.type in _SINGLE_TYPES,
        ),
        (
            gettext_noop("a register cannot stand in the list"),
            spec.in_list and spec.type is FieldType.REGISTER,
        ),
    )
