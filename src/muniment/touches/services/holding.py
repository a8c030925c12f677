"""The post of somebody who leaves: from notice on it goes to the heirs, too, and stays with her.

What concerns a customer that she hands over goes to the tray of whoever keeps that customer now;
everything else to whoever stands in for her: the nearest line manager at work. Her own tray keeps
its mails, because nobody on notice discards one. After her last day the post still arrives here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import HOUSE
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches.domain.noted import Noted
from muniment.touches.matching import House, digest_of
from muniment.touches.models import Import, WaitingMail
from muniment.touches.sealing import key_of, open_words, seal_all
from muniment.touches.services.noting import restored, told_of
from muniment.vault import queries as vault
from muniment.vault.queries.matches import dossiers_at

PASSED_ON = "touches.mail.passed_on"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """What lay with somebody when notice was given.

    Attributes:
        tray: mails in her tray; passed: copies of them in the trays of others.
        imports: files that were checked and neither loaded nor given up.
    """

    tray: int = 0
    passed: int = 0
    imports: int = 0

    @property
    def facts(self) -> dict[str, int]:
        """The counts by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def hold_post(*, person_id: UUID, at: datetime) -> HeldPost:
    """Put what waits in somebody's tray into those of her heirs as well, in the caller's act.

    Her own mails and imports stay where they are. Costs five statements a mail.
    """
    house, heirs = House(), vault.heirs_of_list(person_id)
    key, passed = key_of(person_id), 0
    rows = list(WaitingMail.objects.filter(person=person_id).order_by("received_at", "id"))
    for row in rows:
        noted = restored(open_words(key, "waiting", row.id, row.sealed))
        passed += pass_on(noted, person_id, house, heirs=heirs, at=at)
    files = Import.objects.filter(person=person_id, state=Import.State.CHECKED).count()
    return HeldPost(len(rows), passed, files)


def leaves(person_id: UUID) -> bool:
    """Say whether somebody is on notice or gone; one query."""
    row = people.reader(person_id)
    return row is not None and row.state in {State.ON_NOTICE, State.LEFT}


def pass_on(
    noted: Noted, person_id: UUID, house: House, *, heirs: Mapping[UUID, UUID], at: datetime
) -> int:
    """Put one mail of hers into the trays of those whom it concerns; for how many it was new."""
    found = dossiers_at(house.outsiders(noted))
    concerned = {heirs[one] for ids in found.values() for one in ids if one in heirs}
    if not concerned:
        stands_in = people.stand_in_for(person_id)
        concerned = {stands_in} if stands_in else set()
    return sum(_put(noted, one, person_id, house, at) for one in sorted(concerned - {person_id}))


def _put(noted: Noted, person_id: UUID, came_by: UUID, house: House, at: datetime) -> bool:
    digest = digest_of(noted.key)
    if WaitingMail.objects.filter(person=person_id, digest=digest).exists():
        return False
    row_id = new_id()
    WaitingMail.objects.create(
        id=row_id, person_id=person_id, came_by_id=came_by, happened_on=noted.on, digest=digest,
        received_at=at, direction=noted.direction(house.staff).value,
        sealed=seal_all(person_id, "waiting", row_id, told_of(noted)),
    )  # fmt: skip
    append_entry(
        kind=PASSED_ON, subject=person_id, by=HOUSE, at=at,
        facts={"waiting": str(row_id), "person": str(came_by)}, refs=[came_by],
    )  # fmt: skip
    return True
