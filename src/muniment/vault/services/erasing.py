"""Erasing a compartment: one person asks, another destroys the data key; proofs still verify."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault import erasure
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import Verb
from muniment.vault.models import BlindKey, Erasure, FieldValue
from muniment.vault.services.common import hand
from muniment.vault.services.holds import require_free
from muniment.vault.services.tables import OtherPersonNeeded


class Basis(StrEnum):
    """On what ground something is erased."""

    PERSON_ASKED = "person_asked"  # a person's right to be forgotten
    RETENTION_OVER = "retention_over"
    WRONG_DATA = "wrong_data"
    CONTRACT = "contract"


class ErasureNotFound(MunimentError):
    """Nothing is asked for here."""

    code = "vault.erasure.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("No erasure is waiting here.")
    next_step = gettext_noop("Look at the dossier again: somebody may have been faster.")


class ErasureAlreadyAsked(MunimentError):
    """It is asked for already, or there is no such compartment; nothing was written."""

    code = "vault.erasure.already_asked"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This erasure is waiting for a second person already.")
    next_step = gettext_noop("Ask the owner or compliance to decide on it.")


def ask_erasure(
    *, dossier_id: UUID, compartment: str, basis: Basis, reason: str, by: Actor, at: datetime
) -> UUID:
    """Ask that one compartment of one dossier be erased for good.

    Raises:
        ErasureAlreadyAsked, ErasureNotFound, NotYours, DossierNotFound: nothing was written.
    """
    if current().compartment(compartment) is None:
        raise ErasureNotFound
    try:
        with transaction.atomic():
            held = hand(by, dossier_id, Verb.ASK_ERASURE, open_only=False)
            row = Erasure.objects.create(
                dossier=held.dossier, compartment=compartment, basis=basis.value,
                asked_by_id=held.reader.id, asked_at=at,
            )  # fmt: skip
            append_entry(
                kind="vault.erasure.asked", subject=dossier_id, by=by, at=at,
                facts={"erasure": str(row.id), "compartment": compartment, "basis": basis.value},
                sealed={"reason": reason},
            )  # fmt: skip
    except IntegrityError:
        raise ErasureAlreadyAsked from None
    return row.id


def withdraw_erasure(*, erasure_id: UUID, by: Actor, at: datetime) -> None:
    """Take the wish back or turn it down.

    Raises:
        ErasureNotFound, NotYours, DossierNotFound: nothing was written.
    """
    with transaction.atomic():
        row = _asked(erasure_id)
        held = hand(by, row.dossier_id, Verb.ASK_ERASURE, open_only=False)
        row.state, row.closed_by_id, row.closed_at = Erasure.State.WITHDRAWN, held.reader.id, at
        row.save(update_fields=["state", "closed_by", "closed_at"])
        append_entry(
            kind="vault.erasure.withdrawn", subject=row.dossier_id, by=by, at=at,
            facts={"erasure": str(row.id)},
        )  # fmt: skip


def erase_compartment(*, erasure_id: UUID, by: Actor, at: datetime) -> None:
    """Destroy the data key: every value, old version and opening of the compartment is gone.

    Rows and ledger entries stay, so "there was a value, submitted by her on that day" can
    still be proved; what it said cannot be told, nor a guess be confirmed.

    Raises:
        OtherPersonNeeded: `by` asked for it.
        DossierOnHold: what is there must stay until the hand-over is over.
        ErasureNotFound, NotYours, DossierNotFound: nothing was written.
    """
    with transaction.atomic():
        row = _asked(erasure_id)
        held = hand(by, row.dossier_id, Verb.ERASE, open_only=False)
        if row.asked_by_id == held.reader.id:
            raise OtherPersonNeeded
        require_free([row.dossier_id], at)
        ring.destroy(row.dossier_id, row.compartment, at=at)
        values = FieldValue.objects.filter(
            dossier=row.dossier_id, compartment=row.compartment, erased_at=None
        )
        erased = values.update(erased_at=at, sealed=b"")
        BlindKey.objects.filter(dossier=row.dossier_id, compartment=row.compartment).delete()
        row.state, row.closed_by_id, row.closed_at = Erasure.State.DONE, held.reader.id, at
        row.save(update_fields=["state", "closed_by", "closed_at"])
        erasure.tell(row.dossier_id, row.compartment, at)
        append_entry(
            kind="vault.compartment.erased", subject=row.dossier_id, by=by, at=at,
            facts={
                "erasure": str(row.id), "compartment": row.compartment, "basis": row.basis,
                "asked_by": str(row.asked_by_id), "values": erased,
            },
        )  # fmt: skip


def _asked(erasure_id: UUID) -> Erasure:
    row = (
        Erasure.objects.select_for_update().filter(pk=erasure_id, state=Erasure.State.ASKED).first()
    )
    if row is None:
        raise ErasureNotFound
    return row
