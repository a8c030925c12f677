"""Opening, filing, retiring and merging dossiers."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault import joining
from muniment.vault.catalogue import current
from muniment.vault.domain import codenames
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.states import DossierState, Duty
from muniment.vault.models import CustodyPeriod, Dossier, Filing
from muniment.vault.sealing import RECORD
from muniment.vault.services.common import DossierClosed, PersonUnfit, by_role, hand
from muniment.vault.services.holds import require_free
from muniment.vault.services.values import SUBMITTED, add_versions, parse_all

OPENED = "vault.dossier.opened"
FILED = "vault.dossier.filed"
RETIRED = "vault.dossier.retired"
REOPENED = "vault.dossier.reopened"
MERGED = "vault.dossier.merged"
TRIES = 20


class NoCodenameLeft(MunimentError):
    """Many proposals in a row were taken; nothing was written."""

    code = "vault.codename.none_left"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("No free codename was found.")
    next_step = gettext_noop("Try once more.")


class MergeImpossible(MunimentError):
    """These two cannot become one; nothing was written."""

    code = "vault.merge.impossible"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("These two dossiers cannot be merged: {why}.")
    next_step = gettext_noop("Choose two open dossiers that both belong to your people.")


def open_dossier(
    *,
    values: Mapping[str, Mapping[str, str]] | None = None,
    told: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Open a dossier for a new customer; who opens it keeps it.

    Args:
        values: what is known already, typed, by compartment and field code.
        told: "as told by", for all of them.

    Returns:
        The id of the dossier; its codename has nothing to do with the customer.

    Raises:
        NotYours: the role keeps no customers.
        ValueInvalid, FieldUnknown: nothing was written.
    """
    reader = by_role(by, Verb.OPEN)
    catalogue = current()
    filled = {name: given for name, given in (values or {}).items() if any(given.values())}
    parsed = {name: parse_all(catalogue, name, given) for name, given in filled.items()}
    with transaction.atomic():
        dossier = _with_codename(opened_by=reader.id, at=at)
        CustodyPeriod.objects.create(
            dossier=dossier, duty=Duty.KEEPER, person_id=reader.id, starts_at=at,
            assigned_by_id=reader.id, by_opening=True,
        )  # fmt: skip
        ring.ensure_data_keys([(dossier.id, RECORD)])  # now, so that no look has to make it
        facts = {"codename": dossier.codename, "keeper": str(reader.id)}
        append_entry(kind=OPENED, subject=dossier.id, by=by, at=at, facts=facts)
        for compartment, fields in parsed.items():
            versions = add_versions(
                dossier, compartment, fields, told=told, seen=None, by=reader.id, at=at
            )
            append_entry(
                kind=SUBMITTED, subject=dossier.id, by=by, at=at,
                facts={"compartment": compartment, "versions": [
                    {"field": code, "version": number} for code, number in sorted(versions.items())
                ]},
                sealed={code.replace(".", "_"): value.text for code, value in fields.items()},
                seal_under=(dossier.id, compartment),
            )  # fmt: skip
    return dossier.id


def file_dossier(*, dossier_id: UUID, by: Actor, at: datetime) -> None:
    """A custodian confirms that the papers of the dossier are complete and in order.

    Raises:
        PersonUnfit: the keeper cannot file her own dossier.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.FILE)
        if held.dossier.keeper_id == held.reader.id:
            raise PersonUnfit(why=gettext_noop("the keeper does not file her own dossier"))
        Filing.objects.create(
            dossier=held.dossier,
            filed_by_id=held.reader.id,
            kept_by_id=held.dossier.keeper_id,
            at=at,
        )
        append_entry(kind=FILED, subject=dossier_id, by=by, at=at, facts={})


def retire_dossier(*, dossier_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Close a dossier that is no longer worked on; owner and compliance can still read it.

    Raises:
        DossierOnHold, NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.RETIRE)
        require_free([dossier_id], at)
        held.dossier.state = DossierState.RETIRED
        held.dossier.retired_at = at
        held.dossier.save(update_fields=["state", "retired_at"])
        append_entry(
            kind=RETIRED, subject=dossier_id, by=by, at=at, facts={}, sealed={"reason": reason}
        )


def reopen_dossier(*, dossier_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a retired dossier back to work.

    Raises:
        DossierClosed: it was merged, which cannot be undone by this verb.
        NotYours, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.RETIRE, open_only=False)
        if held.dossier.state != DossierState.RETIRED:
            raise DossierClosed
        held.dossier.state = DossierState.OPEN
        held.dossier.retired_at = None
        held.dossier.save(update_fields=["state", "retired_at"])
        append_entry(
            kind=REOPENED, subject=dossier_id, by=by, at=at, facts={}, sealed={"reason": reason}
        )


def merge_dossiers(*, keep_id: UUID, merge_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Declare two dossiers to be one customer: `merge_id` closes and points to `keep_id`.

    Values are not copied: sealed values belong to their dossier. The keeper of the one that
    stays submits what is worth keeping; searching and clash checks find both from now on. Rooms
    above move what they keep about the customer (`joining`).

    Raises:
        MergeImpossible: the same dossier twice, or one of them is closed.
        DossierOnHold: one of them must stay as it is.
        NotYours, DossierNotFound: as the names say.
    """
    if keep_id == merge_id:
        raise MergeImpossible(why=gettext_noop("it is the same dossier twice"))
    with transaction.atomic():
        # In the order of ids, so that two merges the other way round cannot block each other.
        held = {
            one: hand(by, one, Verb.MERGE, open_only=False) for one in sorted((keep_id, merge_id))
        }
        if any(one.dossier.state != DossierState.OPEN for one in held.values()):
            raise MergeImpossible(why=gettext_noop("one of them is closed"))
        require_free([keep_id, merge_id], at)
        gone = held[merge_id].dossier
        gone.state, gone.merged_into_id = DossierState.MERGED, keep_id
        gone.save(update_fields=["state", "merged_into"])
        # Those that went into it before lead where it leads now, so that one step is enough.
        Dossier.objects.filter(merged_into=merge_id).update(merged_into=keep_id)
        sealed = {"reason": reason}
        for subject, other, role in sorted(
            [(keep_id, merge_id, "kept"), (merge_id, keep_id, "merged")]
        ):
            facts = {"other": str(other), "part": role}
            append_entry(
                kind=MERGED, subject=subject, by=by, at=at, facts=facts, sealed=sealed, refs=[other]
            )
        joining.tell(merge_id, keep_id, by, at)


def _with_codename(*, opened_by: UUID | None, at: datetime) -> Dossier:
    """Make a dossier under a free codename; the database decides which is free."""
    random = secrets.SystemRandom()
    for _ in range(TRIES):
        codename = codenames.propose(random)
        try:
            with transaction.atomic():
                return Dossier.objects.create(
                    codename=codename, keeper_id=opened_by, opened_by_id=opened_by,
                    opened_at=at, touched_at=at,
                )  # fmt: skip
        except IntegrityError:
            continue
    raise NoCodenameLeft
