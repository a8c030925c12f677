"""The fields page: reading the catalogue, adding to it, renaming, retiring, restoring."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.vault import queries, services
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import RELATION_LABELS, ROLE_LABELS
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.fields import FieldSpec, label_in
from muniment.vault.domain.policy import COLUMNS, AccessTable, Cell
from muniment.vault.queries import CompartmentRow, FieldRow
from muniment.vault.services.fields import CatalogueRowNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.fields.forms import CompartmentForm, FieldForm, NamesForm
from muniment.web.fields.words import INDEXES, LEVELS, MASKS, TYPES
from muniment.web.policy.rights import PROPOSERS, may_do

CHANGERS = tuple(role for role in Role if may_do(Verb.CHANGE_FIELDS, role))
READERS = (*CHANGERS, Role.CUSTODIAN)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field as the list shows it; `cells` counts the columns in each state but shut."""

    spec: FieldSpec
    label: str
    other: str
    type: str
    level: str
    mask: str
    index: str
    retired: bool
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One compartment with its fields."""

    row: CompartmentRow
    label: str
    other: str
    about: str
    lines: tuple[FieldLine, ...]
    names: NamesForm


@for_roles(*READERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List compartments and fields, those out of use last."""
    return render(request, "fields/index.html", _index(request))


@for_roles(*READERS)
@require_GET
def field(request: StaffRequest, code: str) -> HttpResponse:
    """Show one field: what it is, who may read it, what it was called before.

    Raises: CatalogueRowNotFound.
    """
    return render(request, "fields/field.html", _field(request, code))


