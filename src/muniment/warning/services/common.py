"""What every verb of the room does first: say who acts, take words, check days."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.vault.queries import DossierHead
from muniment.warning.errors import DaysInvalid, ReasonMissing, WordsNotYours
from muniment.warning.standing import Standing, dossier_of, standing

LONGEST = 2000
_FAR = timedelta(days=1100)


def hand(by: Actor, dossier_id: UUID, at: datetime) -> tuple[Standing, DossierHead]:
    """Check that `by` keeps the customer or answers for it.

    Raises:
        WarningNotYours: neither; or no such customer.
    """
    stands = standing(by, at)
    return stands, dossier_of(stands, dossier_id)


def require_hearing(by: Actor, dossier_id: UUID, at: datetime) -> None:
    """Check that `by` may read what people at the customer said, before it is replaced.

    Raises:
        WordsNotYours: the access table keeps it from her.
    """
    if not standing(by, at).hears(dossier_id):
        raise WordsNotYours


def words_given(text: str) -> str:
    """Take words that say something.

    Raises:
        ReasonMissing: empty, or no letter in them.
    """
    told = text.replace("\r\n", "\n").strip()[:LONGEST]
    if sum(letter.isalnum() for letter in told) < 2:
        raise ReasonMissing
    return told


def days_given(starts_on: date, ends_on: date, *, at: datetime) -> None:
    """Refuse days in the wrong order or out of sight.

    Raises:
        DaysInvalid: as it says.
    """
    today = timezone.localdate(at)
    if not starts_on < ends_on or starts_on < today - _FAR or ends_on > today + _FAR:
        raise DaysInvalid


def day_ahead_given(on: date, *, at: datetime) -> None:
    """Refuse a day for something to come that lies before this month, or out of sight.

    Raises:
        DaysInvalid: as it says.
    """
    today = timezone.localdate(at)
    if not today.replace(day=1) <= on <= today + _FAR:
        raise DaysInvalid
