"""The company's own fields and compartments: added shut, renamed with history, retired."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.services import append_entry
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.fields import (
    FieldSpec,
    check_compartment_code,
    check_field_code,
    check_spec,
)
from muniment.vault.models import Compartment, Epoch, Field, FieldRename
from muniment.vault.services.common import by_role
from muniment.vault.services.furnishing import field_row

LONGEST_LABEL = 80


class CatalogueRowNotFound(MunimentError):
    """No field or compartment of this code is in use."""

    code = "vault.catalogue.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no field or compartment “{given}” in use.")
    next_step = gettext_noop("Look at the list on the page “Fields”.")


class LabelInvalid(MunimentError):
    """A label is missing or too long; nothing was written."""

    code = "vault.catalogue.label_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("A name needs 1 to 80 letters.")
    next_step = gettext_noop("Write a short name, in English or Chinese or both.")


def add_field(*, spec: FieldSpec, by: Actor, at: datetime) -> None:
    """Add a field; it is shut to everybody until an adopted access table opens it.

    Raises:
        FieldCodeInvalid, FieldSpecInvalid, LabelInvalid: nothing was written.
        NotYours: as the name says.
    """
    by_role(by, Verb.CHANGE_FIELDS)
    _labels(spec.label_en, spec.label_zh)
    with transaction.atomic():
        taken = frozenset(Field.objects.values_list("code", flat=True))
        living = Compartment.objects.filter(retired_at=None).values_list("code", flat=True)
        check_field_code(spec.code, frozenset(living), taken)
        last = Field.objects.filter(compartment=spec.compartment).aggregate(p=Max("position"))["p"]
        field_row(check_spec(spec), (last or 0) + 1).save(force_insert=True)
        _bump()
        facts = {"field": spec.code, "type": spec.type.value, "level": spec.level.value}
        append_entry(kind="vault.field.added", subject=None, by=by, at=at, facts=facts)


def add_compartment(
    *, code: str, label_en: str, label_zh: str, about_en: str = "", about_zh: str = "",
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Add a compartment, empty: its fields come next.

    Raises:
        FieldCodeInvalid, LabelInvalid, NotYours: nothing was written.
    """
    by_role(by, Verb.CHANGE_FIELDS)
    _labels(label_en, label_zh)
    with transaction.atomic():
        taken = frozenset(Compartment.objects.values_list("code", flat=True))
        check_compartment_code(code, taken)
        last = Compartment.objects.aggregate(p=Max("position"))["p"] or 0
        Compartment.objects.create(
            code=code, label_en=label_en.strip(), label_zh=label_zh.strip(),
            about_en=about_en.strip()[:300], about_zh=about_zh.strip()[:300], position=last + 1,
        )  # fmt: skip
        _bump()
        facts = {"compartment": code}
        append_entry(kind="vault.compartment.added", subject=None, by=by, at=at, facts=facts)


def rename(*, code: str, label_en: str, label_zh: str, by: Actor, at: datetime) -> None:
    """Give a field (`identity.legal_name`) or compartment (`identity`) other labels.

    The code stays, and so do seals and ledger entries; the old labels are kept with their last
    day.

    Raises:
        CatalogueRowNotFound, LabelInvalid, NotYours: nothing was written.
    """
    reader = by_role(by, Verb.CHANGE_FIELDS)
    _labels(label_en, label_zh)
    with transaction.atomic():
        row = _living(code)
        FieldRename.objects.create(
            code=code, label_en=row.label_en, label_zh=row.label_zh, until=at, by_id=reader.id
        )
        row.label_en, row.label_zh = label_en.strip(), label_zh.strip()
        row.save(update_fields=["label_en", "label_zh"])
        _bump()
        append_entry(kind="vault.field.renamed", subject=None, by=by, at=at, facts={"named": code})


def retire(*, code: str, by: Actor, at: datetime) -> None:
    """Take a field or a compartment out of use; its values stay sealed and can come back.

    Raises:
        CatalogueRowNotFound, NotYours: nothing was written.
    """
    by_role(by, Verb.CHANGE_FIELDS)
    with transaction.atomic():
        row = _living(code)
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        _bump()
        append_entry(kind="vault.field.retired", subject=None, by=by, at=at, facts={"named": code})


def restore(*, code: str, by: Actor, at: datetime) -> None:
    """Take a retired field or compartment back into use; a field comes back shut.

    Raises:
        CatalogueRowNotFound, NotYours: nothing was written.
    """
    by_role(by, Verb.CHANGE_FIELDS)
    with transaction.atomic():
        row = _living(code, retired=True)
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        _bump()
        append_entry(kind="vault.field.restored", subject=None, by=by, at=at, facts={"named": code})


def code_for(label: str) -> str:
    """Propose a code from an English label: `Sample policy` → `sample_policy`."""
    return re.sub(r"[^a-z0-9]+", "_", label.strip().lower()).strip("_")[:31]


def _living(code: str, *, retired: bool = False) -> Field | Compartment:
    table = Field if "." in code else Compartment
    row = (
        table.objects.select_for_update().filter(code=code, retired_at__isnull=not retired).first()
    )
    if row is None:
        raise CatalogueRowNotFound(given=code[:64])
    return row


def _labels(label_en: str, label_zh: str) -> None:
    longest = max(len(label_en.strip()), len(label_zh.strip()))
    if not 0 < longest <= LONGEST_LABEL:
        raise LabelInvalid


def _bump() -> None:
    Epoch.objects.update(catalogue=F("catalogue") + 1)
