"""Whose mailbox an address is: for mail that names people of the house."""

from uuid import UUID

from muniment.people.models import Person, open_to


def mailboxes() -> dict[str, UUID]:
    """The mail addresses of all staff, those who left too, in small letters; one query."""
    staff = Person.objects.filter(outside_company=None)
    return {email.lower(): key for email, key in staff.values_list("email", "id")}


def at_work() -> frozenset[UUID]:
    """The staff who may come in today; one query. Nothing new is noted for those who left."""
    staff = Person.objects.filter(open_to(), outside_company=None)
    return frozenset(staff.values_list("id", flat=True))