@for_roles(*CHANGERS)
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Add a field; it is shut to everybody until a table opens it."""
    language = get_language() or "en"
    form = FieldForm(
        request.POST or None,
        compartments=[(one.code, one.label(language)) for one in current().compartments],
        initial={"compartment": request.GET.get("compartment", "")},
    )
    added = attempt(form, lambda: _add(request, form))
    if added:
        messages.success(request, gettext("The field is added. It is shut to everybody for now."))
        return redirect("fields:field", added)
    status = 422 if form.is_bound else 200
    return render(request, "fields/add.html", {"form": form}, status=status)


@for_roles(*CHANGERS)
@require_http_methods(["GET", "POST"])
def add_compartment(request: StaffRequest) -> HttpResponse:
    """Add a compartment, empty."""
    form = CompartmentForm(request.POST or None)
    added = attempt(form, lambda: _add_compartment(request, form))
    if added:
        messages.success(request, gettext("The compartment is added. Now add its fields."))
        return redirect("fields:index")
    status = 422 if form.is_bound else 200
    return render(request, "fields/add_compartment.html", {"form": form}, status=status)


@for_roles(*CHANGERS)
@require_POST
def rename(request: StaffRequest, code: str) -> HttpResponse:
    """Give a field or compartment other names; the old ones stay on record.

    Raises: CatalogueRowNotFound.
    """
    form = NamesForm(request.POST)
    renamed = attempt(form, lambda: _rename(request, code, form))
    if renamed:
        messages.success(request, gettext("The new names hold; the old ones stay on record."))
        return _back(code)
    if "." in code:
        return render(request, "fields/field.html", _field(request, code, form), status=422)
    content = _index(request) | {"wrong": form}
    return render(request, "fields/index.html", content, status=422)


@for_roles(*CHANGERS)
@require_POST
def retire(request: StaffRequest, code: str) -> HttpResponse:
    """Take a field or compartment out of use; its values stay sealed.

    Raises: CatalogueRowNotFound.
    """
    services.retire(code=code, by=request.actor, at=clock.now())
    messages.success(
        request, gettext("It is out of use; its values stay sealed and can come back.")
    )
    return _back(code)


@for_roles(*CHANGERS)
@require_POST
def restore(request: StaffRequest, code: str) -> HttpResponse:
    """Take a field or compartment back into use.

    Raises: CatalogueRowNotFound.
    """
    services.restore(code=code, by=request.actor, at=clock.now())
    messages.success(request, gettext("It is in use again, as the access table in force has it."))
    return _back(code)


def _back(code: str) -> HttpResponse:
    return redirect("fields:field", code) if "." in code else redirect("fields:index")


def _add(request: StaffRequest, form: FieldForm) -> str:
    spec = form.spec()
    services.add_field(spec=spec, by=request.actor, at=clock.now())
    return spec.code


def _rename(request: StaffRequest, code: str, form: NamesForm) -> str:
    services.rename(code=code, by=request.actor, at=clock.now(), **form.cleaned_data)
    return code


def _add_compartment(request: StaffRequest, form: CompartmentForm) -> str:
    told = form.told()
    services.add_compartment(by=request.actor, at=clock.now(), **told)
    return told["code"]


def _index(request: StaffRequest) -> dict[str, Any]:
    table, fields = current().table, queries.fields()
    sections = [_section(row, fields, table) for row in queries.compartments()]
    lines = [line for section in sections for line in section.lines]
    return {
        "sections": sorted(sections, key=lambda one: one.row.retired_at is not None),
        "may_change": request.reader.role in CHANGERS,
        "in_use": sum(not line.retired for line in lines),
        "shut": [line for line in lines if not line.retired and not line.cells],
        "may_propose": request.reader.role in PROPOSERS,
    }


def _section(row: CompartmentRow, fields: list[FieldRow], table: AccessTable) -> Section:
    language = get_language() or "en"
    own = [one for one in fields if one.spec.compartment == row.code]
    about = row.about_zh if row.about_zh and language.startswith("zh") else row.about_en
    return Section(
        row=row,
        label=label_in(language, row.label_en, row.label_zh),
        other=label_in(_other(language), row.label_en, row.label_zh),
        about=gettext(about) if about else "",
        lines=tuple(_line(one, table) for one in own if _live(one) or row.retired_at is None),
        names=NamesForm(
            initial={"label_en": row.label_en, "label_zh": row.label_zh},
            auto_id=f"{row.code}-%s",
        ),
    )


def _live(row: FieldRow) -> bool:
    return row.retired_at is None


def _line(row: FieldRow, table: AccessTable) -> FieldLine:
    language, spec = get_language() or "en", row.spec
    label, other = spec.label(language), spec.label(_other(language))
    counted = Counter(table.row(spec.code))
    return FieldLine(
        spec=spec,
        label=label,
        other=other if other != label else "",
        type=str(TYPES[spec.type]),
        level=str(LEVELS[spec.level]),
        mask=str(MASKS[spec.mask]),
        index=str(INDEXES[spec.index]),
        retired=row.retired_at is not None,
        cells=tuple(
            (cell.value, counted[cell])
            for cell in (Cell.OPEN, Cell.COUNTED, Cell.MASKED, Cell.ASK)
            if counted[cell]
        ),
    )


def _field(request: StaffRequest, code: str, names: NamesForm | None = None) -> dict[str, Any]:
    row = next((one for one in queries.fields() if one.spec.code == code), None)
    if row is None:
        raise CatalogueRowNotFound(given=code[:64])
    catalogue, former = current(), queries.renames(code)
    spec, compartment = row.spec, catalogue.compartment(row.spec.compartment)
    language = get_language() or "en"
    return {
        "line": _line(row, catalogue.table),
        "row": row,
        "help": spec.help(language),
        "compartment": compartment.label(language) if compartment else spec.compartment,
        "choices": [label_in(language, one.label_en, one.label_zh) for one in spec.choices],
        "readers": _readers(spec, catalogue.table),
        "former": former,
        "names": people.names(one.by for one in former),
        "names_form": names
        or NamesForm(initial={"label_en": spec.label_en, "label_zh": spec.label_zh}),
        "may_change": request.reader.role in CHANGERS,
        "may_propose": request.reader.role in PROPOSERS,
    }


def _readers(spec: FieldSpec, table: AccessTable) -> list[dict[str, Any]]:
    """Who gets something of the field, by what they get."""
    return [
        {"state": cell.value, "who": who}
        for cell in (Cell.OPEN, Cell.COUNTED, Cell.MASKED, Cell.ASK)
        if (who := list(_roles_with(cell, table.row(spec.code))))
    ]


def _roles_with(wanted: Cell, row: Sequence[Cell]) -> Iterator[str]:
    """Name the roles that get this, with their relations unless it holds in all of them."""
    pairs = zip(COLUMNS, row, strict=True)
    for role, own in groupby(pairs, key=lambda pair: pair[0].role):
        columns = list(own)
        names = [gettext(RELATION_LABELS[one.relation]) for one, cell in columns if cell is wanted]
        if names:
            told = "" if len(names) == len(columns) else f": {', '.join(names)}"
            yield f"{gettext(ROLE_LABELS[role])}{told}"


def _other(language: str) -> str:
    return "en" if language.startswith("zh") else "zh-hans"
