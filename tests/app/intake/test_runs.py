"""Files become customers and orders, or nothing happens."""

from datetime import date

import pytest

from muniment.intake import queries, services
from muniment.intake.access import ImportNotYours, RunNotFound
from muniment.intake.domain.plan import Kind, PlanIncomplete
from muniment.intake.models import StagedCustomer, StagedOrder
from muniment.intake.services import BadRowsLeft, RunNotReady
from muniment.intake.spool import SpoolMissing
from muniment.ledger import queries as ledger
from muniment.sales import queries as sales
from muniment.sales.models import Order
from muniment.sheets.lines import FileUnreadable
from muniment.vault import queries as vault
from muniment.vault.models import Dossier, FieldValue
from tests.app.intake.conftest import CUSTOMERS, ORDERS
from tests.company import NOON

BOOK, LIST = Kind.CUSTOMERS, Kind.ORDERS


def kinds(**narrow) -> list[str]:
    return [row.kind for row in ledger.entries(limit=100, **narrow).rows]


def test_customers_become_dossiers_under_codenames(intake):
    loaded = intake.brings(BOOK, CUSTOMERS)

    assert loaded == {"new": 3, "changed": 0, "unchanged": 0}
    found = vault.dossiers_by_code(["C1", "C2", "C3"])
    assert len({head.codename for head in found.values()}) == 3


def test_orders_become_one_order_a_number_with_exact_amounts(intake):
    intake.brings(BOOK, CUSTOMERS)

    loaded = intake.brings(LIST, ORDERS, currency="GBP")

    assert loaded == {"new": 4, "changed": 0, "unchanged": 0}
    head = vault.dossiers_by_code(["C2"])["C2"]
    rows = sales.orders_of(head.id).rows
    assert [(row.number, str(row.amount), row.state.value) for row in rows] == [
        ("C1003", "-1.25 GBP", "cancelled"),
        ("1002", "12.50 GBP", "booked"),
    ]


def test_an_order_knows_which_colleague_handled_it(intake):
    intake.brings(BOOK, CUSTOMERS)
    intake.brings(LIST, ORDERS, currency="GBP")

    handlers = dict(Order.objects.values_list("number", "handler_id"))
    assert handlers["1001"] == handlers["1004"] == intake.company.id("ben")


def test_a_dry_run_writes_no_customer_and_no_order(intake):
    counts = intake.checks(intake.receives(BOOK, CUSTOMERS))

    assert (counts["rows"], counts["new"]) == (3, 3)
    assert not Dossier.objects.exists()
    assert not FieldValue.objects.exists()


def test_the_same_file_loads_nothing_twice(intake):
    intake.brings(BOOK, CUSTOMERS)
    before = FieldValue.objects.count()

    run_id = intake.receives(BOOK, CUSTOMERS)
    counts = intake.checks(run_id)

    assert (counts["unchanged"], counts["new"], counts["changed"]) == (3, 0, 0)
    assert intake.loads(run_id) == {"new": 0, "changed": 0, "unchanged": 0}
    assert (Dossier.objects.count(), FieldValue.objects.count()) == (3, before)


def test_the_same_orders_are_not_recorded_twice(intake):
    intake.brings(BOOK, CUSTOMERS)
    intake.brings(LIST, ORDERS, currency="GBP")

    again = intake.brings(LIST, ORDERS, currency="GBP")

    assert (again["new"], again["changed"]) == (0, 0)
    assert Order.objects.count() == 4


def test_a_changed_order_becomes_a_further_version(intake):
    intake.brings(BOOK, CUSTOMERS)
    intake.brings(LIST, ORDERS, currency="GBP")

    loaded = intake.brings(LIST, ORDERS.replace("1004,A,3", "1004,A,4"), currency="GBP")

    assert loaded["changed"] == 1
    versions = Order.objects.filter(number="1004").order_by("revision")
    assert [(it.revision, it.amount_minor, it.replaced_at is None) for it in versions] == [
        (1, 375, False),
        (2, 500, True),
    ]


def test_a_changed_customer_gets_new_versions_of_what_changed_only(intake):
    intake.brings(BOOK, CUSTOMERS)
    before = FieldValue.objects.count()

    loaded = intake.brings(BOOK, CUSTOMERS.replace("T/T 30 days", "T/T 60 days"))

    assert loaded["changed"] == 1
    assert FieldValue.objects.count() == before + 1


def test_every_bad_row_is_reported_with_line_column_and_remedy(intake):
    run_id = intake.receives(BOOK, CUSTOMERS.replace("tom@blue-door.example", "=not a mail"))
    counts = intake.checks(run_id)

    assert (counts["new"], counts["refused"], counts["bad_rows"]) == (2, 1, 1)
    [row] = intake.report(run_id)
    assert row.startswith("3,E,E-mail,")
    assert "maria@example.com" in row


