"""The tripwire: traces of former staff and agents in the rows."""

from datetime import date
from pathlib import Path

import pytest

from muniment.core.config import Config
from muniment.customs_data import engine
from muniment.customs_data.domain.tripwire import Hit, Net, Party, Trace, Watched
from muniment.customs_data.profile.tripwire import tripwire
from tests.customs_rows import row, seller, write

CUSTOMERS = {"heron": ["Amber Heron Trading Ltd"]}
LEAVER = Watched(
    "leaver",
    names=("Golden Gate Building Materials",),
    phones=("+86 138 2222 3333",),
    emails=("chen.w@example.com",),
    addresses=("Room 802, 15 Jihua Road, Foshan",),
)


def hits(folder: Path, *rows: dict, products: tuple[str, ...] = ("6907",)) -> tuple[Hit, ...]:
    return tripwire(
        engine.connect(Config()),
        [write(folder, rows)],
        watched=[LEAVER],
        customers=CUSTOMERS,
        products=products,
    )


@pytest.mark.parametrize(
    ("trace", "told"),
    [
        (Trace.NAME, {"seller": "GOLDEN GATE BUILDING MATERIALS CO., LTD."}),
        (Trace.PHONE, {"seller_phone": "0086-13822223333"}),
        (Trace.EMAIL, {"seller_email": "Chen.W@Example.com"}),
        (Trace.ADDRESS, {"seller_address": "15 JIHUA RD., RM 802, FOSHAN"}),
    ],
)
def test_one_trace_is_enough_to_look(tmp_path: Path, trace: Trace, told: dict):
    [hit] = hits(tmp_path, row(**{"seller": "Some New Company", **told}))

    assert (hit.watched, hit.customer, hit.is_product) == ("leaver", "heron", True)
    assert [touch.trace for touch in hit.why] == [trace]


def test_strangers_are_left_alone(tmp_path: Path):
    stranger = seller(
        "Golden Lark Ceramics", seller_phone="+86 138 2222 9999",
        seller_address="Room 802, 99 Fenjiang Road, Foshan",
    )  # fmt: skip

    assert hits(tmp_path, stranger) == ()


def test_what_is_no_mail_address_meets_nobody():
    net = Net([Watched("leaver", emails=("chen (at) home", "ask @reception"))])

    assert net.catch([Party("Some New Company", email="n/a @"), Party("Other Company")]) == {}


def test_a_customer_is_recognised_however_the_records_write_it(tmp_path: Path):
    [hit] = hits(tmp_path, row(buyer="AMBER HERON TRADING LIMITED", seller_phone="+8613822223333"))

    assert hit.customer == "heron"


def test_our_goods_to_somebody_else_weigh_less_than_our_customer(tmp_path: Path):
    told = {"seller_phone": "+8613822223333"}
    found = hits(
        tmp_path,
        row(buyer="Unknown Buyer SA", **told),
        row(buyer="Unknown Buyer SA", hs6="220300", **told),
        row(hs6="220300", **told),
    )

    assert [(hit.customer, hit.is_product) for hit in found] == [("heron", False), ("", True)]


def test_the_first_row_stands_for_all_of_a_pair(tmp_path: Path):
    told = {"seller_phone": "+8613822223333", "load_id": "L"}
    [hit] = hits(
        tmp_path,
        row(shipped_on=date(2025, 6, 1), source_row=9, **told),
        row(shipped_on=date(2025, 3, 1), source_row=4, value_usd=5.0, **told),
        row(shipped_on=None, source_row=2, value_usd=None, **told),
    )

    assert (hit.load_id, hit.source_row, hit.rows) == ("L", 4, 3)
    assert (hit.first_seen, hit.last_seen) == (date(2025, 3, 1), date(2025, 6, 1))
    assert hit.value_usd == 10_005.0


def test_an_agent_in_the_rows_is_watched_as_well(tmp_path: Path):
    [hit] = hits(tmp_path, row(agent="Golden Gate Building Materials"))

    assert hit.role == "agent"


def test_without_rows_nothing_is_found():
    assert tripwire(None, [], watched=[LEAVER], customers=CUSTOMERS) == ()


def test_a_party_may_carry_several_traces():
    party = Party("Golden Gate Building Materials", phone="+8613822223333")

    caught = Net([LEAVER]).catch([party])

    assert [touch.trace for touch in caught[party]["leaver"]] == [Trace.NAME, Trace.PHONE]
