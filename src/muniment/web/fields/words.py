"""Types, levels, masks and indexes in the reader's words, and which of them fit a type."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.vault.domain.fields import FieldType, IndexKind, MaskKind, SecrecyLevel

TYPES: Mapping[FieldType, str | Promise] = {
    FieldType.TEXT: gettext_lazy("Text, one line"),
    FieldType.LONG_TEXT: gettext_lazy("Text, several paragraphs"),
    FieldType.EMAIL: gettext_lazy("E-mail address"),
    FieldType.PHONE: gettext_lazy("Phone number"),
    FieldType.URL: gettext_lazy("Web address"),
    FieldType.ADDRESS: gettext_lazy("Postal address"),
    FieldType.MONEY: gettext_lazy("Amount of money"),
    FieldType.DATE: gettext_lazy("Day"),
    FieldType.COUNTRY: gettext_lazy("Country"),
    FieldType.NUMBER: gettext_lazy("Number"),
    FieldType.CHOICE: gettext_lazy("Choice"),
    FieldType.CONTACTS: gettext_lazy("List of people"),
    FieldType.REGISTRATION_NUMBER: gettext_lazy("Registration number"),
    FieldType.PAYMENT_TERMS: gettext_lazy("Terms of payment"),
    FieldType.REGISTER: gettext_lazy("Register of another room"),
}
LEVELS: Mapping[SecrecyLevel, str | Promise] = {
    SecrecyLevel.TOP_SECRET: gettext_lazy("top secret"),
    SecrecyLevel.SECRET: gettext_lazy("secret"),
    SecrecyLevel.INTERNAL: gettext_lazy("internal"),
    SecrecyLevel.PUBLIC: gettext_lazy("public"),
}
MASKS: Mapping[MaskKind, str | Promise] = {
    MaskKind.HIDDEN: gettext_lazy("nothing"),
    MaskKind.TEXT: gettext_lazy("the first letter"),
    MaskKind.EMAIL: gettext_lazy("the first letter and the end of the domain"),
    MaskKind.PHONE: gettext_lazy("the country code"),
    MaskKind.URL: gettext_lazy("the end of the domain"),
    MaskKind.MONEY: gettext_lazy("the currency and the size"),
    MaskKind.YEAR: gettext_lazy("the year"),
    MaskKind.ADDRESS: gettext_lazy("that there is an address"),
    MaskKind.CONTACTS: gettext_lazy("posts, no names"),
}
INDEXES: Mapping[IndexKind, str | Promise] = {
    IndexKind.NONE: gettext_lazy("no"),
    IndexKind.EXACT_EMAIL: gettext_lazy("by address and domain"),
    IndexKind.EXACT_PHONE: gettext_lazy("by number"),
    IndexKind.EXACT_DOMAIN: gettext_lazy("by domain"),
    IndexKind.EXACT_REGISTRATION: gettext_lazy("by number"),
    IndexKind.WORDS: gettext_lazy("by word"),
    IndexKind.CONTACTS: gettext_lazy("by address, domain and phone"),
}

MASK_OF: Mapping[FieldType, MaskKind] = {
    FieldType.TEXT: MaskKind.TEXT,
    FieldType.LONG_TEXT: MaskKind.TEXT,
    FieldType.REGISTRATION_NUMBER: MaskKind.TEXT,
    FieldType.EMAIL: MaskKind.EMAIL,
    FieldType.PHONE: MaskKind.PHONE,
    FieldType.URL: MaskKind.URL,
    FieldType.MONEY: MaskKind.MONEY,
    FieldType.DATE: MaskKind.YEAR,
    FieldType.ADDRESS: MaskKind.ADDRESS,
    FieldType.CONTACTS: MaskKind.CONTACTS,
}
"""What a masked cell can leave to be seen of a type; of the others it leaves nothing."""

INDEX_OF: Mapping[FieldType, IndexKind] = {
    FieldType.TEXT: IndexKind.WORDS,
    FieldType.EMAIL: IndexKind.EXACT_EMAIL,
    FieldType.PHONE: IndexKind.EXACT_PHONE,
    FieldType.URL: IndexKind.EXACT_DOMAIN,
    FieldType.REGISTRATION_NUMBER: IndexKind.EXACT_REGISTRATION,
    FieldType.CONTACTS: IndexKind.CONTACTS,
}
"""How a value of a type is found again; the others cannot be searched."""
