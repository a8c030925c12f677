import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.payment import Payment, Safety, read


@pytest.mark.parametrize(
    ("text", "safety", "deposit"),
    [
        ("30% T/T deposit, balance against copy of B/L", Safety.MIXED, 30),
        ("30/70", Safety.MIXED, 30),
        ("OA 60 days", Safety.OPEN, None),
        ("O/A 30", Safety.OPEN, None),
        ("60 days after B/L date", Safety.OPEN, None),
        ("D/P at sight", Safety.OPEN, None),
        ("10% down payment, balance on arrival", Safety.OPEN, 10),
        ("100% T/T in advance", Safety.SAFE, 100),
        ("100% before shipment", Safety.SAFE, None),
        ("30% deposit, 70% before shipment", Safety.SAFE, 30),
        ("定金30%，余款发货前付清", Safety.SAFE, 30),
        ("L/C at sight", Safety.MIXED, None),
        ("30% advance, balance by irrevocable LC", Safety.MIXED, 30),
        ("30% предоплата, 70% после получения", Safety.OPEN, 30),
        ("Western Union", Safety.ODD, None),
        ("T/T", Safety.UNCLEAR, None),
        ("30/360 days count", Safety.UNCLEAR, None),
        ("", Safety.UNCLEAR, None),
    ],
)
def test_terms_are_read_as_traders_write_them(text, safety, deposit):
    assert read(text) == Payment(safety, deposit)


@given(st.text())
def test_any_text_can_be_terms(text):
    found = read(text)

    assert found.deposit is None or 0 < found.deposit <= 100
