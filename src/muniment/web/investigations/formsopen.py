"""Forms that open a case: the mail, what is known, and what the case is for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from muniment.core.money import Money, NotMoney
from muniment.investigations.domain import wording
from muniment.investigations.domain.inquiry import as_text, parse_inquiry
from muniment.investigations.services import Occasion
from muniment.matching.countries import code_of
from muniment.web.investigations.words import say

GROUPS: Sequence[tuple[str, Any, tuple[str, ...]]] = (
    ("company", gettext_lazy("The company"),
     ("company.name", "company.country", "company.website", "company.address",
      "company.registration_number", "company.tax_number", "company.trading_name")),
    ("person", gettext_lazy("The person who writes"),
     ("person.name", "person.title", "contact.email", "contact.phone")),
    ("deal", gettext_lazy("What they want"),
     ("deal.product", "deal.hs_code", "deal.quantity", "deal.unit", "deal.unit_price",
      "deal.amount", "deal.currency", "deal.incoterm", "deal.port", "deal.destination",
      "deal.payment", "deal.consignee", "deal.notify", "deal.forwarder")),
    ("bank", gettext_lazy("Their bank"),
     ("bank.name", "bank.country", "bank.account", "bank.bic", "bank.holder")),
)  # fmt: skip
_CODES = tuple(code for _, _, codes in GROUPS for code in codes)
_COUNTRIES = frozenset({"company.country", "bank.country", "deal.destination"})
_LARGEST_MAIL = 2_000_000
_TRIGGERS = ("inquiry", "order", "dispute")
SCHEDULE = "schedule"
_ABOUT_CUSTOMER = ("dossier", "order", "dispute", "inquiry", SCHEDULE)


class MailForm(forms.Form):
    """The mail as it came: pasted, or as a file with its headers."""

    mail = forms.CharField(
        label=gettext_lazy("The mail"), required=False, max_length=_LARGEST_MAIL, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Best with its headers (“show original”, “view source”): they tell which way it came."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or the mail as a file"), required=False,
        widget=forms.FileInput(attrs={"accept": ".eml,.txt,message/rfc822"}),
        help_text=gettext_lazy("Saved as .eml, up to 2 MB."),
    )  # fmt: skip

    @property
    def text(self) -> str:
        """The mail as text; a file wins. "" while there is none, or when it cannot be read."""
        told = getattr(self, "cleaned_data", {})
        file: UploadedFile[bytes] | None = told.get("file")
        text: str = as_text(file.read()) if file else told.get("mail") or ""
        return text if text.strip() else ""

    def require_text(self) -> None:
        """Say beside the field that there is nothing to read, unless something else is wrong."""
        if not self.errors:
            told = gettext("Paste the mail here, or choose it as a file below.")
            self.add_error("mail", told)


class KnownForm(forms.Form):
    """What is known of the buyer: one field a fact, one value a line."""

    def __init__(self, data: Any = None, *, values: Mapping[str, Sequence[str]] | None = None):
        told = {_name(code): "\n".join(found) for code, found in (values or {}).items()}
        super().__init__(data, initial=told)
        for code in _CODES:
            lines = len((values or {}).get(code, ())) or 1
            self.fields[_name(code)] = _field(code, lines)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields in their groups, with whether any of a group is filled in."""
        return [
            {
                "code": group, "title": title, "fields": [self[_name(code)] for code in codes],
                "is_open": group != "bank" or any(self[_name(code)].value() for code in codes),
            }
            for group, title, codes in GROUPS
        ]  # fmt: skip

    def clean(self) -> None:
        """Write countries as codes; one that nobody knows is said beside its field."""
        for code in _COUNTRIES:
            written = self.cleaned_data.get(_name(code), "").strip()
            found = code_of(written) if written else ""
            if found:
                self.cleaned_data[_name(code)] = found
            elif written and code != "deal.destination":
                told = gettext(
                    "No country of this name is known. Write it like Kenya, 肯尼亚 or KE."
                )
                self.add_error(_name(code), told)

    def facts(self, mail: str) -> dict[str, list[str]]:
        """What was typed or corrected, and what the mail says beyond the fields of this form."""
        read = parse_inquiry(mail).facts if mail else {}
        beyond = {code: list(found) for code, found in read.items() if code not in _CODES}
        typed = {code: self.cleaned_data.get(_name(code), "").splitlines() for code in _CODES}
        return beyond | {code: lines for code, lines in typed.items() if any(lines)}


