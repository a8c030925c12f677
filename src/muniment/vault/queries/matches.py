"""Which dossiers share an address or a number with values that are about to come in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from muniment.keys import ring
from muniment.vault import indexing
from muniment.vault.domain import blind
from muniment.vault.domain.blind import Index
from muniment.vault.domain.states import DossierState
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


def dossiers_at(addresses: Iterable[str]) -> dict[str, frozenset[UUID]]:
    """Find the open dossiers of mail addresses: by the very address, else by its own domain.

    A domain that many companies use never counts. A merged dossier leads to where it went.
    Former values count too. Answers within the house only: no door hands it out. Two queries
    for each 400 addresses.
    """
    wanted = {address.lower() for address in addresses}
    exact = {ring.blind(Index.EMAIL.value, address): address for address in sorted(wanted)}
    found = {exact[digest]: ids for digest, ids in _holders(Index.EMAIL, exact).items()}
    hosts: dict[bytes, list[str]] = {}
    for address in sorted(wanted - set(found)):
        host = address.rpartition("@")[2]
        domain = blind.registrable_domain(host)
        if domain and not blind.is_shared_domain(domain) and not blind.is_shared_domain(host):
            hosts.setdefault(ring.blind(Index.DOMAIN.value, domain), []).append(address)
    for digest, ids in _holders(Index.DOMAIN, hosts).items():
        found.update(dict.fromkeys(hosts[digest], ids))
    return found


def _holders(index: Index, digests: Iterable[bytes]) -> dict[bytes, frozenset[UUID]]:
    wanted, found = sorted(digests), defaultdict[bytes, set[UUID]](set)
    for start in range(0, len(wanted), _MARKS):
        keys = BlindKey.objects.filter(
            index=index.value, digest__in=wanted[start : start + _MARKS]
        ).select_related("dossier__merged_into")
        for key in keys:
            row = key.dossier.merged_into or key.dossier
            if row.state == DossierState.OPEN:
                found[bytes(key.digest)].add(row.id)
    return {digest: frozenset(ids) for digest, ids in found.items()}
