"""Submitting and verifying values: nothing is overwritten, and who said so is kept."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault import indexing
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.fields import FieldType
from muniment.vault.domain.values import Value, parse
from muniment.vault.models import BlindKey, Dossier, FieldValue
from muniment.vault.sealing import Place, Told, seal_value
from muniment.vault.services.common import hand, touch

SUBMITTED = "vault.values.submitted"
VERIFIED = "vault.values.verified"
LONGEST_TOLD = 200


class FieldUnknown(MunimentError):
    """No field of this code is in use, or it belongs to another compartment."""

    code = "vault.field.unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("There is no field “{field}” here.")
    next_step = gettext_noop("Look up the fields of this compartment on the page “Fields”.")


class NothingSubmitted(MunimentError):
    """Every field was left empty; nothing was written."""

    code = "vault.values.nothing_submitted"
    kind = ErrorKind.INVALID
    title = gettext_noop("There is nothing to save.")
    next_step = gettext_noop("Fill in at least one field.")


class ValueMoved(MunimentError):
    """Somebody submitted a newer value in the meantime; nothing was written."""

    code = "vault.value.moved"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Somebody has changed this since you opened it.")
    next_step = gettext_noop("Open the compartment again, compare, and save once more.")


def submit_values(
    *,
    dossier_id: UUID,
    compartment: str,
    values: Mapping[str, str],
    told: str = "",
    seen: Mapping[str, int] | None = None,
    by: Actor,
    at: datetime,
) -> dict[str, int]:
    """Add new versions of fields of one compartment; old values stay.

    Args:
        values: what was typed, by field code; an empty text leaves the field as it is.
        told: "as told by": who in the customer's house or which paper says so.
        seen: the version of each field that the submitter had before her eyes, 0 for none;
            a newer one in the table refuses the whole submission.

    Returns:
        The version that each field now has.

    Raises:
        ValueInvalid, FieldUnknown, NothingSubmitted: with the field and the remedy.
        ValueMoved: another submission came first.
        NotYours, DossierClosed, DossierNotFound: as the names say.
        Nothing is written in any of these cases.
    """
    catalogue = current()
    parsed = parse_all(catalogue, compartment, values)
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.SUBMIT)
        versions = add_versions(
            held.dossier, compartment, parsed, told=told[:LONGEST_TOLD], seen=seen,
            by=held.reader.id, at=at,
        )  # fmt: skip
        append_entry(
            kind=SUBMITTED, subject=dossier_id, by=by, at=at,
            facts={"compartment": compartment, "versions": _named(versions)},
            sealed={code.replace(".", "_"): value.text for code, value in parsed.items()},
            seal_under=(dossier_id, compartment),
        )  # fmt: skip
        touch(held.dossier, at)
    return versions


def verify_values(
    *, dossier_id: UUID, compartment: str, fields: Mapping[str, int], by: Actor, at: datetime
) -> None:
    """Confirm that values still hold: a manager's visit or call, dated.

    Args:
        fields: field code and the version that was checked.

    Raises:
        ValueMoved: a version is not the current one any more; nothing was written.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.VERIFY)
        for code, version in sorted(fields.items()):
            current_one = FieldValue.objects.filter(
                dossier=dossier_id, compartment=compartment, field=code, version=version,
                superseded_at=None, erased_at=None,
            )  # fmt: skip
            if not current_one.update(verified_by=held.reader.id, verified_at=at):
                raise ValueMoved
        append_entry(
            kind=VERIFIED, subject=dossier_id, by=by, at=at,
            facts={"compartment": compartment, "versions": _named(fields)},
        )  # fmt: skip
        touch(held.dossier, at)


def parse_all(
    catalogue: Catalogue, compartment: str, values: Mapping[str, str]
) -> dict[str, Value]:
    """Read every value typed for one compartment.

    Raises:
        ValueInvalid, FieldUnknown, NothingSubmitted: see `submit_values`.
    """
    parsed = {}
    for code, raw in values.items():
        spec = catalogue.fields.get(code)
        if spec is None or spec.compartment != compartment or spec.type is FieldType.REGISTER:
            raise FieldUnknown(field=code[:64])
        if raw.strip():
            parsed[code] = parse(raw, spec)
    if not parsed:
        raise NothingSubmitted
    return parsed


def add_versions(
    dossier: Dossier,
    compartment: str,
    values: Mapping[str, Value],
    *,
    told: str,
    seen: Mapping[str, int] | None,
    by: UUID | None,
    at: datetime,
) -> dict[str, int]:
    """Seal new versions and their blind keys inside the caller's transaction.

    Raises:
        ValueMoved: see `submit_values`.
    """
    pair = (dossier.id, compartment)
    key = ring.ensure_data_keys([pair])[pair]
    newest = _newest_versions(dossier.id, values)
    versions = {}
    for code, value in values.items():
        if seen is not None and seen.get(code, 0) != newest.get(code, 0):
            raise ValueMoved
        version = versions[code] = newest.get(code, 0) + 1
        place = Place(dossier.id, compartment, code, version)
        _supersede(dossier.id, code, at)
        FieldValue.objects.create(
            dossier=dossier, compartment=compartment, field=code, version=version,
            sealed=seal_value(key, Told(value.text, told), place=place),
            submitted_by_id=by, submitted_at=at,
        )  # fmt: skip
        indexing.add_keys(indexing.rows_of(dossier.id, value))
    return versions


def _newest_versions(dossier_id: UUID, values: Mapping[str, Value]) -> dict[str, int]:
    rows = FieldValue.objects.filter(dossier=dossier_id, field__in=values)
    newest: dict[str, int] = {}
    for code, version in rows.order_by("version").values_list("field", "version"):
        newest[code] = version
    return newest


def _supersede(dossier_id: UUID, code: str, at: datetime) -> None:
    standing = FieldValue.objects.filter(dossier=dossier_id, field=code, superseded_at=None)
    standing.update(superseded_at=at)
    BlindKey.objects.filter(dossier=dossier_id, field=code).update(current=False)


def _named(versions: Mapping[str, int]) -> list[dict[str, object]]:
    """Write versions in the ledger's form, whose keys know no dot."""
    return [{"field": code, "version": version} for code, version in sorted(versions.items())]
