"""The company's fields and compartments: add, rename, retire, take back into use."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Code, FieldCode, Shape, Text
from muniment.people.domain.roles import STAFF
from muniment.vault import queries, services
from muniment.vault.domain.fields import (
    Choice,
    FieldSpec,
    FieldType,
    IndexKind,
    MaskKind,
    SecrecyLevel,
)

router = Router(tags=["Fields"])
READ, WRITE = "access.read", "access.write"


class CompartmentLine(Shape):
    """One compartment with its words in both languages."""

    code: str
    label_en: str
    label_zh: str
    about_en: str
    about_zh: str
    icon: str
    retired_at: datetime | None


class ChoiceLine(Shape):
    """One answer of a choice field."""

    code: str
    label_en: str
    label_zh: str


class FieldLine(Shape):
    """One field and whether it is in use."""

    code: str
    compartment: str
    label_en: str
    label_zh: str
    help_en: str
    help_zh: str
    type: FieldType
    level: SecrecyLevel
    mask: MaskKind
    index: IndexKind
    in_list: bool
    required: bool
    several: bool
    choices: list[ChoiceLine]
    retired_at: datetime | None


class FieldCatalogue(Shape):
    """All compartments and fields in their order, retired ones included."""

    compartments: list[CompartmentLine]
    fields: list[FieldLine]


class ChoiceAsked(Asked):
    """One answer of a choice field."""

    code: Code
    label_en: Text
    label_zh: Text = ""


class FieldAsked(Asked):
    """A new field; it is shut to everybody until an adopted access table opens it."""

    code: FieldCode
    label_en: Text
    label_zh: Text = ""
    help_en: Text = ""
    help_zh: Text = ""
    type: FieldType = FieldType.TEXT
    level: SecrecyLevel = SecrecyLevel.SECRET
    mask: MaskKind = MaskKind.HIDDEN
    index: IndexKind = IndexKind.NONE
    in_list: bool = False
    required: bool = False
    several: bool = False
    choices: Annotated[list[ChoiceAsked], Field(max_length=200)] = []


class CompartmentAsked(Asked):
    """A new compartment, empty at first."""

    code: Code
    label_en: Text
    label_zh: Text = ""
    about_en: Text = ""
    about_zh: Text = ""


class Labels(Asked):
    """New names; the former ones stay on record."""

    label_en: Text
    label_zh: Text = ""


class FormerLabel(Shape):
    """What something was called until a moment."""

    label_en: str
    label_zh: str
    until: datetime
    by: UUID | None


class FormerLabels(Shape):
    """Former names, newest first."""

    rows: list[FormerLabel]


@reads(router, "/fields", scope=READ, answer=FieldCatalogue, roles=STAFF)
def field_catalogue(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List compartments and fields."""
    fields = [
        {name: getattr(row.spec, name) for name in FieldLine.model_fields if name != "retired_at"}
        | {"retired_at": row.retired_at}
        for row in queries.fields()
    ]
    return {"compartments": queries.compartments(), "fields": fields}


@does(router, "/fields", scope=WRITE, roles=STAFF, status=201)
def add_field(request: ApiRequest, told: FieldAsked) -> None:
    """Add a field, shut to everybody."""
    caller = request.auth
    asked = {name: getattr(told, name) for name in FieldAsked.model_fields if name != "choices"}
    choices = tuple(Choice(one.code, one.label_en, one.label_zh) for one in told.choices)
    spec = FieldSpec(**asked, compartment=told.code.partition(".")[0], choices=choices)
    services.add_field(spec=spec, by=caller.actor, at=caller.at)


@does(router, "/compartments", scope=WRITE, roles=STAFF, status=201)
def add_compartment(request: ApiRequest, told: CompartmentAsked) -> None:
    """Add a compartment."""
    caller = request.auth
    services.add_compartment(**told.model_dump(), by=caller.actor, at=caller.at)


@does(router, "/fields/{code}/labels", scope=WRITE, roles=STAFF, method="PUT")
def rename_field(request: ApiRequest, code: FieldCode, told: Labels) -> None:
    """Give a field or a compartment other names; its code stays."""
    caller = request.auth
    services.rename(code=code, **told.model_dump(), by=caller.actor, at=caller.at)


@reads(router, "/fields/{code}/labels", scope=READ, answer=FormerLabels, roles=STAFF)
def former_labels(request: ApiRequest, code: FieldCode) -> object:  # noqa: ARG001 - its form is given
    """List what a field or compartment was called before."""
    return {"rows": queries.renames(code)}


@does(router, "/fields/{code}/retire", scope=WRITE, roles=STAFF)
def retire_field(request: ApiRequest, code: FieldCode) -> None:
    """Take a field or compartment out of use; its values stay sealed and can come back."""
    caller = request.auth
    services.retire(code=code, by=caller.actor, at=caller.at)


@does(router, "/fields/{code}/restore", scope=WRITE, roles=STAFF)
def restore_field(request: ApiRequest, code: FieldCode) -> None:
    """Take a retired field or compartment back into use; a field comes back shut."""
    caller = request.auth
    services.restore(code=code, by=caller.actor, at=caller.at)
