"""Letters that are written before anybody is asked: prepared at notice, sent after a look.

A prepared letter is a question in its first state: whom, about which heir, in which language,
sealed. It has no link, and nothing of it leaves the house before somebody sends it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.handover import addresses, sealing
from muniment.handover.domain.languages import language_for
from muniment.handover.domain.states import OPEN_QUESTIONS, ConfirmationState, Obstacle
from muniment.handover.models import Confirmation, ConfirmationLink, HandoverItem
from muniment.handover.outsiders import SEALED
from muniment.handover.wording import LANGUAGES
from muniment.keys import ring
from muniment.people import queries as people
from muniment.vault.gate import SweepPurpose, sweep
from muniment.vault.queries import Hands

_SPOKEN = ("identity.country", "profile.languages")
_PROPOSED_DAYS = 14
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Outlook:
    """In which language a customer is written to, and what is in the way of mail to it."""

    language: str = LANGUAGES[0]
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many letters are written, and for how many of them mail has something in its way."""

    letters: int = 0
    obstacles: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, object]:
        """The counts, for entries."""
        return {
            "letters": self.letters,
            # a name in an entry has no hyphen
            "letters_in": {code.replace("-", "_"): n for code, n in self.languages.items()},
            "letters_stuck": dict(self.obstacles),
        }


def outlook(dossier_ids: Collection[UUID], *, by: Actor, at: datetime) -> dict[UUID, Outlook]:
    """Read, on record under the name of whoever acts, what a letter to each customer needs to know.

    Raises:
        LedgerUnavailable: no record, no reading.
        RuntimeError: inside a transaction, which could undo the record.
    """
    told = dict(
        sweep(purpose=SweepPurpose.HANDING_OVER, fields=_SPOKEN, by=by, at=at, only=dossier_ids)
    )
    found = addresses.addresses_of(dossier_ids, by=by, at=at)
    return {one: Outlook(_language(told.get(one, {})), found[one].obstacle) for one in dossier_ids}


def prepare(
    items: Sequence[HandoverItem], views: Mapping[UUID, Outlook], *, by: Actor, at: datetime
) -> Prepared:
    """Write the letter of each customer, in the caller's transaction; none fails for its address.

    Costs seven statements for each 200 customers and one for each heir.
    """
    keys = ring.ensure_data_keys((one.dossier_id, sealing.COMPARTMENT) for one in items)
    hands = addresses.hands_on([one.dossier_id for one in items])
    told = _told_by_heir(items)
    rows = []
    for item in items:
        view = views.get(item.dossier_id, Outlook())
        row = _row(item, view, hands.get(item.dossier_id), by, at)
        key = keys[item.dossier_id, sealing.COMPARTMENT]
        row.sealed = sealing.seal_under(key, SEALED, row.id, told[item.heir_id])
        rows.append(row)
    Confirmation.objects.bulk_create(rows, batch_size=_CHUNK)
    stuck = Counter(row.obstacle for row in rows if row.obstacle)
    return Prepared(len(rows), dict(stuck), dict(Counter(row.language for row in rows)))


def renew(item: HandoverItem, *, by: Actor, at: datetime) -> None:
    """Write the letter anew for another heir; the one before it, sent or not, is closed.

    The language and the address of the newest letter stand; where none was ever written, none is
    prepared, because nothing is read about the customer here.
    """
    last = Confirmation.objects.filter(item=item).order_by("-asked_at", "-id").first()
    close_open([item.id], at)
    if last is not None:
        known = Obstacle(last.obstacle) if last.obstacle else None
        view = Outlook(last.language, known if known and known.stops_mail else None)
        prepare([item], {item.dossier_id: view}, by=by, at=at)


def take_up(item: HandoverItem, view: Outlook, *, by: Actor, at: datetime) -> Confirmation:
    """The prepared letter of a customer, as it can be sent now; written at need.

    A question that still waits is closed: the next one takes its place.
    """
    close_open([item.id], at, states=[ConfirmationState.WAITING])
    mine = Confirmation.objects.filter(item=item, state=ConfirmationState.PREPARED)
    if not mine.exists():
        prepare([item], {item.dossier_id: view}, by=by, at=at)
    row = mine.select_for_update().get()
    hands = addresses.hands_on([item.dossier_id]).get(item.dossier_id)
    row.language, row.obstacle = view.language, _obstacle(item, view, hands)
    if not sealing.unseal(item.dossier_id, SEALED, row.id, row.sealed):  # erased meanwhile
        row.sealed = sealing.seal(item.dossier_id, SEALED, row.id, told_to(item))
    row.save(update_fields=["language", "obstacle", "sealed"])
    row.item = item
    return row


def close_open(
    item_ids: Collection[UUID], at: datetime, *,
    states: Collection[ConfirmationState] = OPEN_QUESTIONS,
) -> None:  # fmt: skip
    """End the questions of these customers that are open, with every link."""
    rows = Confirmation.objects.filter(item__in=item_ids, state__in=states)
    ConfirmationLink.objects.filter(confirmation__in=rows).delete()
    rows.update(state=ConfirmationState.CLOSED, ended_at=at, remind_at=None)


def told_to(item: HandoverItem) -> dict[str, Any]:
    """All that a customer learns: who goes, who comes, how to reach her."""
    heir = people.person(item.heir_id)
    assert heir is not None
    names = people.names([item.handover.person_id])
    return {
        "company": people.company().name,
        "leaver": names.get(item.handover.person_id, ""),
        "heir": heir.name,
        "post": heir.role.value,
        "email": heir.email,
        "kind": item.handover.kind,
    }


def _told_by_heir(items: Sequence[HandoverItem]) -> dict[UUID, dict[str, Any]]:
    told: dict[UUID, dict[str, Any]] = {}
    for item in items:
        if item.heir_id not in told:
            told[item.heir_id] = told_to(item)
    return told


def _row(
    item: HandoverItem, view: Outlook, hands: Hands | None, by: Actor, at: datetime
) -> Confirmation:
    assert by.person_id is not None
    return Confirmation(
        id=new_id(), item=item, heir_id=item.heir_id, state=ConfirmationState.PREPARED,
        language=view.language, obstacle=_obstacle(item, view, hands), asked_by_id=by.person_id,
        asked_at=at, expires_at=at + timedelta(days=_PROPOSED_DAYS),
    )  # fmt: skip


def _obstacle(item: HandoverItem, view: Outlook, hands: Hands | None) -> str:
    if view.obstacle is not None:
        return view.obstacle.value
    them = {item.handover.person_id, item.heir_id}
    is_doubtful = addresses.by_one_of_them(hands, them) is not None
    return Obstacle.UNVERIFIED.value if is_doubtful else ""


def _language(told: Mapping[str, str]) -> str:
    return language_for(told.get("profile.languages", ""), told.get("identity.country", ""))
