import gzip
from datetime import date
from pathlib import Path

import pytest

from muniment.sheets.lines import FileUnreadable
from muniment.warning.domain.book import Departure, Ownership
from muniment.warning.files import BadRow, ColumnMissing, read_book
from tests.shared import shared_data

ORDERS = """customer,order_id,date,amount,currency
Heron,1,2024-03-01,100,EUR
Finch,2,2024-02-01,50.5,USD
Heron,3,2024-01-15,10,EUR
Heron,4,2024-01-20,-10,EUR
"""
RATES = "currency,usd\nEUR,1.1\n"


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _file(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_orders_stand_by_customer_and_day_in_dollars(tmp_path: Path) -> None:
    orders, rates = _file(tmp_path, "orders", ORDERS), _file(tmp_path, "rates", RATES)
    read = read_book(orders, rates=rates)
    assert read.book.names == ("Finch", "Heron")
    assert read.book.customer.tolist() == [0, 1, 1]
    assert read.book.day.tolist() == [_day(d) for d in ("2024-02-01", "2024-01-15", "2024-03-01")]
    assert read.book.amount.tolist() == pytest.approx([50.5, 11, 110])
    assert (read.bad, read.returns) == ((), 1)


def test_owners_and_departures_come_with_their_open_ends(tmp_path: Path) -> None:
    owners = "customer,employee,from,to\nHeron,Li,,2024-02-01\nHeron,Mo,2024-02-01,\nWren,Mo,,\n"
    departures = "employee,date,noticed\nLi,2024-02-01,2024-01-02\nMo,2024-09-01,\n"
    read = read_book(
        _file(tmp_path, "orders", ORDERS),
        owners=_file(tmp_path, "owners", owners),
        departures=_file(tmp_path, "departures", departures),
    )
    assert read.book.names == ("Finch", "Heron", "Wren")
    assert read.book.owners == (
        Ownership(1, "Li", None, _day("2024-02-01")),
        Ownership(1, "Mo", _day("2024-02-01"), None),
        Ownership(2, "Mo", None, None),
    )
    assert read.book.departures == (
        Departure("Li", _day("2024-02-01"), _day("2024-01-02")),
        Departure("Mo", _day("2024-09-01")),
    )


def test_every_bad_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    orders = (
        "customer,date,amount,currency\n"
        "Heron,2024-01-01,5,USD\n"
        ",2024-01-01,5,USD\n"
        "Heron,2024-02-30,5,USD\n"
        "Heron,2024-01-03,five,USD\n"
        "Heron,2024-01-04,5,XYZ\n"
        "Heron\n"
        "\n"
        "Heron,2024-01-05,5,EUR\n"
    )
    owners = "customer,employee,from,to\nHeron,Li,,2024-02-01\nHeron,Mo,2024-01-31,\nHeron,,,\n"
    owners += ",Li,,\nFinch,Li,2024-02-01,2024-01-01\nFinch,Li,soon,\n"
    read = read_book(
        _file(tmp_path, "orders", orders),
        owners=_file(tmp_path, "owners", owners),
        departures=_file(tmp_path, "departures", "employee,date\nLi,never\n,2024-01-01\n"),
        rates=_file(tmp_path, "rates", RATES + "GBP,0\n"),
    )
    assert len(read.book.day) == 2
    assert [(row.file, row.line) for row in read.bad] == [
        ("rates", 3),
        *(("orders", line) for line in (3, 4, 5, 6, 7)),
        *(("owners", line) for line in (3, 4, 5, 6, 7)),
        *(("departures", line) for line in (2, 3)),
    ]
    assert read.bad[1] == BadRow("orders", 3, "no customer")
    assert len({row.wrong for row in read.bad}) == 9


@pytest.mark.parametrize(
    "text",
    ["customer_id;date\n1;01.02.2024\n", "id,date_yyyymmdd,cds,dollars\n1,20240201,1,11.77\n"],
    ids=["only customer and date", "as the record shop wrote it"],
)
def test_a_customer_and_a_date_are_enough(tmp_path: Path, text: str) -> None:
    packed = tmp_path / "orders.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    read = read_book(packed)
    assert (read.book.names, read.book.day.tolist()) == (("1",), [_day("2024-02-01")])
    assert not read.bad


def test_a_file_that_is_no_table_of_orders_says_so(tmp_path: Path) -> None:
    with pytest.raises(ColumnMissing) as refusal:
        read_book(_file(tmp_path, "orders", "customer,amount\nHeron,1\n"))
    assert refusal.value.facts == {"file": "orders", "column": "date"}
    with pytest.raises(FileUnreadable):
        read_book(_file(tmp_path, "orders", ""))
    broken = tmp_path / "orders.csv.gz"
    broken.write_bytes(gzip.compress(ORDERS.encode())[:-20])
    with pytest.raises(FileUnreadable):
        read_book(broken)


def test_a_file_cut_at_a_day_is_the_book_of_that_day() -> None:
    folder = shared_data("warning-sample") / "real"
    whole, cut = (
        read_book(
            place / "orders.csv",
            owners=place / "owners.csv",
            departures=place / "departures.csv",
            rates=place / "rates.csv",
        )
        for place in (folder, folder / "cut")
    )
    until = whole.book.until(int(cut.book.day.max()))
    assert until.day.tolist() == cut.book.day.tolist()
    assert until.amount.tolist() == cut.book.amount.tolist()
    assert not whole.bad
    assert not cut.bad


def test_reading_tells_how_far_it_has_come(tmp_path: Path) -> None:
    orders = "customer,date\n" + "Heron,2024-01-01\n" * 25_000
    told: list[tuple[int, int]] = []
    file = _file(tmp_path, "orders", orders)
    read_book(file, tell=lambda done, total: told.append((done, total)))
    assert len(told) == 2
    assert 0 < told[0][0] < told[1][0] <= told[0][1] == file.stat().st_size
