"""Whose entries somebody may read in the ledger: facts only, nothing is unsealed here.

Owner and compliance see every entry, and so do administrators, who never see a sealed part.
Everybody else on the staff sees their own acts and whatever happened to the customers that
they answer for; outsiders see their own acts.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from muniment.core.actor import Actor
from muniment.core.cursor import Page
from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryNotFound, EntryRow, LinkRow, Sight
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import WATCHERS, Role
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of
from muniment.vault.gate.which import Reach
from muniment.vault.models import Dossier

SEEING_ALL: Final = WATCHERS | {Role.ADMINISTRATOR}


def entries_for(
    *,
    reader: Actor,
    at: datetime,
    kinds: Collection[str] = (),
    actor: str | UUID | None = None,
    dossier_id: UUID | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[EntryRow]:
    """List the entries that this person may see, the newest first; four queries at the most.

    Raises:
        CursorInvalid: the cursor was not made by this list.
    """
    who = reader_of(reader)
    if dossier_id is not None and not codenames_known_to(who, [dossier_id], at):
        return Page([])
    return ledger.entries(
        kinds=kinds, actor=actor, subject=dossier_id, since=since, before=before,
        sight=_sight(who), cursor=cursor, limit=limit,
    )  # fmt: skip


def entry_for(*, reader: Actor, entry_id: UUID) -> EntryRow:
    """Find one entry that this person may see; five queries at the most.

    Raises:
        EntryNotFound: there is none, or it is not hers to see: the two look the same.
    """
    who = reader_of(reader)
    row = ledger.entry(entry_id)
    if row.actor == str(who.id) or sees_chain(who, row.subject):
        return row
    raise EntryNotFound(entry_id=str(entry_id))


def link_for(*, reader: Actor, row: EntryRow) -> LinkRow | None:
    """Place an entry in its chain; without its neighbours for whoever may not see them."""
    link = ledger.link_of(row.id)
    if link is None or sees_chain(reader_of(reader), row.subject):
        return link
    return LinkRow(link.number, link.length, None, None)


def sees_chain(who: ReaderRow, subject: UUID | None) -> bool:
    """Say whether somebody may see all entries about a subject; two queries at the most."""
    if _sees_all(who):
        return True
    if subject is None or who.role.is_outside:
        return False
    return Dossier.objects.filter(_answered_for(who), pk=subject).exists()


def codenames_known_to(who: ReaderRow, ids: Iterable[UUID], at: datetime) -> dict[UUID, str]:
    """Codenames of those dossiers that this person may know of; one query, two at the most."""
    wanted = set(ids)
    if not wanted:
        return {}
    known = Dossier.objects.filter(Reach(who, at).known(), pk__in=wanted)
    return dict(known.values_list("id", "codename"))


def _sight(who: ReaderRow) -> Sight | None:
    if _sees_all(who):
        return None
    if who.role.is_outside:
        return Sight(who.id)
    return Sight(who.id, Dossier.objects.filter(_answered_for(who)).values_list("id", flat=True))


def _sees_all(who: ReaderRow) -> bool:
    """Whether every entry is hers to see; on notice nobody reads on what others do."""
    return who.role in SEEING_ALL and who.state is State.ACTIVE


def _answered_for(who: ReaderRow) -> Q:
    """Dossiers that the person keeps, or whose keeper works under her; one query for the line."""
    led = people.reports_of(who.id) if who.state is State.ACTIVE else frozenset()
    return Q(keeper__in={who.id, *led})
