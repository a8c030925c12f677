"""Which dossiers share an address or a number with values that are about to come in."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from muniment.vault import indexing
from muniment.vault.domain.blind import Index
from muniment.vault.domain.values import Value
from muniment.vault.models import BlindKey

_TELLING = frozenset({Index.EMAIL, Index.DOMAIN, Index.PHONE, Index.REGISTRATION})
_MARKS = 400


def dossiers_sharing(customers: Sequence[Iterable[Value]]) -> list[frozenset[UUID]]:
    """For each customer, the dossiers with the same e-mail, domain, phone or register number.

    Former values count too. Answers within the house only: no door hands it out. One query
    for each 400 keyed hashes of an index.
    """
    asked = [
        {pair for value in values for pair in indexing.digests_of(value) if pair[0] in _TELLING}
        for values in customers
    ]
    holders: dict[tuple[str, bytes], set[UUID]] = {}
    for index in _TELLING:
        digests = sorted({digest for pairs in asked for name, digest in pairs if name == index})
        for start in range(0, len(digests), _MARKS):
            rows = BlindKey.objects.filter(index=index, digest__in=digests[start : start + _MARKS])
            for dossier_id, digest in rows.values_list("dossier_id", "digest"):
                holders.setdefault((index.value, bytes(digest)), set()).add(dossier_id)
    nobody: set[UUID] = set()
    return [frozenset().union(*(holders.get(pair, nobody) for pair in pairs)) for pairs in asked]
