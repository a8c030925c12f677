"""Small forms of the customers' pages: list, clash check, purpose of a look."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault.domain.purpose import (
    EXAMPLES,
    KIND_LABELS,
    LONGEST_PURPOSE,
    LONGEST_REFERENCE,
    ReferenceKind,
)
from muniment.vault.domain.states import DossierState
from muniment.vault.gate import ListFilter, Scope, Sort
from muniment.web.vault.words import STATES

FIRST_SCOPE = {Role.SALESPERSON: Scope.MINE, Role.SALES_MANAGER: Scope.TEAM}
SCOPES: dict[Scope, str | Promise] = {
    Scope.MINE: gettext_lazy("Mine"),
    Scope.TEAM: gettext_lazy("My team’s"),
    Scope.ALL: gettext_lazy("All"),
}


class ListForm(forms.Form):
    """What the list is narrowed to. Searched words never enter an address: they are posted."""

    search = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "data-search": True,
                "autocomplete": "off",
                "placeholder": gettext_lazy("Words of a name, e-mail, phone, number"),
            }
        ),
    )
    codename = forms.CharField(
        label=gettext_lazy("Codename"),
        required=False,
        max_length=48,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Amber Heron"}),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=list(STATES.items())
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sorted by"),
        required=False,
        choices=[
            (Sort.CODENAME.value, gettext_lazy("Codename")),
            (Sort.TOUCHED.value, gettext_lazy("Last change")),
        ],
    )
    scope = forms.ChoiceField(
        required=False, choices=list(SCOPES.items()), widget=forms.HiddenInput
    )
    keeper = forms.UUIDField(required=False, widget=forms.HiddenInput)
    unkept = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def narrowed(self, reader: ReaderRow) -> ListFilter:
        """Read what was chosen; what cannot be read narrows nothing."""
        self.is_valid()
        told: dict[str, Any] = self.cleaned_data
        keeper: UUID | None = told.get("keeper")
        unkept = bool(told.get("unkept"))
        first = Scope.ALL if keeper or unkept else FIRST_SCOPE.get(reader.role, Scope.ALL)
        return ListFilter(
            scope=Scope(told.get("scope") or first),
            state=DossierState(told.get("state") or DossierState.OPEN),
            search=told.get("search", "").strip(),
            codename=told.get("codename", "").strip(),
            keeper_id=keeper,
            unkept=unkept,
            sort=Sort(told.get("sort") or Sort.CODENAME),
        )


def _box(label: Any, kind: str, hint: Any) -> forms.CharField:
    attrs = {"type": kind, "autocomplete": "off", "placeholder": hint}
    return forms.CharField(
        label=label, required=False, max_length=300, widget=forms.TextInput(attrs=attrs)
    )


class ClashForm(forms.Form):
    """What is known of a newcomer; one of the boxes is enough."""

    name = _box(gettext_lazy("Name of the company"), "text", "Nordic Lamp Trading ApS")
    email = _box(gettext_lazy("E-mail"), "email", "maria@example.com")
    phone = _box(gettext_lazy("Phone"), "tel", "+45 33 12 34 56")
    registration = _box(gettext_lazy("Registration number"), "text", "HRB 123456")
    website = _box(gettext_lazy("Website"), "text", "example.com")


class ConsultForm(forms.Form):
    """What a look is for, and to which piece of business it belongs."""

    purpose = forms.CharField(
        label=gettext_lazy("What do you need it for?"),
        max_length=LONGEST_PURPOSE,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": gettext_lazy("quote the second colour")}
        ),
    )
    reference_kind = forms.ChoiceField(
        label=gettext_lazy("It belongs to"),
        choices=[(kind.value, gettext_lazy(KIND_LABELS[kind])) for kind in ReferenceKind],
        widget=forms.Select(attrs={"data-reference-kind": True}),
    )
    reference = forms.CharField(
        label=gettext_lazy("Number or name"),
        max_length=LONGEST_REFERENCE,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": EXAMPLES[ReferenceKind.ORDER]}
        ),
    )
