"""Bringing many customers in at once: the same rows as one by one, in a few statements a batch."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.keys import ring
from muniment.keys.ring import SealingKey
from muniment.ledger.services import append_entry
from muniment.people.queries import ReaderRow
from muniment.vault import indexing
from muniment.vault.domain import codenames
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.states import Duty
from muniment.vault.domain.values import Value
from muniment.vault.models import BlindKey, CustodyPeriod, Dossier, FieldValue
from muniment.vault.sealing import RECORD, Place, Told, open_value, seal_value
from muniment.vault.services.common import by_role
from muniment.vault.services.dossiers import NoCodenameLeft

IMPORTED = "vault.dossier.imported"
UPDATED = "vault.dossier.updated"
TRIES = 20
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ImportedCustomer:
    """One customer of a file, read and checked.

    Attributes:
        values: canonical values by field code.
        dossier_id: the dossier that has this customer number; None opens a new one.
        keeper_id: who keeps a new dossier; None leaves it waiting for a keeper.
    """

    values: Mapping[str, Value]
    dossier_id: UUID | None = None
    keeper_id: UUID | None = None


def import_customers(
    *, customers: Sequence[ImportedCustomer], run_id: UUID, told: str, by: Actor, at: datetime
) -> list[UUID]:
    """Open new dossiers and add new versions to known ones, all or nothing.

    Values that are the same as the current ones are left alone. Each dossier gets one ledger
    entry with a commitment a compartment.

    Args:
        customers: at most a few hundred at a time; memory and statements grow with them.
        told: "as told by" for every value, such as the file's kind and day.

    Returns:
        The dossiers' ids in the order of `customers`.

    Raises:
        NotYours: the role does not import; nothing was written.
    """
    reader = by_role(by, Verb.IMPORT)
    fresh = [one for one in customers if one.dossier_id is None]
    known = {one.dossier_id: one for one in customers if one.dossier_id is not None}
    with transaction.atomic():
        # Known dossiers first and in the order of their ids: new ids are the greatest.
        for dossier_id in sorted(known):
            _update(known[dossier_id], reader, told=told, run_id=run_id, by=by, at=at)
        opened = _open(fresh, reader, told=told, run_id=run_id, by=by, at=at)
    ids = iter(opened)
    return [one.dossier_id or next(ids) for one in customers]


def _open(
    customers: Sequence[ImportedCustomer], reader: ReaderRow, *, told: str, run_id: UUID,
    by: Actor, at: datetime,
) -> list[UUID]:  # fmt: skip
    ids = [new_id() for _ in customers]
    names = _free_codenames(len(customers))
    Dossier.objects.bulk_create(
        [
            Dossier(
                id=dossier_id, codename=name, keeper_id=one.keeper_id, opened_by_id=reader.id,
                opened_at=at, touched_at=at,
            )
            for dossier_id, name, one in zip(ids, names, customers, strict=True)
        ],
        batch_size=_CHUNK,
    )  # fmt: skip
    CustodyPeriod.objects.bulk_create(
        [
            CustodyPeriod(
                dossier_id=dossier_id, duty=Duty.KEEPER, person_id=one.keeper_id, starts_at=at,
                assigned_by_id=reader.id, by_opening=one.keeper_id == reader.id,
            )
            for dossier_id, one in zip(ids, customers, strict=True)
            if one.keeper_id
        ],
        batch_size=_CHUNK,
    )  # fmt: skip
    keys = ring.ensure_data_keys(
        (dossier_id, name)
        for dossier_id, one in zip(ids, customers, strict=True)
        for name in {*_compartments(one), RECORD}
    )
    values: list[FieldValue] = []
    hashes: list[BlindKey] = []
    for dossier_id, one in zip(ids, customers, strict=True):
        for value in one.values.values():
            key = keys[dossier_id, value.spec.compartment]
            values.append(_row(dossier_id, value, 1, key, told=told, by=reader.id, at=at))
            hashes += indexing.rows_of(dossier_id, value)
    FieldValue.objects.bulk_create(values, batch_size=_CHUNK)
    BlindKey.objects.bulk_create(hashes, batch_size=_CHUNK)
    for dossier_id, name, one in zip(ids, names, customers, strict=True):
        facts = {
            "codename": name, "run": str(run_id),
            "keeper": str(one.keeper_id) if one.keeper_id else None,
        }  # fmt: skip
        _append(IMPORTED, dossier_id, one.values, facts, by=by, at=at)
    return ids


def _update(
    one: ImportedCustomer, reader: ReaderRow, *, told: str, run_id: UUID, by: Actor, at: datetime
) -> None:
    assert one.dossier_id is not None
    dossier = Dossier.objects.select_for_update().get(pk=one.dossier_id)
    keys = ring.ensure_data_keys((dossier.id, name) for name in _compartments(one))
    stored = {
        row.field: row
        for row in FieldValue.objects.filter(
            dossier=dossier, field__in=one.values, superseded_at=None, erased_at=None
        )
    }
    changed = {
        code: value
        for code, value in one.values.items()
        if code not in stored
        or _text(stored[code], keys[dossier.id, value.spec.compartment]) != value.text
    }
    if not changed:
        return
    newest = _newest(dossier.id, changed)
    for code, value in changed.items():
        if code in stored:
            FieldValue.objects.filter(pk=stored[code].pk).update(superseded_at=at)
            BlindKey.objects.filter(dossier=dossier, field=code).update(current=False)
        key = keys[dossier.id, value.spec.compartment]
        version = newest.get(code, 0) + 1
        _row(dossier.id, value, version, key, told=told, by=reader.id, at=at).save(
            force_insert=True
        )
        indexing.add_keys(indexing.rows_of(dossier.id, value))
    Dossier.objects.filter(pk=dossier.pk).update(touched_at=at)
    _append(UPDATED, dossier.id, changed, {"run": str(run_id)}, by=by, at=at)


def _compartments(one: ImportedCustomer) -> set[str]:
    return {value.spec.compartment for value in one.values.values()}


def _free_codenames(wanted: int) -> list[str]:
    """Propose codenames that no dossier has; the unique constraint has the last word."""
    random = secrets.SystemRandom()
    found: dict[str, None] = {}
    for _ in range(TRIES):
        proposed = {codenames.propose(random) for _ in range(wanted - len(found))}
        taken = set(
            Dossier.objects.filter(codename__in=proposed).values_list("codename", flat=True)
        )
        found.update(dict.fromkeys(sorted(proposed - taken - found.keys())))
        if len(found) == wanted:
            names = list(found)
            random.shuffle(names)
            return names
    raise NoCodenameLeft


def _row(
    dossier_id: UUID, value: Value, version: int, key: SealingKey, *, told: str, by: UUID,
    at: datetime,
) -> FieldValue:  # fmt: skip
    place = Place(dossier_id, value.spec.compartment, value.spec.code, version)
    return FieldValue(
        dossier_id=dossier_id, compartment=value.spec.compartment, field=value.spec.code,
        version=version, sealed=seal_value(key, Told(value.text, told), place=place),
        submitted_by_id=by, submitted_at=at,
    )  # fmt: skip


def _text(row: FieldValue, key: SealingKey) -> str:
    place = Place(row.dossier_id, row.compartment, row.field, row.version)
    return open_value(key, bytes(row.sealed), place=place).value


def _newest(dossier_id: UUID, values: Mapping[str, Value]) -> dict[str, int]:
    rows = FieldValue.objects.filter(dossier=dossier_id, field__in=values).order_by("version")
    return dict(rows.values_list("field", "version"))


def _append(
    kind: str, dossier_id: UUID, values: Mapping[str, Value], facts: Mapping[str, object], *,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """One entry a dossier: a commitment a compartment, so that each can be erased by itself."""
    parts: dict[str, dict[str, str]] = {}
    for code, value in values.items():
        parts.setdefault(value.spec.compartment, {})[code.partition(".")[2]] = value.text
    append_entry(
        kind=kind, subject=dossier_id, by=by, at=at,
        facts={**facts, "fields": sorted(values)},
        sealed={name: canonical.dump(texts).decode() for name, texts in parts.items()},
        seal_under={name: (dossier_id, name) for name in parts},
    )  # fmt: skip
