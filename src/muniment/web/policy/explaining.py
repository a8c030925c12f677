"""Explain: what somebody sees of a compartment, and which cell of the table decided it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault import gate, queries
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.cells import COLUMNS, RELATION_LABELS, ROLE_LABELS, Column
from muniment.vault.domain.explain import CELL, COLUMN, NO_FIELD, explain
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.policy import AskFact, Decision
from muniment.vault.gate import DossierNotFound
from muniment.web.access import StaffRequest, signed_in
from muniment.web.policy.sheet import column_name
from muniment.web.vault.words import said
from muniment.web.words import CELLS, state_name

EVERYBODY = 500  # people in the list to choose from
_OF_ALL = frozenset({Role.OWNER, Role.COMPLIANCE})


@dataclass(frozen=True, slots=True)
class Told:
    """One field of the answer: what the sheet says, what holds, and why."""

    label: str
    level: str
    cell: str
    effective: str
    sentences: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether a grant or the employment moved the cell."""
        return self.cell != self.effective


@dataclass(frozen=True, slots=True)
class Mini:
    """The part of the sheet that decided: the columns of one role, one of them the decider."""

    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


class ExplainForm(forms.Form):
    """Whose case, which customer, which compartment."""

    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    codename = forms.CharField(
        label=gettext_lazy("Codename"),
        max_length=80,
        widget=forms.TextInput(attrs={"data-search": True, "autocomplete": "off"}),
    )
    compartment = forms.ChoiceField(label=gettext_lazy("Compartment"))

    def __init__(self, *args: Any, reader: ReaderRow, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        people_choices, of = (
            _subjects(reader),
            [(one.code, one.label(language)) for one in catalogue.compartments],
        )
        self.fields["compartment"].choices = of  # type: ignore[attr-defined]
        self.fields["person"].choices = people_choices  # type: ignore[attr-defined]
        if len(people_choices) == 1:
            del self.fields["person"]

    def person_id(self, reader: ReaderRow) -> UUID:
        """Whose case it is: the reader's own unless somebody else was chosen."""
        told = self.cleaned_data.get("person")
        return UUID(told) if told else reader.id


@signed_in
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Answer "may she, and why?" for oneself; owner, compliance and managers for others too."""
    catalogue, reader = current(), request.reader
    asked = bool(request.GET.get("codename"))
    form = ExplainForm(
        request.GET if asked else None,
        reader=reader,
        catalogue=catalogue,
        initial={"compartment": request.GET.get("compartment", "")},
    )
    answer = _answer(request, form, catalogue) if asked and form.is_valid() else {}
    content = {"form": form, "number": catalogue.table_number, "asked": asked, **answer}
    return render(request, "access/explain.html", content, status=422 if form.errors else 200)


def _answer(request: StaffRequest, form: ExplainForm, catalogue: Catalogue) -> dict[str, Any]:
    reader, code = request.reader, form.cleaned_data["compartment"]
    person_id = form.person_id(reader)
    try:
        head = queries.dossier_named(form.cleaned_data["codename"])
        if head is None:
            raise DossierNotFound
        decisions = gate.explain(
            by=request.actor,
            person_id=person_id,
            dossier_id=head.id,
            compartment=code,
            at=clock.now(),
        )
    except DossierNotFound:
        form.add_error(
            "codename", gettext("There is no such dossier, or none this person may know of.")
        )
        return {}
    subject = reader if person_id == reader.id else people.reader(person_id)
    spec = catalogue.compartment(code)
    assert subject is not None
    assert spec is not None
    return {
        "subject": subject,
        "role": gettext(ROLE_LABELS[subject.role]),
        "for_other": subject.id != reader.id,
        "dossier": head,
        "label": spec.label(get_language() or "en"),
        "lines": [_told(one, catalogue.fields) for one in decisions],
        "facts": _facts(decisions[0].ask, decisions[0].column) if decisions else None,
        "mini": _mini(decisions, catalogue, reader) if decisions else None,
    }


def _told(one: Decision, fields: dict[str, FieldSpec]) -> Told:
    spec = fields[one.field]
    kept = [part for part in explain(one) if part.template not in {COLUMN, CELL, NO_FIELD}]
    return Told(
        label=spec.label(get_language() or "en"),
        level=spec.level.value,
        cell=one.cell.value,
        effective=one.effective.value,
        sentences=tuple(said(part, fields) for part in kept),
    )


def _facts(ask: AskFact, column: Column) -> dict[str, Any]:
    """How things stand between the person and the customer, in the reader's words."""
    return {
        "relation": gettext(RELATION_LABELS[ask.relation]),
        "column": column_name(column),
        "employment": state_name(ask.state),
        "has_grant": ask.has_grant,
        "frozen": ask.frozen,
        "in_sitting": ask.in_sitting,
        "used": ask.looks_used,
        "allowed": ask.looks_allowed,
        "left": max(0, ask.looks_allowed - ask.looks_used),
    }


def _mini(decisions: tuple[Decision, ...], catalogue: Catalogue, reader: ReaderRow) -> Mini:
    """Draw the columns of the deciding role; an outsider is shown her own column alone."""
    decider = decisions[0].column
    columns = [one for one in COLUMNS if one.role is decider.role]
    if reader.role.is_outside:
        columns = [decider]
    language = get_language() or "en"
    return Mini(
        heads=tuple((gettext(RELATION_LABELS[one.relation]), one == decider) for one in columns),
        rows=tuple(
            (
                catalogue.fields[one.field].label(language),
                tuple(
                    (cell.value, str(CELLS[cell.value]), column == decider)
                    for column in columns
                    for cell in (catalogue.table.cell(one.field, column),)
                ),
            )
            for one in decisions
        ),
    )


def _subjects(reader: ReaderRow) -> list[tuple[str, str]]:
    """Whom the reader may ask about, herself first."""
    own = [(str(reader.id), gettext("Me, %(name)s") % {"name": reader.name})]
    everybody = reader.role in _OF_ALL
    alone = everybody or reader.role.is_outside
    below = frozenset() if alone else people.reports_of(reader.id)
    if not everybody and not below:
        return own
    rows = people.people(limit=EVERYBODY).rows
    return own + [
        (str(row.id), gettext(", ").join((row.name, gettext(ROLE_LABELS[row.role]))))
        for row in rows
        if row.id != reader.id and (everybody or row.id in below)
    ]
