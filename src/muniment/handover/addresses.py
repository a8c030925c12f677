"""Where a customer is written to: its first mail address that is none of this house.

The house reads addresses for writing, on record under the name of whoever set it to work; no
person learns them here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from muniment.core.actor import Actor
from muniment.handover.domain.states import Obstacle
from muniment.matching import domains
from muniment.people import queries as people
from muniment.vault import queries as vault
from muniment.vault.gate import SweepPurpose, sweep
from muniment.vault.queries import Hands

FIELD = "contacts.emails"


@dataclass(frozen=True, slots=True)
class Address:
    """A customer's mail address, or why there is none that a letter could go to."""

    text: str = ""
    obstacle: Obstacle | None = Obstacle.NO_ADDRESS


def addresses_of(dossier_ids: Collection[UUID], *, by: Actor, at: datetime) -> dict[UUID, Address]:
    """Read the addresses of some customers; a customer without any has one that says so.

    Raises:
        LedgerUnavailable: no record, no reading.
        RuntimeError: inside a transaction, which could undo the record.
    """
    told = dict(sweep(purpose=SweepPurpose.WRITING, fields=[FIELD], by=by, at=at, only=dossier_ids))
    ours = people.mail_domains()
    return {one: _first(told.get(one, {}).get(FIELD, ""), ours) for one in dossier_ids}


def by_one_of_them(hands: Hands | None, them: Collection[UUID]) -> UUID | None:
    """Who last wrote the address, if that is the leaver or the heir and nobody else verified it.

    Either could have put an address of her own there, and answer as the customer.
    """
    if hands is None or hands.submitted_by not in them:
        return None
    is_verified = hands.verified_by is not None and hands.verified_by not in them
    return None if is_verified else hands.submitted_by


def hands_on(dossier_ids: Collection[UUID]) -> dict[UUID, Hands]:
    """Who wrote and verified the addresses of some customers; one query for each 400."""
    return vault.hands_among(dossier_ids, FIELD)


def _first(lines: str, ours: Collection[str]) -> Address:
    told = (one.strip() for one in lines.replace(",", "\n").split("\n"))
    good = [one for one in told if _is_address(one)]
    theirs = next((one for one in good if not _is_ours(one, ours)), "")
    if theirs:
        return Address(theirs, None)
    if good:
        return Address(obstacle=Obstacle.OURS)
    return Address()


def _is_ours(address: str, ours: Collection[str]) -> bool:
    """Whether a mailbox is one of this house; a free provider that we use too is not."""
    host = domains.host_of(address)
    is_ours = any(host == one or domains.same_owner(host, one) for one in ours)
    return is_ours and not domains.is_free_mail(host)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
