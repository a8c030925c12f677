"""One compartment: consult it for a purpose, read on, submit and verify values, explain."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext
from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import (
    Asked,
    Code,
    Cursor,
    FieldCode,
    LongText,
    Paged,
    Rows,
    Shape,
    Text,
    VersionNumber,
)
from muniment.core.errors import ErrorKind, Fact, MunimentError, fill, gettext_noop
from muniment.vault import gate, services
from muniment.vault.domain.cells import CELL_LABELS, RELATION_LABELS, ROLE_LABELS
from muniment.vault.domain.explain import Sentence, explain
from muniment.vault.domain.policy import Cell, Decision, Outcome, Relation
from muniment.vault.domain.policy import Reason as PolicyReason
from muniment.vault.domain.purpose import ReferenceKind
from muniment.vault.gate import Opened, OpenedField

router = Router(tags=["Compartments"])
CONSULT, READ, WRITE = "consult", "customers.read", "customers.write"
HERE = "/dossiers/{dossier_id}/compartments/{compartment}"


class SittingOver(MunimentError):
    """No sitting of this token shows the compartment now; nothing was decrypted."""

    code = "api.sitting.over"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("No sitting of yours shows this compartment now.")
    next_step = gettext_noop("Consult it again, for a purpose and with a new idempotency key.")


class Consultation(Asked):
    """What the compartment is opened for; a reference like "." is refused."""

    purpose: Text
    reference_kind: ReferenceKind
    reference: Text


class Field(Shape):
    """One field as the caller may have it: the value, its mask, or nothing.

    `has_value` is always false where the cell says shut or ask.
    """

    field: str
    label: str
    outcome: Outcome
    reason: PolicyReason
    cell: Cell
    text: str
    told: str
    has_value: bool
    version: int
    submitted_by: UUID | None
    submitted_at: datetime | None
    verified_by: UUID | None
    verified_at: datetime | None


class OpenedCompartment(Shape):
    """A compartment opened for a purpose; `proof` leads to the evidence of this look."""

    dossier_id: UUID
    codename: str
    compartment: str
    label: str
    fields: list[Field]
    entry_id: UUID
    proof: str
    sitting_ends_at: datetime
    look: int | None
    looks_allowed: int


class Values(Asked):
    """Values as typed, by field; an empty text leaves a field as it is.

    `seen` holds the version of each field that the submitter had before her, 0 for none; a
    newer one in the house refuses the whole submission.
    """

    values: dict[FieldCode, LongText]
    told: Text = ""
    seen: dict[FieldCode, VersionNumber] | None = None


class Versions(Shape):
    """The version that each field now has."""

    versions: dict[str, int]


class Checked(Asked):
    """The version of each field that was checked and still holds."""

    fields: dict[FieldCode, VersionNumber]


class Version(Shape):
    """One version of a field; text and source are empty when it was erased."""

    version: int
    text: str
    told: str
    submitted_by: UUID | None
    submitted_at: datetime
    verified_by: UUID | None
    verified_at: datetime | None
    superseded_at: datetime | None
    erased_at: datetime | None


class FieldHistory(Shape):
    """All versions of a field, newest first, and the entry that has this reading on record."""

    field: str
    versions: list[Version]
    entry_id: UUID


class PastLook(Shape):
    """One look; who and what for are empty where the caller may not know."""

    id: UUID
    entry_id: UUID | None
    compartment: str
    outcome: str
    reason: str
    at: datetime
    look: int | None
    reader_id: UUID | None
    fields: list[str]
    reference_kind: str
    purpose: str
    reference: str
    address: str
    device: str
    site: str


class Timeline(Paged):
    """Who looked, newest first; `in_full` says whether names and purposes show."""

    in_full: bool
    rows: list[PastLook]


class Explained(Shape):
    """What decides one field, as codes and in sentences."""

    field: str
    outcome: Outcome
    reason: PolicyReason
    cell: Cell
    effective: Cell
    role: str
    relation: Relation
    sentences: list[str]


class Explanation(Shape):
    """The decisions for every field of a compartment."""

    rows: list[Explained]


def _read_on(
    request: ApiRequest, dossier_id: UUID, compartment: str, **_told: object
) -> OpenedCompartment:
    caller = request.auth
    found = gate.read_again(
        reader=caller.actor, dossier_id=dossier_id, compartment=compartment, at=caller.at
    )
    if found is None:
        raise SittingOver
    return _opened(found)


@does(
    router, f"{HERE}/consultations", scope=CONSULT, answer=OpenedCompartment, status=201,
    apart=True, again=_read_on,
)  # fmt: skip
def consult(
    request: ApiRequest, dossier_id: UUID, compartment: Code, told: Consultation
) -> OpenedCompartment:
    """Open a compartment for a purpose: on record first, then the fields that are allowed.

    Refused attempts are on record too. A repeat with the same key shows what this sitting
    still gives and is no new look.
    """
    caller = request.auth
    found = gate.consult(
        reader=caller.actor, dossier_id=dossier_id, compartment=compartment,
        purpose=told.purpose, reference_kind=told.reference_kind.value, reference=told.reference,
        at=caller.at,
    )  # fmt: skip
    return _opened(found)


@reads(router, HERE, scope=CONSULT, answer=OpenedCompartment)
def read_again(request: ApiRequest, dossier_id: UUID, compartment: Code) -> OpenedCompartment:
    """Show a compartment again while the sitting of this token lasts; no new look.

    Raises: SittingOver.
    """
    return _read_on(request, dossier_id, compartment)


@reads(router, "/dossiers/{dossier_id}/fields/{field}/history", scope=CONSULT, answer=FieldHistory)
def history(request: ApiRequest, dossier_id: UUID, field: FieldCode) -> object:
    """Show former values of a field that is open to the caller now; the reading is recorded."""
    caller = request.auth
    told = gate.history(reader=caller.actor, dossier_id=dossier_id, field=field, at=caller.at)
    return {"field": told.spec.code, "versions": told.versions, "entry_id": told.entry_id}


@does(router, f"{HERE}/values", scope=WRITE, answer=Versions)
def submit_values(request: ApiRequest, dossier_id: UUID, compartment: Code, told: Values) -> object:
    """Add values to a compartment; former values stay on record."""
    caller = request.auth
    versions = services.submit_values(
        dossier_id=dossier_id, compartment=compartment, values=told.values, told=told.told,
        seen=told.seen, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"versions": versions}


@does(router, f"{HERE}/verifications", scope=WRITE)
def verify_values(request: ApiRequest, dossier_id: UUID, compartment: Code, told: Checked) -> None:
    """Confirm that values still hold, such as after a visit or a call."""
    caller = request.auth
    services.verify_values(
        dossier_id=dossier_id, compartment=compartment, fields=told.fields, by=caller.actor,
        at=caller.at,
    )  # fmt: skip


@reads(router, "/dossiers/{dossier_id}/timeline", scope=READ, answer=Timeline)
def timeline(
    request: ApiRequest, dossier_id: UUID, cursor: Cursor | None = None, limit: Rows = 20
) -> object:
    """Show who looked, as far as the caller may know; reading names is recorded."""
    caller = request.auth
    told = gate.timeline(
        reader=caller.actor, dossier_id=dossier_id, at=caller.at, cursor=cursor, limit=limit
    )
    rows = [_look(row) for row in told.page.rows]
    return {"rows": rows, "next_cursor": told.page.next_cursor, "in_full": told.in_full}


@reads(router, f"{HERE}/explanation", scope=READ, answer=Explanation)
def explanation(
    request: ApiRequest, dossier_id: UUID, compartment: Code, person_id: UUID | None = None
) -> object:
    """Say what somebody may see here and which cell decides; the caller herself by default.

    Owners and compliance may ask for everybody, managers for their people.
    """
    caller = request.auth
    decisions = gate.explain(
        by=caller.actor, person_id=person_id or caller.reader.id, dossier_id=dossier_id,
        compartment=compartment, at=caller.at,
    )  # fmt: skip
    return {"rows": [_explained(one) for one in decisions]}


def _opened(found: Opened) -> OpenedCompartment:
    return OpenedCompartment(
        dossier_id=found.dossier_id,
        codename=found.codename,
        compartment=found.compartment.code,
        label=found.compartment.label(_language()),
        fields=[_field(one) for one in found.fields],
        entry_id=found.entry_id,
        proof=f"/api/v1/ledger/entries/{found.entry_id}/proof",
        sitting_ends_at=found.sitting_ends_at,
        look=found.look,
        looks_allowed=found.looks_allowed,
    )


def _field(one: OpenedField) -> Field:
    return Field(
        field=one.spec.code,
        label=one.spec.label(_language()),
        outcome=one.decision.outcome,
        reason=one.decision.reason,
        cell=one.cell,
        text=one.text,
        told=one.told,
        has_value=one.has_value,
        version=one.version,
        submitted_by=one.submitted_by,
        submitted_at=one.submitted_at,
        verified_by=one.verified_by,
        verified_at=one.verified_at,
    )


def _look(row: gate.LookRow) -> dict[str, object]:
    told = {name: getattr(row, name) for name in PastLook.model_fields}
    # The number of an entry is a handle to its actor: only who may know the one has the other.
    return told if row.reader_id else {**told, "entry_id": None}


def _explained(one: Decision) -> dict[str, object]:
    return {
        "field": one.field,
        "outcome": one.outcome,
        "reason": one.reason,
        "cell": one.cell,
        "effective": one.effective,
        "role": one.column.role.value,
        "relation": one.column.relation,
        "sentences": [_said(sentence) for sentence in explain(one)],
    }


def _said(sentence: Sentence) -> str:
    return fill(gettext(sentence.template), _in_words(sentence.facts))


def _in_words(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    labels = {
        "role": {role.value: text for role, text in ROLE_LABELS.items()},
        "relation": {relation.value: text for relation, text in RELATION_LABELS.items()},
        "cell": {cell.value: text for cell, text in CELL_LABELS.items()},
        "effective": {cell.value: text for cell, text in CELL_LABELS.items()},
    }
    return {
        name: gettext(labels[name][str(told)]) if str(told) in labels.get(name, {}) else told
        for name, told in facts.items()
    }


def _language() -> str:
    return get_language() or "en"
