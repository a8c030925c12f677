"""Forms of the lists: whom to ask about, files of a list, an entry of the house's own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from muniment.matching.countries import countries
from muniment.screening.domain.hits import Question
from muniment.screening.domain.parties import PartyKind
from muniment.web.customs_data.words import country_choices
from muniment.web.screening.words import KINDS

LARGEST_LIST = 128 * 1024 * 1024
"""Bytes of one list file through a page; larger ones go into the folder or the terminal."""
LARGEST_CUSTOMERS = 2 * 1024 * 1024


class ScreenForm(forms.Form):
    """One party to ask all lists about."""

    names = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=1000,
        help_text=gettext_lazy("Other spellings on lines of their own."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "data-search": True}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who that is"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        required=False,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=country_choices, required=False
    )
    born = forms.RegexField(
        r"\A\d{4}(-\d{2}){0,2}\Z",
        label=gettext_lazy("Date of birth"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "1960-08-11"}),
        error_messages={"invalid": gettext_lazy("Write it as 1960-08-11, 1960-08 or 1960.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Passport or registration number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def question(self) -> Question:
        """What is asked of the lists."""
        told: dict[str, str] = self.cleaned_data
        return Question(
            names=tuple(line.strip() for line in told["names"].splitlines() if line.strip()),
            kind=PartyKind(told["kind"] or PartyKind.UNKNOWN),
            countries=(told["country"],) if told["country"] else (),
            birth_dates=(told["born"],) if told["born"] else (),
            identifiers=(told["number"],) if told["number"] else (),
        )


class ManyFiles(forms.ClearableFileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Check each file; at least one is wanted."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class ListForm(forms.Form):
    """The files of one list or several, as their governments publish them."""

    lists = FilesField(
        label=gettext_lazy("Files of the list"),
        help_text=gettext_lazy(
            "As the government publishes them: CSV or XML, packed or not. OFAC’s list has three "
            "files; choose them together."
        ),
        widget=ManyFiles(attrs={"multiple": True}),
    )
    dated_on = forms.DateField(
        label=gettext_lazy("Date of the list"),
        required=False,
        help_text=gettext_lazy("Only if the file does not say it; you vouch for it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    good_rows_only = forms.BooleanField(
        label=gettext_lazy("Load what can be read if some rows cannot"), required=False
    )
    parts_may_miss = forms.BooleanField(
        label=gettext_lazy("Load the list though one of its files is missing"), required=False
    )
    may_shrink = forms.BooleanField(
        label=gettext_lazy("I compared: it is right that the list loses many parties"),
        required=False,
    )


class CustomersForm(forms.Form):
    """A table of customers to ask about at once."""

    file = forms.FileField(
        label=gettext_lazy("Table of names"),
        help_text=gettext_lazy(
            "CSV with a heading for the names, at most 2 MB. It is read and not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )


class OwnForm(forms.Form):
    """Somebody for the house's own list."""

    names = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=1000,
        help_text=gettext_lazy("Other spellings on lines of their own."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who that is"),
        choices=[(it.value, KINDS[it]) for it in KINDS if it is not PartyKind.AIRCRAFT],
        initial=PartyKind.ENTITY.value,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=country_choices, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Facts, with the order or case. It is sealed."),
    )

    def lines(self) -> Sequence[str]:
        """The names line by line."""
        text: str = self.cleaned_data["names"]
        return text.splitlines()

    def countries(self) -> Sequence[str]:
        """The country, if it was said and is one."""
        code: str = self.cleaned_data["country"]
        return [code] if code in countries() else []


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000)
