"""Whose mailbox an address is: for mail that names people of the house."""

from uuid import UUID

from muniment.people.domain.employment import SIGNING_IN
from muniment.people.models import Person


def mailboxes() -> dict[str, UUID]:
    """The mail addresses of all staff, those who left too, in small letters; one query."""
    staff = Person.objects.filter(outside_company=None)
    return {email.lower(): key for email, key in staff.values_list("email", "id")}


def at_work() -> frozenset[UUID]:
    """The staff who may sign in; one query. Nothing new is noted for those who left."""
    here = [state.value for state in SIGNING_IN]
    staff = Person.objects.filter(outside_company=None, state__in=here)
    return frozenset(staff.values_list("id", flat=True))
