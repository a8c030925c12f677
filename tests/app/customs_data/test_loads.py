"""Loading customs data: all or nothing, once, on record, and removable."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from muniment.core.actor import Actor, Door
from muniment.customs_data import queries, services, store
from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.layouts import Wishes
from muniment.customs_data.domain.roles import Role
from muniment.customs_data.loading.running import DaysContradict
from muniment.keys import ring
from muniment.ledger import queries as ledger
from tests.company import NOON, staffed

MACHINE = Actor(person_id=None, door=Door.CLI)
HEADER = (
    "Import Date,Importer,Supplier,HS Code,Product Description,Quantity,Unit,Net Weight KG,"
    "Value USD,Origin Country"
)
GOOD = [
    "2025-03-01,Orion Trading LLC,Foshan Tiles Co Ltd,6907.21.00,tiles,100,M2,2000,1500.50,China",
    "2025-03-09,ORION TRADING,Foshan Tiles Co Ltd,69072100,floor tiles,200,M2,4000,\"2,900\",CN",
    "2025-04-02,Blue Door Ltd,Sun Freight Forwarders,9012100,coffee,10,KGS,10,99,Brazil (BR)",
]  # fmt: skip


@pytest.fixture(autouse=True)
def house(settings, tmp_path: Path, db):
    settings.DATA_DIR = tmp_path / "data"
    ring.create()


def written(folder: Path, lines: list[str], name: str = "Kenya Import 2025.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def load(path: Path, **options):
    return services.load(path=path, by=MACHINE, at=NOON, **options)


def rows(load_id=None) -> list[dict]:
    files = [str(path) for path in store.paths([load_id] if load_id else None)]
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?) ORDER BY source_row", [files])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_a_file_becomes_rows_of_the_one_shape(tmp_path):
    told = load(written(tmp_path, [HEADER, *GOOD]))

    first, second, third = rows(told.id)
    assert (told.rows, told.counted, told.reporting_country, told.direction) == (
        3,
        3,
        "KE",
        "import",
    )
    assert (told.first_on, told.last_on) == (date(2025, 3, 1), date(2025, 4, 2))
    assert first["buyer_key"] == second["buyer_key"] != ""
    assert (first["hs6"], first["value_usd"], second["value"]) == ("690721", 1500.5, 2900.0)
    assert (first["origin"], second["origin"], third["origin"]) == ("CN", "CN", "BR")
    assert (first["unit_kind"], first["weight_kg"], first["source_row"]) == ("m2", 2000.0, 2)
    assert (third["seller_role"], third["hs_code"], third["destination"]) == (
        "forwarder", "09012100", "KE",
    )  # fmt: skip


def test_a_load_is_on_record_with_its_file(tmp_path):
    told = load(written(tmp_path, [HEADER, *GOOD]), provider="Seller of data")

    [entry] = ledger.entries(kinds=["customs_data.load.recorded"], limit=9).rows
    assert entry.subject == told.id
    assert queries.loads()[0].provider == "Seller of data"


def test_the_same_file_is_refused_kindly_until_its_load_is_removed(tmp_path):
    path = written(tmp_path, [HEADER, *GOOD])
    told = load(path)

    with pytest.raises(services.AlreadyLoaded):
        load(path)
    services.remove_load(load_id=told.id, by=MACHINE, at=NOON)

    assert store.paths() == []
    assert load(path).rows == 3


def test_bad_rows_stop_the_whole_file_and_are_reported_with_place_and_remedy(tmp_path):
    bad = "2025-99-77,Orion Trading,Foshan Tiles,690721,tiles,many,M2,1,5,China"
    path, report = written(tmp_path, [HEADER, *GOOD, bad]), tmp_path / "bad.csv"

    with pytest.raises(services.RowsBad) as refusal:
        load(path, report=report)

    told = list(csv.DictReader(report.read_text("utf-8-sig").splitlines()))
    assert refusal.value.facts["bad"] == 1
    assert {(row["row"], row["what"]) for row in told} == {("5", "date"), ("5", "quantity")}
    assert all(row["remedy"] for row in told)
    assert (store.paths(), queries.loads()) == ([], [])


def test_good_rows_load_without_the_bad_ones_when_the_user_says_so(tmp_path):
    bad = "someday,Orion Trading,Foshan Tiles,690721,tiles,1,M2,1,5,China"

    told = load(written(tmp_path, [HEADER, *GOOD, bad]), skip_bad=True)

    assert (told.rows, told.left_out, len(rows(told.id))) == (3, 1, 3)


def test_a_foot_of_sums_and_empty_rows_are_no_shipments(tmp_path):
    foot = ["", "Grand Total,Total,,,,310,,6010,4499.50,"]

    told = load(written(tmp_path, [HEADER, *GOOD, *foot]), skip_bad=True)

    assert told.rows == 3


def test_a_repeated_line_of_a_bill_counts_once_and_the_last_one_stands(tmp_path):
    header = (
        "Arrival Date,Bill of Lading,Consignee,Shipper,Vessel,Container,Notify Party,HS Code,"
        "Description,Weight KG"
    )
    lines = [
        "2025-03-01,BL1,Orion,Foshan,SEA,C1,Orion,690721,tiles,100",
        "2025-03-01,BL1,Orion,Foshan,SEA,C1,Orion,690721,tiles,120",
        "2025-03-01,BL1,Orion,Foshan,SEA,C2,Orion,690721,grout,9",
        "2025-03-01,BL2,Orion,Foshan,SEA,C1,Orion,690721,tiles,100",
    ]

    told = load(written(tmp_path, [header, *lines], "US Import.csv"))

    assert told.source_kind == "manifest"
    assert [row["counts"] for row in rows(told.id)] == [False, True, True, True]


def test_the_same_rows_in_a_second_file_do_not_count_again(tmp_path):
    load(written(tmp_path, [HEADER, *GOOD]))

    new = "2025-05-01,New Ltd,Foshan,690721,t,1,M2,1,7,CN"
    again = load(written(tmp_path, [HEADER, *GOOD[1:], new], "Kenya Import other.csv"))

    assert (again.rows, again.counted) == (3, 1)


def test_other_alphabets_and_decimal_commas_are_read(tmp_path):
    lines = [
        "Дата;Получатель;Отправитель;Код ТН ВЭД;Описание товара;Вес нетто кг;Стоимость USD",
        "01.03.2025;ООО Орион;FOSHAN TILES;6907210000;плитка;1.000,5;2.500,75",
        "28.03.2025;ООО Орион;FOSHAN TILES;6907210000;плитка;2.000,5;3.500,75",
    ]
    path = tmp_path / "Russia Import.csv"
    path.write_bytes("\n".join(lines).encode("cp1251"))

    told = load(path)

    first, _ = rows(told.id)
    assert (first["value"], first["weight_kg"], first["shipped_on"]) == (
        2500.75, 1000.5, date(2025, 3, 1),
    )  # fmt: skip


def test_a_workbook_whose_header_stands_in_row_six_is_read_with_its_row_numbers(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "DATA"
    for n, line in enumerate([HEADER, *GOOD]):
        for column, cell in enumerate(next(csv.reader([line])), start=1):
            sheet.cell(row=6 + n, column=column, value=cell)
    path = tmp_path / "Kenya Import.xlsx"
    book.save(path)

    told = load(path)

    assert [row["source_row"] for row in rows(told.id)] == [7, 8, 9]


def test_what_a_person_says_of_columns_is_remembered_for_the_same_headings(tmp_path):
    header = "When,Firm X,Firm Y,HS Code,Value USD"
    lines = ["2025-03-01,Orion Trading LLC,Foshan Tiles Ltd,690721,5"]
    first = written(tmp_path, [header, *lines], "a.csv")

    with pytest.raises(services.ColumnsUnclear):
        load(first)
    load(first, wishes=Wishes(columns={Role.BUYER: 1, Role.SELLER: 2, Role.DATE: 0}))
    again = load(written(tmp_path, [header, "2025-03-02,Blue Ltd,Sun Ltd,690721,7"], "b.csv"))

    [row] = rows(again.id)
    assert (row["buyer"], row["seller"]) == ("Blue Ltd", "Sun Ltd")


DOUBTFUL = "Date,Importer,Supplier,HS Code,Value"


def doubtful(tmp_path, name, *days):
    lines = [f"{day},Orion Trading LLC,Foshan Tiles Ltd,690721,{n}" for n, day in enumerate(days)]
    return written(tmp_path, [DOUBTFUL, *lines], name)


def test_which_part_of_a_date_is_the_day_is_asked_once_for_the_same_headings(tmp_path):
    first = doubtful(tmp_path, "a.csv", "03/04/2025", "05/06/2025")
    with pytest.raises(services.ColumnsUnclear):
        load(first)
    load(first, wishes=Wishes(date_form=DateForm.MONTH_FIRST))

    again = load(doubtful(tmp_path, "b.csv", "07/08/2025"))

    assert [row["shipped_on"] for row in rows(again.id)] == [date(2025, 7, 8)]
    [remembered] = queries.remembered().values()
    assert remembered.date_form is DateForm.MONTH_FIRST


def test_a_remembered_order_of_dates_can_be_said_anew(tmp_path):
    load(doubtful(tmp_path, "a.csv", "03/04/2025"), wishes=Wishes(date_form=DateForm.MONTH_FIRST))
    load(doubtful(tmp_path, "b.csv", "03/05/2025"), wishes=Wishes(date_form=DateForm.DAY_FIRST))

    again = load(doubtful(tmp_path, "c.csv", "03/06/2025"))

    assert [row["shipped_on"] for row in rows(again.id)] == [date(2025, 6, 3)]


def test_a_day_above_twelve_that_contradicts_what_is_remembered_is_asked_about(tmp_path):
    load(doubtful(tmp_path, "a.csv", "03/04/2025"), wishes=Wishes(date_form=DateForm.MONTH_FIRST))

    with pytest.raises(services.ColumnsUnclear) as asked:
        load(doubtful(tmp_path, "b.csv", "25/04/2025", "03/04/2025"))

    assert asked.value.facts["questions"] == "date_order date"


def test_a_contradiction_far_down_the_file_stops_the_load(tmp_path):
    load(doubtful(tmp_path, "a.csv", "03/04/2025"), wishes=Wishes(date_form=DateForm.MONTH_FIRST))
    late = doubtful(tmp_path, "b.csv", *["03/04/2025"] * 1100, "25/04/2025")

    with pytest.raises(DaysContradict):
        load(late, skip_bad=True)

    assert len(queries.loads()) == 1
    assert load(late, wishes=Wishes(date_form=DateForm.DAY_FIRST)).rows == 1101


def test_the_currency_of_files_that_name_none_is_remembered_too(tmp_path):
    header = "When,Importer,Supplier,HS Code,Value in foreign currency"
    line = "2025-03-01,Orion Trading LLC,Foshan Tiles Ltd,690721,{}"
    first = written(tmp_path, [header, line.format(5)], "a.csv")
    load(first, wishes=Wishes(columns={Role.DATE: 0}, currency="AED"))

    again = load(written(tmp_path, [header, line.format(7)], "b.csv"))

    assert [row["currency"] for row in rows(again.id)] == ["AED"]


def test_money_without_a_rate_has_no_dollars_and_is_counted(tmp_path):
    header = "Date,Importer,Supplier,HS Code,Value,Currency"
    lines = ["2025-03-01,A Ltd,B Ltd,690721,100,EUR", "2025-03-02,A Ltd,B Ltd,690721,100,AED"]
    path = written(tmp_path, [header, *lines])
    unpriced = load(path)
    services.remove_load(load_id=unpriced.id, by=MACHINE, at=NOON)
    store.rates_file().write_text("month,currency,usd\n2025-03,EUR,1.08\n")

    priced = load(path)

    assert (unpriced.unpriced, priced.unpriced) == (1, 0)
    assert [round(row["value_usd"], 2) for row in rows(priced.id)] == [108.0, 27.23]


def test_only_those_whose_duty_it_is_may_load_and_fewer_may_remove(tmp_path):
    company = staffed()
    path = written(tmp_path, [HEADER, *GOOD])

    for name in ("ben", "adm"):
        with pytest.raises(services.LoadNotYours):
            services.load(path=path, by=company.actor(name), at=NOON)
    told = services.load(path=path, by=company.actor("mia"), at=NOON)

    assert told.by == company.id("mia")
    with pytest.raises(services.LoadNotYours):
        services.remove_load(load_id=told.id, by=company.actor("mia"), at=NOON)
    services.remove_load(load_id=told.id, by=company.actor("ada"), at=NOON)
    assert [it.removed_at is not None for it in queries.loads(removed=True)] == [True]
