"""The secret register: which points of a dossier are claimed secret, since when, and why."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault.catalogue import current
from muniment.vault.domain import secrets
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.models import SecretPoint
from muniment.vault.sealing import RECORD, record_binding
from muniment.vault.services.common import Hand, hand
from muniment.vault.services.values import FieldUnknown


class SecretPointNotFound(MunimentError):
    """No open point of this number in the register of this dossier."""

    code = "vault.secret_point.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such point in the secret register.")
    next_step = gettext_noop("Look at the register again: it may have been closed.")


def claim_secret(
    *, dossier_id: UUID, point: str, fields: Sequence[str], since: date,
    bases: Sequence[ValueBasis], basis: str, number: int | None = None, by: Actor, at: datetime,
) -> int:  # fmt: skip
    """Enter a point into the secret register, or a new version of point `number`.

    Returns:
        The number of the point, which it keeps through all versions.

    Raises:
        SecretPointInvalid, FieldUnknown: the claim would not stand; nothing was written.
        SecretPointNotFound: there is no open point `number`.
        NotYours, DossierNotFound: as the names say.
    """
    known = current().fields
    if unknown := [code for code in fields if code not in known]:
        raise FieldUnknown(field=unknown[0][:64])
    claimed = secrets.claim(
        point=point, fields=[known[code] for code in fields], since=since, bases=bases,
        basis=basis, today=timezone.localdate(at),
    )  # fmt: skip
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.CLAIM_SECRET, open_only=False)
        number, version = _next(held, number, at)
        row_id = new_id()
        sealed = {
            "point": claimed.point, "basis": claimed.basis, "fields": list(claimed.fields),
            "bases": [one.value for one in claimed.bases],
        }  # fmt: skip
        SecretPoint.objects.create(
            id=row_id, dossier=held.dossier, number=number, version=version,
            level=claimed.level.value, claimed_since=claimed.since,
            claimed_by_id=held.reader.id, at=at,
            sealed=ring.seal(
                dossier_id, RECORD, canonical.dump(sealed),
                binding=record_binding("secret_point", row_id),
            ),
        )  # fmt: skip
        append_entry(
            kind="vault.secret_point.claimed", subject=dossier_id, by=by, at=at,
            facts={
                "number": number, "version": version, "level": claimed.level.value,
                "since": claimed.since.isoformat(), "fields": list(claimed.fields),
                "bases": [one.value for one in claimed.bases],
            },
            sealed={"point": claimed.point, "basis": claimed.basis},
        )  # fmt: skip
    return number


def close_secret(*, dossier_id: UUID, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Close a point: from now on it is no longer claimed; its history stays.

    Raises:
        SecretPointNotFound, NotYours, DossierNotFound: nothing was written.
    """
    with transaction.atomic():
        hand(by, dossier_id, Verb.CLAIM_SECRET, open_only=False)
        _close(dossier_id, number, at)
        append_entry(
            kind="vault.secret_point.closed", subject=dossier_id, by=by, at=at,
            facts={"number": number}, sealed={"reason": reason},
        )  # fmt: skip


def _next(held: Hand, number: int | None, at: datetime) -> tuple[int, int]:
    points = SecretPoint.objects.filter(dossier=held.dossier)
    if number is None:
        last = points.aggregate(last=Max("number"))["last"] or 0
        return last + 1, 1
    version = _close(held.dossier.id, number, at)
    return number, version + 1


def _close(dossier_id: UUID, number: int, at: datetime) -> int:
    row = SecretPoint.objects.filter(dossier=dossier_id, number=number, closed_at=None).first()
    if row is None:
        raise SecretPointNotFound
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    return row.version