def test_a_cell_that_would_be_a_formula_is_harmless_in_the_report(intake):
    bad = ORDERS.replace("1002,A,10", '1002,A,"=HYPERLINK(1)"')
    intake.brings(BOOK, CUSTOMERS)
    run_id = intake.receives(LIST, bad)
    intake.corrects(run_id, currency="GBP")
    intake.checks(run_id)

    assert "'=HYPERLINK(1)" in intake.report(run_id)[0]


def test_nothing_is_loaded_while_bad_rows_are_left_unless_the_user_says_so(intake):
    run_id = intake.receives(BOOK, CUSTOMERS + "C4,,Atlantis,,,,\n")
    intake.checks(run_id)

    with pytest.raises(BadRowsLeft):
        intake.loads(run_id)
    assert not Dossier.objects.exists()
    assert intake.loads(run_id, good=True)["new"] == 3


def test_orders_of_unknown_customers_are_refused_with_their_line(intake):
    intake.brings(BOOK, CUSTOMERS)
    run_id = intake.receives(LIST, ORDERS + "1005,A,1,2026-03-09,1,C99,\n")
    intake.corrects(run_id, currency="GBP")

    assert intake.checks(run_id)["refused"] == 1
    assert intake.report(run_id)[0].startswith("7,F,CustomerID,C99,")


def test_rows_without_a_customer_are_bad_rows_and_the_rest_loads(intake):
    intake.brings(BOOK, CUSTOMERS)
    rows = ORDERS + "1005,A,1,2026-03-09,1,,\n1005,B,1,2026-03-09,1,,\n"

    assert intake.brings(LIST, rows, good=True, currency="GBP")["new"] == 4
    assert not Order.objects.filter(number="1005").exists()


def test_an_order_number_of_another_customer_clashes(intake):
    intake.brings(BOOK, CUSTOMERS)
    intake.brings(LIST, ORDERS, currency="GBP")
    run_id = intake.receives(LIST, ORDERS.replace("1.25,C3", "1.25,C1"))
    intake.corrects(run_id, currency="GBP")

    assert intake.checks(run_id)["clashing"] == 1


def test_a_customer_that_somebody_knows_clashes_without_a_name(intake):
    intake.brings(BOOK, CUSTOMERS)
    heads = vault.dossiers_by_code(["C1"])
    run_id = intake.receives(
        BOOK, CUSTOMERS.splitlines()[0] + "\nX9,Nordic,Denmark,,info@nordic-lamp.example,,\n"
    )

    assert intake.checks(run_id)["clashing"] == 1
    [row] = intake.report(run_id)
    assert heads["C1"].codename not in row


def test_a_sales_manager_cannot_change_customers_of_other_peoples_keepers(intake):
    own = CUSTOMERS.replace("Payment Terms", "Salesperson").replace(
        "T/T 30 days", "ada@house.example"
    )
    own = own.replace("L/C at sight", "ben@house.example").replace("O/A 60 days", "")
    intake.brings(BOOK, own)

    changed = own.replace("ApS", "A/S").replace("Gifts Ltd", "Gifts LLP").replace("GmbH", "AG")
    counts = intake.checks(intake.receives(BOOK, changed, by="mia"), by="mia")

    assert (counts["clashing"], counts["changed"]) == (1, 2)


def test_several_contact_persons_of_one_customer_stand_in_rows_below_each_other(intake):
    rows = CUSTOMERS + "C3,Hafen Lichter GmbH,Germany,Jonas Becker,jonas@hafen-lichter.example,,\n"
    run_id = intake.receives(BOOK, rows)

    counts = intake.checks(run_id)
    assert (counts["rows"], counts["new"]) == (4, 3)


def test_a_customer_that_appears_again_further_down_is_refused(intake):
    counts = intake.checks(intake.receives(BOOK, CUSTOMERS + CUSTOMERS.splitlines()[1] + "\n"))
    assert (counts["new"], counts["refused"]) == (3, 1)


def test_an_unknown_keeper_is_a_bad_row(intake):
    rows = "Code,Company,Salesperson\nC1,Nordic,Zoe\nC2,Blue,Ben\nC3,Hafen,adm@house.example\n"
    run_id = intake.receives(BOOK, rows)

    counts = intake.checks(run_id)
    assert (counts["new"], counts["refused"]) == (1, 2)
    assert intake.report(run_id)[0].startswith("2,C,Salesperson,Zoe,")


def test_a_corrected_mapping_is_remembered_for_the_next_file_of_this_form(intake):
    text = "Ref;Wer;Wann;Summe\n1;C1;2026-01-05;5\n"
    intake.brings(BOOK, CUSTOMERS)
    columns = {
        "column_0": "number",
        "column_1": "customer",
        "column_2": "ordered_on",
        "column_3": "amount",
    }
    intake.brings(LIST, text, currency="EUR", **columns)

    run_id = intake.receives(LIST, text.replace("1;C1", "2;C1"))
    assert intake.checks(run_id)["new"] == 1


