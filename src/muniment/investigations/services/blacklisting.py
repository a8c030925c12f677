"""Putting the company of a case on the house's own list."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations.domain import duties
from muniment.investigations.errors import NothingKnown
from muniment.investigations.loading import load
from muniment.investigations.sealing import seal_of
from muniment.investigations.services.common import hand, reason_given, record
from muniment.screening import services as screening
from muniment.screening.domain.hits import Strength
from muniment.screening.domain.lists import OWN
from muniment.screening.domain.parties import PartyKind
from muniment.screening.queries import screen

LISTED = "investigations.case.blacklisted"


def blacklist_case(*, case_id: UUID, reason: str, by: Actor, at: datetime) -> UUID:
    """Put the company on the own list; one that stands there already is suspected once more.

    Returns:
        The id of the entry on the own list.

    Raises:
        NothingKnown: the case has no name of a company. ReasonMissing: say why.
        ListsNotYours: the own list is not hers to keep. Otherwise see `common.hand`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, lambda role, _: duties.may_blacklist(role), at)
        inside = load(held.case, seal_of(case_id))
        known = [row for row in inside.facts if row.state == "adopted"]
        names = [row.value for row in known if row.code in {"company.name", "company.trading_name"}]
        countries = [row.value for row in known if row.code == "company.country"]
        if not names:
            raise NothingKnown
        entry_id = _standing(names, at)
        if entry_id is not None:
            screening.suspect_again(entry_id=entry_id, by=by, at=at)
        else:
            entry_id = screening.enter_own(
                names=names, kind=PartyKind.ENTITY, reason=told, countries=countries, by=by, at=at
            )
        record(LISTED, case_id, by=by, at=at, facts={"entry": str(entry_id)})
    return entry_id


def _standing(names: list[str], at: datetime) -> UUID | None:
    hits = screen(names, PartyKind.ENTITY, at=at).hits
    own = [hit for hit in hits if hit.party.list_id == OWN and hit.strength is Strength.STRONG]
    return UUID(own[0].party.uid) if own else None
