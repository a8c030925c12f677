"""An inquiry held against a history: every point with its numbers, both ways."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muniment.core.config import Config
from muniment.customs_data.domain.plausibility import Point, plausibility
from muniment.customs_data.domain.plausibility_history import history_points
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.domain.profile import Once, Profile
from muniment.customs_data.profile import customs_profile
from muniment.investigations.domain.signals import catalogue
from muniment.matching import names
from tests.customs_rows import row, seller, write

NAME = "Amber Heron Trading Ltd"
TODAY = date(2025, 8, 10)
ASKED = Inquiry(on=TODAY, name=NAME)


def months(number: int, start: int = 1, year: int = 2024) -> list[date]:
    places = range(start - 1, start - 1 + number)
    return [date(year + place // 12, place % 12 + 1, 5) for place in places]


def history(folder: Path, rows: list[dict]) -> Profile:
    told = [{**one, "buyer_key": names.key(one["buyer"])} for one in rows]
    file = write(folder, told)
    return customs_profile(name=NAME, files=[file], near=False, config=Config())


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """Eighteen months of tiles from China to Mombasa, 10,000 dollars at a time."""
    rows = [
        row(shipped_on=day, bill=f"B{place}", value_usd=9_000.0 + 250 * place, quantity=2_000.0)
        for place, day in enumerate(months(18))
    ]
    return history(tmp_path_factory.mktemp("tiles"), rows)


def told(points: tuple[Point, ...]) -> dict[str, Point]:
    return {point.signal: point for point in points}


def test_an_inquiry_like_all_before_gets_good_points_only(tiles: Profile):
    inquiry = replace(
        ASKED, hs_codes=("690721",), value_usd=11_000.0, unit_price_usd=5.5, unit_kind="m2",
        origin="CN", port_discharge="Mombasa, Kenya", consignee="AMBER HERON TRADING LIMITED",
    )  # fmt: skip

    points = plausibility(tiles, inquiry)

    assert {point.direction for point in points} == {"trust"}
    assert told(points)["customs.code_bought"].facts == {
        "hs_code": "690721", "rows": 18, "percent": 100,
    }  # fmt: skip
    assert told(points)["customs.value_usual"].facts["largest"] == "13,250"


@pytest.mark.parametrize(
    ("inquiry", "signal"),
    [
        ({"hs_codes": ("690790",)}, "customs.code_related"),
        ({"hs_codes": ("691010",)}, "customs.code_never"),
        ({"hs_codes": ("854231",)}, "end_use.does_not_fit"),
        ({"value_usd": 20_000.0}, "customs.value_above_largest"),
        ({"value_usd": 60_000.0}, "customs.value_far_above"),
        ({"hs_codes": ("6907",), "unit_price_usd": 9.0, "unit_kind": "m2"}, "customs.price_high"),
        ({"hs_codes": ("6907",), "unit_price_usd": 30.0, "unit_kind": "m2"}, "deal.overpaying"),
        ({"hs_codes": ("6907",), "unit_price_usd": 2.0, "unit_kind": "m2"}, "customs.price_low"),
        ({"origin": "ES"}, "customs.origin_new"),
        ({"port_discharge": "Kampala"}, "customs.port_other"),
        ({"consignee": "Blue Nile General Trading FZE"}, "customs.consignee_other"),
    ],
)
def test_what_does_not_fit_is_said_with_its_numbers(tiles: Profile, inquiry: dict, signal: str):
    point = told(plausibility(tiles, replace(ASKED, **inquiry)))[signal]

    sentence = catalogue()[signal]
    assert point.direction == sentence.direction
    assert sentence.places <= point.facts.keys()


def test_what_the_inquiry_leaves_open_is_not_judged(tiles: Profile):
    assert ASKED.says_nothing
    assert plausibility(tiles, ASKED) == ()


def test_a_price_in_another_unit_is_not_compared(tiles: Profile):
    inquiry = replace(ASKED, hs_codes=("690721",), unit_price_usd=900.0, unit_kind="piece")

    assert set(told(plausibility(tiles, inquiry))) == {"customs.code_bought"}


def test_goods_to_order_are_nobodys(tiles: Profile):
    assert plausibility(tiles, replace(ASKED, consignee="TO ORDER OF SHIPPER")) == ()


def test_a_notify_party_of_earlier_records_is_known(tmp_path: Path):
    found = history(tmp_path, [row(notify="Blue Nile General Trading FZE")])

    [point] = plausibility(found, replace(ASKED, consignee="BLUE NILE GENERAL TRADING FZE"))

    assert point.signal == "customs.consignee_known"


def test_two_purchases_are_no_history_to_hold_an_inquiry_to(tmp_path: Path):
    found = history(tmp_path, [row(bill="1"), row(bill="2")])

    inquiry = replace(ASKED, hs_codes=("854231",), value_usd=1e6, origin="IT")

    assert plausibility(found, inquiry) == ()
    assert "customs.little_history" in told(history_points(found, today=TODAY))


def test_rows_without_codes_cannot_say_what_is_never_bought(tmp_path: Path):
    rows = [row(hs6="", hs_code="", bill=str(place)) for place in range(9)]
    found = history(tmp_path, [*rows, row(bill="x")])

    assert plausibility(found, replace(ASKED, hs_codes=("854231",))) == ()


def test_no_history_is_neutral_and_says_what_was_looked_through(tmp_path: Path):
    found = history(tmp_path, [row(buyer="Somebody Else")])

    [point] = history_points(found, today=date(2025, 2, 1))

    assert (point.signal, point.direction) == ("customs.no_history", "neutral")
    assert point.facts == {"countries": "KE", "rows": 1, "until": "2025-01", "near": 0}


def test_a_name_that_only_stands_in_place_of_a_buyer_is_no_buyer(tmp_path: Path):
    found = history(tmp_path, [row(buyer_role="forwarder")])

    assert history_points(found, today=TODAY)[0].signal == "customs.not_a_buyer"


def test_a_steady_buyer_with_suppliers_that_stay_speaks_for_itself(tmp_path: Path):
    rows = [
        seller(name, shipped_on=day, bill=f"{name}{day}")
        for name in ("A", "B", "C") for day in months(12)
    ]  # fmt: skip
    points = told(history_points(history(tmp_path, rows), today=date(2025, 1, 20)))

    assert set(points) == {"customs.steady_buyer", "customs.lasting_suppliers"}
    assert points["customs.steady_buyer"].facts["months"] == 12


def test_a_buyer_gone_quiet_is_measured_by_the_records_and_not_by_today(tmp_path: Path):
    mine = [row(shipped_on=day, bill=str(day)) for day in months(9)]
    others = [row(buyer="Somebody Else", shipped_on=day) for day in months(24)]

    points = told(history_points(history(tmp_path, mine + others), today=date(2026, 12, 1)))

    assert points["customs.dormant"].facts == {"months": 15, "last": "2024-09-05"}
    assert points["customs.old_records"].facts == {"months": 12, "until": "2025-12"}


def test_a_recent_return_with_more_than_before_is_a_burst(tmp_path: Path):
    early = [row(shipped_on=day, value_usd=1_000.0, bill=str(day)) for day in months(6, year=2023)]
    late = [row(shipped_on=day, value_usd=9_000.0, bill=str(day)) for day in months(3, 6)]

    points = told(history_points(history(tmp_path, early + late), today=date(2024, 9, 1)))

    assert points["customs.burst"].facts == {"pause": 11, "month": "2024-06", "times": "9"}


def test_suppliers_that_never_came_back_are_told_with_what_is_usual(tiles: Profile):
    left = Once(20, 18, 0.7, 0.4, recent=9, recent_usual=1.0)

    points = told(history_points(replace(tiles, once=left), today=TODAY))

    assert points["customs.once_and_gone"].facts == {"once": 18, "settled": 20, "usual": 40}
    assert points["customs.newcomers"].facts == {"recent": 9, "usual": "1"}


def test_every_point_is_a_sentence_of_the_catalogue(tiles: Profile):
    points = history_points(tiles, today=date(2027, 1, 1))

    for point in points:
        sentence = catalogue()[point.signal]
        assert sentence.direction == point.direction
        assert sentence.places <= point.facts.keys()


def test_totals_of_a_month_say_less_about_the_size_of_one_order(tmp_path: Path):
    rows = [
        row(source_kind="summary", shipped_on=day, bill="", value_usd=9_000.0) for day in months(40)
    ]
    found = history(tmp_path, rows)

    [point] = plausibility(found, replace(ASKED, value_usd=90_000.0))

    assert (point.signal, point.confidence) == ("customs.value_far_above", 50)
