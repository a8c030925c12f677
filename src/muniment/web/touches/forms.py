"""Forms of contact: a touch in ten seconds, a visit, a promise, a duty, a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.queries import PeopleFilter
from muniment.touches.domain.duties import LONGEST_DAYS, Part, may_log
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind
from muniment.touches.services import NewPromise, NewTouch
from muniment.web.touches.words import DIRECTIONS, KINDS, PARTS, PROMISES

LARGEST_FILE = 50_000_000
_MOST_PEOPLE = 500


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class TouchForm(forms.Form):
    """One touch: all but a name is filled in already."""

    contacts = forms.CharField(
        label=gettext_lazy("With whom"), required=False, max_length=500,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("How"), initial="call", choices=[(k.value, w) for k, w in KINDS.items()]
    )
    happened_on = _day(gettext_lazy("Day"))
    direction = forms.ChoiceField(
        label=gettext_lazy("Who began"), initial="out",
        choices=[(k.value, w) for k, w in DIRECTIONS.items()],
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What about"), required=False, max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    promise = forms.CharField(
        label=gettext_lazy("What we promised or offered"), required=False, max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    promise_kind = forms.ChoiceField(
        label=gettext_lazy("It is a"), initial="promise", required=False,
        choices=[(k.value, w) for k, w in PROMISES.items()],
    )  # fmt: skip
    due_on = _day(gettext_lazy("Due on"), required=False)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["happened_on"].initial = timezone.localdate(clock.now())

    def told(self) -> NewTouch:
        """What the verb wants."""
        clean = self.cleaned_data
        promise = None
        if clean["promise"].strip():
            kind = PromiseKind(clean["promise_kind"] or "promise")
            promise = NewPromise(kind, clean["promise"], clean["due_on"])
        return NewTouch(
            kind=Kind(clean["kind"]), happened_on=clean["happened_on"],
            direction=Direction(clean["direction"]), contacts=clean["contacts"],
            note=clean["note"], promise=promise,
        )  # fmt: skip


class QuickForm(TouchForm):
    """A touch from Today: the customer by its codename."""

    codename = forms.CharField(
        label=gettext_lazy("Customer"), max_length=48,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
        help_text=gettext_lazy("Its codename, like Amber Heron."),
    )  # fmt: skip
    field_order = ("codename",)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        known = bool(self.initial.get("codename"))
        self.fields["codename"].widget.attrs.update(autofocus=not known, list="owed")
        self.fields["contacts"].widget.attrs["autofocus"] = known


class VisitForm(forms.Form):
    """A visit that is planned."""

    planned_on = _day(gettext_lazy("Day"))
    person = forms.ChoiceField(label=gettext_lazy("Who goes"), required=False)
    purpose = forms.CharField(label=gettext_lazy("What for"), required=False, max_length=1000)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        _choose(self.fields["person"], gettext("I do"))

    def told(self) -> dict[str, Any]:
        """What the verb wants."""
        clean = self.cleaned_data
        person = UUID(clean["person"]) if clean["person"] else None
        return {
            "planned_on": clean["planned_on"],
            "person_id": person,
            "purpose": clean["purpose"],
        }


class PromiseForm(forms.Form):
    """A promise or quotation apart from a touch."""

    kind = forms.ChoiceField(
        label=gettext_lazy("It is a"), choices=[(k.value, w) for k, w in PROMISES.items()]
    )
    words = forms.CharField(label=gettext_lazy("What"), max_length=1000)
    due_on = _day(gettext_lazy("Due on"), required=False)

    def told(self) -> dict[str, Any]:
        """What the verb wants."""
        return {**self.cleaned_data, "kind": PromiseKind(self.cleaned_data["kind"])}


class DutyForm(forms.Form):
    """One customer's own rule for one part."""

    part = forms.ChoiceField(
        label=gettext_lazy("Part"), choices=[(k.value, w) for k, w in PARTS.items()]
    )
    days = forms.IntegerField(
        label=gettext_lazy("Every how many days"), min_value=0, max_value=LONGEST_DAYS,
        required=False,
        help_text=gettext_lazy("0 asks nothing; empty follows the company again."),
    )  # fmt: skip
    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        _choose(self.fields["person"], gettext("whoever has the part"))

    def told(self) -> dict[str, Any]:
        """What the verb wants."""
        clean = self.cleaned_data
        person = UUID(clean["person"]) if clean["person"] else None
        return {"part": Part(clean["part"]), "days": clean["days"], "person_id": person}


class DefaultsForm(forms.Form):
    """The company's days for each part."""

    def __init__(self, *args: Any, now: dict[Part, int], **told: Any) -> None:
        super().__init__(*args, **told)
        for part, word in PARTS.items():
            self.fields[part.value] = forms.IntegerField(
                label=word, min_value=0, max_value=LONGEST_DAYS, initial=now[part]
            )


class AssignForm(forms.Form):
    """The customer that a mail of the tray concerns."""

    codename = forms.CharField(label=gettext_lazy("Codename"), max_length=48)


class FileForm(forms.Form):
    """A mailbox or calendar of one person."""

    file = forms.FileField(
        label=gettext_lazy("Mailbox or calendar"),
        help_text=gettext_lazy("A file of the kind mbox, eml or ics, up to 50 MB."),
    )
    person = forms.ChoiceField(label=gettext_lazy("Whose it is"), required=False)

    def __init__(self, *args: Any, for_others: bool, **told: Any) -> None:
        super().__init__(*args, **told)
        if for_others:
            _choose(self.fields["person"], gettext("mine"))
        else:
            del self.fields["person"]

    def clean_file(self) -> Any:
        """Turn away what is larger than the page takes; the terminal takes any size."""
        told = self.cleaned_data["file"]
        if told.size > LARGEST_FILE:
            raise forms.ValidationError(gettext("This file is larger than 50 MB."))
        return told


def _choose(field: forms.Field, empty: str) -> None:
    assert isinstance(field, forms.ChoiceField)
    rows = people.people(PeopleFilter(), limit=_MOST_PEOPLE).rows
    fit = [(str(row.id), row.name) for row in rows if may_log(row.role) and row.state.may_sign_in]
    field.choices = [("", empty), *fit]