def test_a_check_without_a_needed_column_says_which(intake):
    run_id = intake.receives(LIST, "Order No,Date\n1,2026-01-05\n")
    with pytest.raises(PlanIncomplete) as missing:
        intake.checks(run_id)
    assert missing.value.facts == {"missing": "Customer number"}


@pytest.mark.parametrize("who", ["adm", "ben"])
def test_only_owner_sales_manager_and_custodian_may_import(intake, house, who):
    with pytest.raises(ImportNotYours):
        intake.receives(BOOK, CUSTOMERS, by=who)
    assert not list((house / "spool").iterdir())


def test_a_run_belongs_to_the_person_who_uploaded_the_file(intake):
    run_id = intake.receives(BOOK, CUSTOMERS, by="mia")
    intake.checks(run_id, by="mia")

    for call in (queries.run, queries.mapping, queries.report):
        with pytest.raises(RunNotFound):
            call(intake.company.actor("ada"), run_id)
    with pytest.raises(RunNotFound):
        intake.loads(run_id, by="ada")


def test_a_file_that_is_no_table_leaves_nothing_behind(intake, house):
    with pytest.raises(FileUnreadable):
        intake.receives(BOOK, b"%PDF-1.7")
    assert not list((house / "spool").iterdir())


def test_after_the_load_the_file_is_gone_and_its_hash_is_on_record(intake, house):
    run_id = intake.receives(BOOK, CUSTOMERS)
    intake.checks(run_id)
    intake.loads(run_id)

    assert [path.suffix for path in (house / "spool").iterdir()] == [".report"]
    with pytest.raises(SpoolMissing):
        queries.mapping(intake.company.actor("ada"), run_id)
    assert queries.run(intake.company.actor("ada"), run_id).sha256
    told = [row.kind for row in ledger.entries_of(run_id, limit=20).rows]
    assert sorted(told) == ["intake.run.checked", "intake.run.loaded", "intake.run.received"]


def test_a_loaded_run_cannot_be_loaded_again(intake):
    run_id = intake.receives(BOOK, CUSTOMERS)
    intake.checks(run_id)
    intake.loads(run_id)
    with pytest.raises(RunNotReady):
        intake.loads(run_id)


def test_giving_up_erases_the_file_at_once(intake, house):
    run_id = intake.receives(BOOK, CUSTOMERS)
    services.give_up(run_id=run_id, by=intake.company.actor("ada"), at=NOON)
    assert not list((house / "spool").iterdir())
    assert queries.run(intake.company.actor("ada"), run_id).state == "given_up"


def test_staging_goes_when_the_run_ends(intake):
    intake.brings(BOOK, CUSTOMERS)
    intake.brings(LIST, ORDERS, currency="GBP")
    assert not StagedCustomer.objects.exists()
    assert not StagedOrder.objects.exists()


def test_runs_are_listed_newest_first_for_their_owner(intake):
    for _ in range(3):
        intake.receives(BOOK, CUSTOMERS, name="Käufer 2026.csv")
    actor = intake.company.actor("ada")

    first = queries.runs_of(actor, limit=2)
    rest = queries.runs_of(actor, limit=2, cursor=first.next_cursor)

    assert [row.name for row in first.rows + rest.rows] == ["Käufer 2026.csv"] * 3
    assert rest.next_cursor is None
    assert not queries.runs_of(intake.company.actor("mia")).rows


def test_a_sheet_from_excel_loads_like_a_text_file(intake):
    from tests.unit.sheets.test_workbook import book

    customers = [row.split(",") for row in CUSTOMERS.splitlines()]
    intake.brings(BOOK, book([["客户名单"], [], *customers]).getvalue())
    orders = book([
        ["订单号", "客户编号", "下单日期", "订单金额", "币种"],
        [5001.0, "C1", date(2026, 1, 5), 99.9, "美元"],
    ])  # fmt: skip

    assert intake.brings(LIST, orders.getvalue())["new"] == 1
    row = Order.objects.get()
    assert (row.number, row.amount_minor, row.currency) == ("5001", 9990, "USD")


def test_two_loaders_of_one_run_load_everything_once(intake, monkeypatch):
    run_id = intake.receives(BOOK, CUSTOMERS)
    intake.checks(run_id)
    again = []

    def second(_done: int, _total: int) -> None:
        if not again:
            again.append(True)
            intake.loads(run_id)

    services.load(
        run_id=run_id,
        good_rows_only=False,
        by=intake.company.actor("ada"),
        at=NOON,
        progress=second,
    )
    assert Dossier.objects.count() == 3
