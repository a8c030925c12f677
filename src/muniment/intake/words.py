"""What pages, terminal and reports call the targets of columns."""

from django.utils.translation import get_language, gettext, gettext_noop

from muniment.intake.vocabularies import fields

_WORDS = {
    "number": gettext_noop("Order number"),
    "customer": gettext_noop("Customer number"),
    "ordered_on": gettext_noop("Order date"),
    "total": gettext_noop("Order total"),
    "amount": gettext_noop("Amount of the row"),
    "currency": gettext_noop("Currency"),
    "quantity": gettext_noop("Quantity"),
    "unit_price": gettext_noop("Unit price"),
    "handled_by": gettext_noop("Handled by"),
    "state": gettext_noop("State of the order"),
    "keeper": gettext_noop("Keeper (colleague)"),
    "contact.name": gettext_noop("Contact person: name"),
    "contact.post": gettext_noop("Contact person: post"),
    "contact.email": gettext_noop("Contact person: e-mail"),
    "contact.phone": gettext_noop("Contact person: phone"),
    "contact.note": gettext_noop("Contact person: note"),
}


def word_for(target: str) -> str:
    """Name a target in the language of the reader: our own word, or the label of the field."""
    if target in _WORDS:
        return gettext(_WORDS[target])
    spec = fields().get(target)
    return spec.label(get_language() or "en") if spec else target
