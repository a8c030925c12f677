"""The words a file may use, from the packaged synonyms and the company's own field labels."""

from collections.abc import Mapping

from muniment.intake.domain.customers import OTHER_TARGETS, targets_of
from muniment.intake.domain.headings import Vocabulary, vocabulary
from muniment.intake.domain.plan import Kind
from muniment.vault.catalogue import current
from muniment.vault.domain.fields import FieldSpec

ORDER_TARGETS = (
    "number", "customer", "ordered_on", "total", "amount", "currency", "quantity", "unit_price",
    "handled_by", "state",
)  # fmt: skip


def fields() -> Mapping[str, FieldSpec]:
    """Give the fields of a dossier by code, those the company added included."""
    return current().fields


def words_for(kind: Kind) -> Vocabulary:
    """Make the vocabulary of a kind of file; fields the company added answer to their labels."""
    if kind is Kind.ORDERS:
        return vocabulary("orders")
    known = targets_of(fields())
    labels = {
        code: (spec.label_en, spec.label_zh) for code, spec in fields().items() if code in known
    }
    words = vocabulary("customers", labels)
    return Vocabulary(
        names={
            name: target for name, target in words.names.items() if not target or target in known
        },
        hints={sign: target for sign, target in words.hints.items() if target in known},
    )


def targets_for(kind: Kind) -> tuple[str, ...]:
    """List what a column may hold, in the order in which pages offer it."""
    if kind is Kind.ORDERS:
        return ORDER_TARGETS
    known = targets_of(fields())
    people = sorted(OTHER_TARGETS, key=lambda target: (target == "keeper", target))
    return (*(code for code in fields() if code in known), *people)
