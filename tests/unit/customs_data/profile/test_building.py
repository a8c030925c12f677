"""A profile from rows: what counts, what is set aside, what the market shows."""

from datetime import date
from pathlib import Path

import pytest

from muniment.core.config import Config
from muniment.customs_data import profile as profiles
from muniment.customs_data.domain.profile import Measure, Profile
from tests.customs_rows import row, seller, write

NAME = "Amber Heron Trading Ltd"
CONFIG = Config()


@pytest.fixture
def key() -> str:
    from muniment.matching import names

    return names.key(NAME)


def profile(folder: Path, *rows: dict, **wanted) -> Profile:
    from muniment.matching import names

    told = [{**one, "buyer_key": names.key(one["buyer"])} for one in rows]
    wanted = {"name": NAME, "near": False, **wanted}
    return profiles.customs_profile(files=[write(folder, told)], config=CONFIG, **wanted)


def test_a_purchase_is_a_bill_and_not_a_row(tmp_path: Path):
    found = profile(
        tmp_path,
        row(bill="B1", value_usd=100.0), row(bill="B1", value_usd=300.0, hs6="691010"),
        row(bill="B2", value_usd=1_000.0), row(bill="", value_usd=50.0),
    )  # fmt: skip

    assert (found.totals.rows, found.totals.purchases) == (4, 3)
    assert (found.totals.typical_usd, found.totals.largest_usd) == (400.0, 1_000.0)
    assert found.totals.value_usd == 1_450.0


def test_what_does_not_count_is_set_aside_and_told(tmp_path: Path):
    found = profile(
        tmp_path,
        row(), row(counts=False), row(counts=False), row(buyer_role="forwarder"),
        row(buyer_role="to_order"),
    )  # fmt: skip

    assert found.totals.rows == 1
    assert found.coverage.set_aside == {"forwarder": 1, "repeated": 2, "to_order": 1}


def test_a_name_that_is_nowhere_has_an_empty_profile_with_its_coverage(tmp_path: Path):
    found = profile(tmp_path, row(buyer="Somebody Else Ltd"), our_codes=["6907"])

    assert found.is_empty
    assert found.coverage.rows == 0
    assert [source.rows for source in found.coverage.sources] == [1]
    assert "no_record" in found.coverage.notes
    assert found.rhythm is None
    assert found.market[0].name == "Foshan Lark Ceramics Co"


def test_the_same_name_in_another_country_is_shown_and_not_counted(tmp_path: Path):
    found = profile(
        tmp_path,
        row(buyer_country="KE"), row(buyer_country="TZ", reporting_country="TZ"),
        row(buyer_country="", direction="export", reporting_country="CN", destination="KE"),
        country="ke",
    )  # fmt: skip

    assert found.totals.rows == 2
    assert [(one.country, one.rows) for one in found.elsewhere] == [("TZ", 1)]


def test_our_codes_are_beginnings_and_their_share_is_told(tmp_path: Path):
    found = profile(
        tmp_path,
        row(hs6="690721", value_usd=600.0), row(hs6="690790", value_usd=200.0),
        seller("Verona", hs6="841480", value_usd=200.0),
        our_codes=["69.07"],
    )  # fmt: skip

    assert found.our_codes == ("6907",)
    assert found.our_share == 0.8
    assert [code.hs6 for code in found.codes if code.ours] == ["690721", "690790"]
    assert [one.name for one in found.competitors] == ["Foshan Lark Ceramics Co"]


def test_shares_are_counted_in_what_the_records_carry(tmp_path: Path):
    bare = {"value_usd": None}
    found = profile(
        tmp_path,
        row(**bare, weight_kg=900.0), seller("Bay", **bare, weight_kg=100.0),
    )  # fmt: skip

    assert found.coverage.share_by is Measure.WEIGHT
    assert [one.share for one in found.suppliers] == [0.9, 0.1]
    assert "values_missing" in found.coverage.notes


