"""From what a file calls a customer to the dossier, by keyed hashes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from muniment.intake.models import ImportedCustomer
from muniment.keys import ring
from muniment.vault import queries as vault

INDEX, CONTENT_INDEX = "intake.customer", "intake.content"
_MARKS = 500
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """A customer that was imported before."""

    dossier_id: UUID
    content: bytes


def token_of(key: str) -> bytes:
    """Hash what tells a customer from others, under a key of the ring; 16 bytes."""
    return ring.blind(INDEX, key)


def imported(tokens: Iterable[bytes]) -> dict[bytes, Known]:
    """Find customers that were imported before; one query for each 500."""
    wanted = list(tokens)
    found: dict[bytes, Known] = {}
    for start in range(0, len(wanted), _MARKS):
        rows = ImportedCustomer.objects.filter(token__in=wanted[start : start + _MARKS])
        for token, dossier, content in rows.values_list("token", "dossier_id", "content"):
            found[bytes(token)] = Known(dossier, bytes(content))
    return found


class CustomerNumbers:
    """Finds dossiers by customer number; remembers a bounded number of answers."""

    def __init__(self) -> None:
        self._answers: dict[str, UUID | None] = {}

    def dossiers(self, codes: Iterable[str]) -> dict[str, UUID]:
        """Give the dossier of each number that is known; unknown ones are absent."""
        wanted = list(dict.fromkeys(codes))
        if len(self._answers) > _MOST_KEPT:
            self._answers.clear()
        missing = [code for code in wanted if code not in self._answers]
        if missing:
            heads = vault.dossiers_by_code(missing)
            for code in missing:
                self._answers[code] = heads[code].id if code in heads else None
        return {code: found for code in wanted if (found := self._answers[code]) is not None}
