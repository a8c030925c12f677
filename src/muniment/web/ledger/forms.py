"""What the list of entries is narrowed to."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from muniment.people import queries as people
from muniment.people.queries import ReaderRow
from muniment.vault import queries as vault
from muniment.web.ledger.sentences import GROUPS, kinds_of

MOST_PEOPLE = 1000
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Keywords for `gate.entries_for`, read from what was chosen."""

    kinds: tuple[str, ...]
    actor: UUID | None
    dossier_id: UUID | None
    since: datetime | None
    before: datetime | None


class FilterForm(forms.Form):
    """Kinds in plain words, who acted, which customer, which days."""

    group = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    codename = forms.CharField(
        label=gettext_lazy("Customer"),
        required=False,
        max_length=48,
        widget=forms.TextInput(
            attrs={"data-search": True, "autocomplete": "off", "placeholder": "Amber Heron"}
        ),
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, reader: ReaderRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(group.code, gettext_lazy(group.label)) for group in GROUPS]
        self.fields["group"].choices = [("", gettext_lazy("Everything")), *groups]  # type: ignore[attr-defined]
        if reader.role.is_outside:
            del self.fields["person"]
            return
        everybody = [(str(row.id), row.name) for row in people.people(limit=MOST_PEOPLE).rows]
        self.fields["person"].choices = [("", gettext_lazy("Everybody")), *everybody]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Read what was chosen; what cannot be read narrows nothing. One query for a codename."""
        self.is_valid()
        told = self.cleaned_data
        person, codename = told.get("person"), (told.get("codename") or "").strip()
        return Wanted(
            kinds=kinds_of(told.get("group") or ""),
            actor=UUID(person) if person else None,
            dossier_id=_dossier(codename) if codename else None,
            since=_midnight(told.get("since")),
            before=_midnight(told.get("until"), days=1),
        )


def _dossier(codename: str) -> UUID:
    """The dossier of this codename; an unknown one is nobody's, so that nothing is listed."""
    found = vault.dossier_named(codename)
    return found.id if found else _NOBODY


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
