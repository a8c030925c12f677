"""The secret register: claims that name what is secret, since when and why it is valuable."""

from datetime import date

import pytest

from muniment.vault.domain.catalogue import by_code
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.secrets import (
    BASIS_LABELS,
    SecretPoint,
    SecretPointInvalid,
    ValueBasis,
    claim,
)

F = by_code()
TODAY = date(2026, 5, 3)
GOOD = {
    "point": " Who decides on orders, and at which price ",
    "fields": [F["pricing.price_agreement"], F["contacts.decision_maker"]],
    "since": date(2024, 1, 1),
    "bases": [ValueBasis.EFFORT, ValueBasis.ADVANTAGE, ValueBasis.EFFORT],
    "basis": "Two fairs and eleven visits were needed to learn it.",
    "today": TODAY,
}


def test_a_claim_is_put_into_its_lasting_form():
    assert claim(**GOOD) == SecretPoint(
        point="Who decides on orders, and at which price",
        fields=("contacts.decision_maker", "pricing.price_agreement"),
        level=SecrecyLevel.TOP_SECRET,
        since=date(2024, 1, 1),
        bases=(ValueBasis.ADVANTAGE, ValueBasis.EFFORT),
        basis="Two fairs and eleven visits were needed to learn it.",
    )


def test_the_level_is_the_highest_among_the_fields():
    point = claim(**{**GOOD, "fields": [F["pricing.price_agreement"]]})
    assert point.level is SecrecyLevel.SECRET


@pytest.mark.parametrize(
    "change",
    [
        {"point": " "},
        {"point": "x" * 301},
        {"fields": []},
        {"fields": [F["identity.country"]]},
        {"since": date(2026, 5, 4)},
        {"bases": []},
        {"basis": "It is valuable."},
        {"basis": "x" * 2001},
    ],
)
def test_a_claim_that_would_not_stand_in_court_is_refused(change):
    with pytest.raises(SecretPointInvalid) as refusal:
        claim(**{**GOOD, **change})
    assert refusal.value.facts["why"]


def test_every_basis_has_a_label():
    assert set(BASIS_LABELS) == set(ValueBasis)
