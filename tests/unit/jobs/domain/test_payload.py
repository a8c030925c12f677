from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.jobs.domain.payload import NotAnId, checked

ID = UUID(int=7)


def test_ids_codes_and_counts_pass():
    told = {"dossier": ID, "kind": "vault.grant.ended", "rows": 12, "deep": True, "note": None}

    assert checked(told) == told | {"dossier": str(ID)}


@pytest.mark.parametrize("value", ["Amber Heron Ltd", "ann@example.com", "陈女士", "x" * 101])
def test_names_addresses_and_long_texts_are_turned_away_without_being_quoted(value):
    with pytest.raises(NotAnId) as refusal:
        checked({"customer": value})

    assert value not in str(refusal.value)
    assert "customer" in str(refusal.value)


@given(st.dictionaries(st.text(max_size=9), st.text() | st.integers() | st.booleans() | st.none()))
def test_whatever_passes_holds_no_blank_and_no_at_sign(payload):
    try:
        kept = checked(payload)
    except NotAnId:
        return
    assert not any(set(value) & {" ", "@"} for value in kept.values() if isinstance(value, str))