def test_a_seller_that_is_not_named_has_a_part_but_no_rank(tmp_path: Path):
    found = profile(tmp_path, row(value_usd=300.0), row(seller="", seller_key="", value_usd=700.0))

    assert [(one.name, one.share) for one in found.suppliers] == [("Foshan Lark Ceramics Co", 0.3)]
    assert found.coverage.without_seller == 1


def test_unit_prices_stand_beside_what_others_pay(tmp_path: Path):
    others = [
        row(buyer="Other Buyer Ltd", value_usd=100.0 * place, quantity=100.0)
        for place in range(1, 12)
    ]
    found = profile(tmp_path, *others, row(value_usd=600.0, quantity=100.0), our_codes=["690721"])

    [price] = [one for one in found.prices if one.unit == "m2"]
    assert price.buyer is not None
    assert price.market is not None
    assert (price.buyer.rows, price.buyer.p50) == (1, 6.0)
    assert (price.market.rows, price.market.p10, price.market.p50, price.market.p90) == (
        11, 2.0, 6.0, 10.0,
    )  # fmt: skip


def test_a_quantity_without_a_unit_gives_a_price_by_weight_only(tmp_path: Path):
    found = profile(tmp_path, row(unit_kind="", value_usd=50.0, weight_kg=100.0))

    assert [(price.unit, price.buyer.p50) for price in found.prices if price.buyer] == [("kg", 0.5)]


def test_pairs_of_the_market_that_met_once_are_the_yardstick(tmp_path: Path):
    end = row(shipped_on=date(2025, 12, 1))
    once = [
        row(buyer=f"Buyer {place}", shipped_on=date(2024, 3, 1), buyer_key="x")
        for place in range(3)
    ]
    twice = [row(buyer="Faithful Buyer", shipped_on=date(2024, month, 1)) for month in (3, 4)]

    found = profile(tmp_path, end, *once, *twice, our_codes=["69"])

    assert found.once.market_share == 0.75


def test_rows_without_a_day_count_but_have_no_month(tmp_path: Path):
    found = profile(tmp_path, row(shipped_on=None), row())

    assert found.totals.rows == 2
    assert sum(month.rows for month in found.months) == 1
    assert found.suppliers[0].rows == 2
    assert found.coverage.without_day == 1


def test_near_names_are_listed_for_a_person_and_not_counted(tmp_path: Path):
    found = profile(
        tmp_path,
        row(), row(buyer="Amber Herron Trading"), row(buyer="Gulf Star Foods"), near=True,
    )  # fmt: skip

    assert found.totals.rows == 1
    assert [near.name for near in found.near] == ["Amber Herron Trading"]
    assert found.near[0].score > 0.5


def test_a_spelling_that_a_person_accepted_is_counted(tmp_path: Path):
    found = profile(tmp_path, row(), row(buyer="A.H.T. Nairobi"), also=["A.H.T. Nairobi"])

    assert found.totals.rows == 2
    assert len(found.keys) == 2


def test_several_loads_are_one_history(tmp_path: Path, key: str):
    files = [
        write(tmp_path, [row(buyer_key=key)], "part-00000"),
        write(tmp_path, [row(buyer_key=key)], "part-00001"),
    ]

    found = profiles.customs_profile(name=NAME, files=files, near=False, config=CONFIG)

    assert found.totals.rows == 2


def test_with_nothing_loaded_nothing_is_known():
    with pytest.raises(profiles.NoCustomsData):
        profiles.customs_profile(name=NAME, files=[], config=CONFIG)


def test_a_name_of_signs_cannot_be_looked_up(tmp_path: Path):
    with pytest.raises(profiles.BuyerNameless):
        profile(tmp_path, row(), name="???")


@pytest.mark.parametrize("code", ["69O7", "6", "69072100001", ""])
def test_what_is_no_hs_code_is_refused(code: str):
    with pytest.raises(profiles.CodeInvalid):
        profiles.hs_codes([code])


def test_a_profile_is_plain_json(tmp_path: Path):
    import json

    told = json.loads(json.dumps(profiles.as_json(profile(tmp_path, row()))))

    assert told["totals"]["first_on"] == "2025-01-15"
    assert told["coverage"]["share_by"] == "value"
