"""From values and search words to keyed hashes."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from muniment.keys import ring
from muniment.vault.domain import blind
from muniment.vault.domain.blind import Index
from muniment.vault.domain.fields import FieldSpec, IndexKind
from muniment.vault.domain.tidy import folded
from muniment.vault.domain.values import Value
from muniment.vault.models import BlindKey

CUSTOMER_CODE = "identity.customer_code"
CODE_INDEX = "code"
"""Our own customer number is found too: imports and orders name customers by it."""

_HELD: Mapping[IndexKind, frozenset[str]] = {
    IndexKind.EXACT_EMAIL: frozenset({Index.EMAIL, Index.DOMAIN}),
    IndexKind.EXACT_PHONE: frozenset({Index.PHONE}),
    IndexKind.EXACT_DOMAIN: frozenset({Index.DOMAIN}),
    IndexKind.EXACT_REGISTRATION: frozenset({Index.REGISTRATION}),
    IndexKind.WORDS: frozenset({Index.WORD}),
    IndexKind.CONTACTS: frozenset({Index.EMAIL, Index.DOMAIN, Index.PHONE}),
}


def held_by(spec: FieldSpec) -> frozenset[str]:
    """Name the indexes that values of this field stand in."""
    if spec.code == CUSTOMER_CODE:
        return frozenset({CODE_INDEX})
    return _HELD.get(spec.index, frozenset())


def code_token(customer_code: str) -> str:
    """Bring a customer number into the one form in which it is compared."""
    return folded(customer_code).replace(" ", "")


def code_digest(customer_code: str) -> bytes:
    """The keyed hash under which a customer number is found."""
    return ring.blind(CODE_INDEX, code_token(customer_code))


def digests_of(value: Value) -> set[tuple[str, bytes]]:
    """The (index, keyed hash) pairs under which one value is found."""
    if value.spec.code == CUSTOMER_CODE:
        return {(CODE_INDEX, code_digest(value.text))}
    return {
        (token.index.value, ring.blind(token.index.value, token.text))
        for token in blind.tokens_of(value.text, value.spec)
    }


def rows_of(dossier_id: UUID, value: Value) -> list[BlindKey]:
    """The rows that make one value findable."""
    return [
        BlindKey(
            dossier_id=dossier_id,
            field=value.spec.code,
            compartment=value.spec.compartment,
            index=index,
            digest=digest,
        )
        for index, digest in sorted(digests_of(value))
    ]


def add_keys(rows: Iterable[BlindKey]) -> None:
    """Write rows; one that is there already becomes current again."""
    BlindKey.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["dossier", "field", "index", "digest"],
        update_fields=["current"],
        batch_size=500,
    )


def digests_of_query(text: str) -> dict[str, list[bytes]]:
    """What somebody's search words could mean: keyed hashes by index."""
    tokens = blind.tokens_of_query(text)
    found = {CODE_INDEX: [code_digest(text)]}
    for token in sorted(tokens.any_of | tokens.all_of):
        digest = ring.blind(token.index.value, token.text)
        found.setdefault(token.index.value, []).append(digest)
    return found
