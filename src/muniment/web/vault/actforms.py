"""Forms of the acts on a dossier; each hands the verb exactly what it wants."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import PeopleFilter, PersonRow
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import KEEPERS
from muniment.vault.domain.fields import FieldType, SecrecyLevel
from muniment.vault.domain.policy import may_hold_grant
from muniment.vault.domain.secrets import BASIS_LABELS, LONGEST_BASIS, LONGEST_POINT, ValueBasis
from muniment.vault.domain.states import Duty
from muniment.vault.queries import DossierHead
from muniment.vault.services import Basis
from muniment.web.vault.words import DUTIES, GROUNDS, language

_DAY = {"type": "date"}
_MOST_PEOPLE = 500
GRANT_DAYS = 90


class ActForm(forms.Form):
    """A form about one dossier; `reader_id` is who acts."""

    def __init__(self, *args: Any, head: DossierHead, reader_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head, self.reader_id = head, reader_id
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the dossier."""

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Set the choices of a select, with an empty one first."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *choices]


def _reason() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=3,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Sealed in the record, for whoever asks later why."),
    )


class ReasonForm(ActForm):
    """Nothing but a reason."""

    reason = _reason()


class PlainForm(ActForm):
    """Nothing to fill in: the button is the answer."""


class AssignForm(ActForm):
    """Who keeps the dossier from now on."""

    duty = forms.ChoiceField(label=gettext_lazy("Duty"), choices=list(DUTIES.items()))
    person = forms.ChoiceField(label=gettext_lazy("Person"))
    reason = _reason()

    def prepare(self) -> None:
        """Offer people at work in roles that keep customers."""
        fit = [row for row in _at_work() if row.role in KEEPERS and row.id != self.reader_id]
        self.choose("person", _named(fit))

    def told(self) -> dict[str, Any]:
        """What `assign_custody` wants."""
        return {
            "duty": Duty(self.cleaned_data["duty"]),
            "person_id": UUID(self.cleaned_data["person"]),
            "reason": self.cleaned_data["reason"],
        }


class _ForSomebodyForm(ActForm):
    compartment = forms.ChoiceField(label=gettext_lazy("Compartment"))
    person = forms.ChoiceField(label=gettext_lazy("Person"))

    def prepare(self) -> None:
        """Offer compartments in use and people who may hold a right."""
        fit = [row for row in _at_work() if may_hold_grant(row.role) and row.id != self.reader_id]
        self.choose("person", _named(fit))
        self.choose("compartment", _compartments())


class GrantForm(_ForSomebodyForm):
    """A standing need to know, with a last day."""

    until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs=_DAY),
        help_text=gettext_lazy(
            "At most a year from now. A grant can be ended earlier at any time."
        ),
    )
    reason = _reason()

    def prepare(self) -> None:
        """Propose three months."""
        super().prepare()
        self.fields["until"].initial = timezone.localdate() + timedelta(days=GRANT_DAYS)

    def told(self) -> dict[str, Any]:
        """What `give_grant` wants: the grant holds to the end of its last day."""
        last = self.cleaned_data["until"] + timedelta(days=1)
        return {
            "compartment": self.cleaned_data["compartment"],
            "holder_id": UUID(self.cleaned_data["person"]),
            "until": datetime.combine(last, time(), timezone.get_current_timezone()).astimezone(
                UTC
            ),
            "reason": self.cleaned_data["reason"],
        }


class LooksForm(_ForSomebodyForm):
    """Further looks for somebody who has used hers up."""

    looks = forms.IntegerField(
        label=gettext_lazy("Further looks"), min_value=1, max_value=10, initial=1
    )
    reason = _reason()

    def told(self) -> dict[str, Any]:
        """What `allow_looks` wants."""
        return {
            "compartment": self.cleaned_data["compartment"],
            "person_id": UUID(self.cleaned_data["person"]),
            "looks": self.cleaned_data["looks"],
            "reason": self.cleaned_data["reason"],
        }