class OccasionForm(forms.Form):
    """What the case is for, and how much could be lost."""

    trigger = forms.ChoiceField(label=gettext_lazy("Opened for"))
    order = forms.CharField(
        label=gettext_lazy("Number of the order or dispute"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "PO-77"}),
    )  # fmt: skip
    amount = forms.CharField(
        label=gettext_lazy("How much could be lost?"), required=False, max_length=20,
        help_text=gettext_lazy("The more is at risk, the more has to be checked."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "12500.00"}),
    )  # fmt: skip
    currency = forms.CharField(
        label=gettext_lazy("Currency"), required=False, max_length=3, initial="USD",
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 4}),
    )  # fmt: skip
    about = forms.CharField(
        label=gettext_lazy("In your words"), required=False, max_length=2000,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": gettext_lazy("What should a reader know first?")}
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, about_customer: bool = False, **told: Any) -> None:
        super().__init__(*args, **told)
        codes = _ABOUT_CUSTOMER if about_customer else _TRIGGERS
        field = self.fields["trigger"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, say(wording.TRIGGERS, code)) for code in codes]
        if about_customer:
            self.fields["mail"] = forms.CharField(
                label=gettext_lazy("Their mail, if there is one"), required=False, strip=False,
                max_length=_LARGEST_MAIL, widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip

    def clean(self) -> None:
        """Read amount and currency as money."""
        amount = self.cleaned_data.get("amount", "").replace(",", "").strip()
        try:
            self._at_risk = (
                Money.of(amount, self.cleaned_data.get("currency", "").strip().upper())
                if amount
                else None
            )
        except NotMoney:
            self.add_error("amount", gettext("Write it like 12500.00, with a currency like USD."))

    def occasion(self) -> Occasion:
        """What the form says, as the verb wants it."""
        told = self.cleaned_data
        return Occasion(
            trigger=told["trigger"], order=told["order"], at_risk=self._at_risk,
            about=told["about"],
        )  # fmt: skip


def begun_with(facts: Mapping[str, Sequence[str]]) -> tuple[KnownForm, OccasionForm]:
    """Fill both forms with what a mail says; without a sum, with quantity times price."""
    amount = max(filter(_is_number, facts.get("deal.amount", ())), key=Decimal, default="")
    amount = amount or _worked_out(facts)
    currency = next(iter(facts.get("deal.currency", ())), "")
    initial = {"amount": amount} if amount else {}
    initial |= {"currency": currency} if currency else {}
    return KnownForm(values=facts), OccasionForm(initial=initial)


def _worked_out(facts: Mapping[str, Sequence[str]]) -> str:
    """The largest quantity, containers left out, times the only price; "" when there are more."""
    quantities, units = facts.get("deal.quantity", ()), facts.get("deal.unit", ())
    priced = [
        Decimal(one)
        for one, unit in zip_longest(quantities, units, fillvalue="")
        if unit != "containers" and _is_number(one)
    ]
    prices = [one for one in facts.get("deal.unit_price", ()) if _is_number(one)]
    if len(prices) != 1 or not priced:
        return ""
    return f"{max(priced) * Decimal(prices[0]):.2f}"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _name(code: str) -> str:
    return code.replace(".", "-")


def _field(code: str, lines: int) -> forms.CharField:
    attrs = {"rows": min(lines, 4), "autocomplete": "off", "class": "m-one-line"}
    return forms.CharField(
        label=say(wording.FACTS, code), required=False, max_length=4000,
        widget=forms.Textarea(attrs=attrs),
    )  # fmt: skip
