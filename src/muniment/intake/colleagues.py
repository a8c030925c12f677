"""Which colleague a file means when it names one."""

from uuid import UUID

from muniment.people import queries as people
from muniment.vault.domain.duties import KEEPERS


class Colleagues:
    """All staff at work, by e-mail and by name; a name that two people share means nobody."""

    def __init__(self) -> None:
        self._by_email: dict[str, UUID] = {}
        self._by_name: dict[str, UUID | None] = {}
        self._keepers: set[UUID] = set()
        cursor: str | None = None
        while True:
            page = people.people(cursor=cursor, limit=500)
            for person in page.rows:
                if person.state.may_sign_in and not person.role.is_outside:
                    self._add(person)
            cursor = page.next_cursor
            if cursor is None:
                return

    def named(self, given: str) -> UUID | None:
        """Find the colleague of this e-mail or name; None for nobody."""
        wanted = _plain(given)
        return self._by_email.get(wanted) or self._by_name.get(wanted)

    def keeper(self, given: str) -> UUID | None:
        """Find the colleague of this e-mail or name if the role can keep customers."""
        found = self.named(given)
        return found if found in self._keepers else None

    def _add(self, person: people.PersonRow) -> None:
        self._by_email[_plain(person.email)] = person.id
        if person.role in KEEPERS:
            self._keepers.add(person.id)
        name = _plain(person.name)
        self._by_name[name] = None if name in self._by_name else person.id


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
