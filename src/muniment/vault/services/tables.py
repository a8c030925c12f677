"""The access table changes by two people: one proposes a version, another adopts it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.domain.hashing import leaf_hash
from muniment.ledger.services import append_entry
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.policy import AccessTable
from muniment.vault.models import AccessTableVersion, Epoch
from muniment.vault.services.common import by_role

State = AccessTableVersion.State
LONGEST_NOTE = 300


class TableNotFound(MunimentError):
    """No version of this number."""

    code = "vault.table.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no version {number} of the access table.")
    next_step = gettext_noop("Choose one from the list of versions.")


class TableClosed(MunimentError):
    """The version was adopted or withdrawn before; nothing was written."""

    code = "vault.table.closed"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Version {number} is closed already.")
    next_step = gettext_noop("Propose a new version instead.")


class OtherPersonNeeded(MunimentError):
    """Whoever proposed it cannot adopt it too; nothing was written."""

    code = "vault.two_people.needed"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This takes two people, and you were the first.")
    next_step = gettext_noop("Ask another owner or compliance to confirm it.")


class NothingChanges(MunimentError):
    """The proposal equals the table in force; nothing was written."""

    code = "vault.table.nothing_changes"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This is the access table that is in force.")
    next_step = gettext_noop("Change at least one cell, then propose it.")


def propose_table(*, table: AccessTable, note: str, by: Actor, at: datetime) -> int:
    """Put up a new version of the access table; it holds from its adoption on.

    Returns:
        The number of the version.

    Raises:
        NothingChanges: it equals the table in force.
        NotYours: only owner, sales managers and compliance propose.
    """
    reader = by_role(by, Verb.PROPOSE_TABLE)
    if table == current().table:
        raise NothingChanges
    sheet = table.to_dict()
    with transaction.atomic():
        Epoch.objects.select_for_update().get()
        newest = AccessTableVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
        row = AccessTableVersion.objects.create(
            number=newest + 1, state=State.PROPOSED, sheet=sheet, note=note[:LONGEST_NOTE],
            proposed_by_id=reader.id, proposed_at=at,
        )  # fmt: skip
        facts = {"number": row.number, "sheet_sha256": _fingerprint(sheet)}
        append_entry(kind="vault.table.proposed", subject=None, by=by, at=at, facts=facts)
    return row.number


def adopt_table(*, number: int, by: Actor, at: datetime) -> None:
    """Put a proposed version in force; from the next look on every process follows it.

    Raises:
        OtherPersonNeeded: `by` proposed it.
        TableClosed, TableNotFound, NotYours: as the names say.
    """
    reader = by_role(by, Verb.ADOPT_TABLE)
    with transaction.atomic():
        epoch = Epoch.objects.select_for_update().get()
        row = _proposed(number)
        if row.proposed_by_id == reader.id:
            raise OtherPersonNeeded
        # A field added or removed since the proposal: the new one is shut, the old one gone.
        row.sheet = AccessTable.restored(row.sheet, current().fields.values()).to_dict()
        row.state, row.closed_by_id, row.closed_at = State.ADOPTED, reader.id, at
        row.save(update_fields=["sheet", "state", "closed_by", "closed_at"])
        epoch.table_number = number
        epoch.save(update_fields=["table_number"])
        facts = {"number": number, "sheet_sha256": _fingerprint(row.sheet)}
        append_entry(kind="vault.table.adopted", subject=None, by=by, at=at, facts=facts)


def withdraw_table(*, number: int, by: Actor, at: datetime) -> None:
    """Take a proposal back, or turn it down; the row stays.

    Raises:
        TableClosed, TableNotFound, NotYours: as the names say.
    """
    reader = by_role(by, Verb.PROPOSE_TABLE)
    with transaction.atomic():
        row = _proposed(number)
        row.state, row.closed_by_id, row.closed_at = State.WITHDRAWN, reader.id, at
        row.save(update_fields=["state", "closed_by", "closed_at"])
        append_entry(
            kind="vault.table.withdrawn", subject=None, by=by, at=at, facts={"number": number}
        )


def _proposed(number: int) -> AccessTableVersion:
    row = AccessTableVersion.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise TableNotFound(number=number)
    if row.state != State.PROPOSED:
        raise TableClosed(number=number)
    return row


def _fingerprint(sheet: dict[str, object]) -> str:
    """The hash by which the ledger names a sheet; the sheet itself can be exported and compared."""
    return leaf_hash(canonical.dump(sheet)).hex()
