"""Whose mailbox an address is: for mail that names people of the house."""

from uuid import UUID

from muniment.people.models import Person


def mailboxes() -> dict[str, UUID]:
    """The mail addresses of all staff, those who left too, in small letters; one query."""
    staff = Person.objects.filter(outside_company=None)
    return {email.lower(): key for email, key in staff.values_list("email", "id")}