class EngageForm(ActForm):
    """Which outside company works on which order."""

    company = forms.ChoiceField(label=gettext_lazy("Outside company"))
    order_number = forms.CharField(
        label=gettext_lazy("Order number"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "PO-2026-0017", "autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Offer the companies of the address book."""
        self.choose("company", [(str(row.id), row.name) for row in people.outside_companies()])

    def told(self) -> dict[str, Any]:
        """What `engage_agent` wants."""
        return {
            "company_id": UUID(self.cleaned_data["company"]),
            "order_number": self.cleaned_data["order_number"],
        }


class SecretForm(ActForm):
    """A point of the secret register."""

    point = forms.CharField(
        label=gettext_lazy("What is secret?"),
        max_length=LONGEST_POINT,
        help_text=gettext_lazy(
            "In words that a stranger understands, like “who decides, and how to reach them”."
        ),
    )
    fields_covered = forms.MultipleChoiceField(
        label=gettext_lazy("Fields it covers"), widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(
        label=gettext_lazy("Kept secret since"), widget=forms.DateInput(attrs=_DAY)
    )
    bases = forms.MultipleChoiceField(
        label=gettext_lazy("Why is it valuable?"),
        choices=[(basis.value, gettext_lazy(BASIS_LABELS[basis])) for basis in ValueBasis],
        widget=forms.CheckboxSelectMultiple,
    )
    basis = forms.CharField(
        label=gettext_lazy("The value in words"),
        max_length=LONGEST_BASIS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Time, money, fairs, samples it took; what a competitor could do with it."
        ),
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the fields that are kept secret."""
        secret = {SecrecyLevel.SECRET, SecrecyLevel.TOP_SECRET}
        field = self.fields["fields_covered"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (spec.code, spec.label(language()))
            for spec in current().fields.values()
            if spec.level in secret and spec.type is not FieldType.REGISTER
        ]
        self.fields["since"].initial = timezone.localtime(self.head.opened_at).date()

    def told(self) -> dict[str, Any]:
        """What `claim_secret` wants."""
        told = self.cleaned_data
        return {
            "point": told["point"],
            "fields": told["fields_covered"],
            "since": told["since"],
            "bases": [ValueBasis(code) for code in told["bases"]],
            "basis": told["basis"],
        }


class AskErasureForm(ActForm):
    """Which compartment should be erased, and on what ground."""

    compartment = forms.ChoiceField(label=gettext_lazy("Compartment"))
    basis = forms.ChoiceField(label=gettext_lazy("Ground"))
    reason = _reason()

    def prepare(self) -> None:
        """Offer compartments and grounds."""
        self.choose("compartment", _compartments())
        self.choose("basis", list(GROUNDS.items()))

    def told(self) -> dict[str, Any]:
        """What `ask_erasure` wants."""
        return {**self.cleaned_data, "basis": Basis(self.cleaned_data["basis"])}


class TypedForm(ActForm):
    """A confirmation that has to be typed: the codename."""

    typed = forms.CharField(
        label=gettext_lazy("Type the codename to confirm"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_typed(self) -> str:
        """Refuse anything but the codename, in capitals or not."""
        given = str(self.cleaned_data["typed"]).strip()
        if given.casefold() != self.head.codename.casefold():
            raise forms.ValidationError(
                gettext("This is not the codename. It is %(name)s.") % {"name": self.head.codename}
            )
        return given


class MergeForm(TypedForm):
    """Which other dossier is the same customer."""

    other = forms.CharField(
        label=gettext_lazy("Codename of the other dossier"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Amber Heron"}),
        help_text=gettext_lazy("That one closes; this one goes on."),
    )
    reason = _reason()
    field_order = ("other", "reason", "typed")


def _at_work() -> list[PersonRow]:
    rows = people.people(PeopleFilter(), limit=_MOST_PEOPLE).rows
    return [row for row in rows if row.state in {State.ACTIVE, State.ON_NOTICE}]


def _named(rows: list[PersonRow]) -> list[tuple[str, Any]]:
    return [(str(row.id), row.name) for row in rows]


def _compartments() -> list[tuple[str, Any]]:
    return [(spec.code, spec.label(language())) for spec in current().compartments]
