"""The order register: recorded once, provable, and told to those who may know."""

from datetime import date

import pytest

from muniment.core import canonical
from muniment.core.cursor import CursorInvalid
from muniment.ledger import queries as ledger
from muniment.ledger.domain.merkle import leaf_hash, verify_inclusion
from muniment.sales import queries
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from muniment.sales.models import Order
from muniment.sales.reading import OrderHistoryShut, orders_for
from muniment.sales.services import LARGEST_BATCH, BatchTooLarge, OrderTaken, record_orders
from muniment.vault import gate, references
from tests.company import NOON


def order(dossier, number="1001", day=date(2026, 1, 5), minor=1250, state=OrderState.BOOKED):
    return OrderFact(number, dossier, day, minor, "GBP", state)


def record(company, *orders):
    return record_orders(orders=orders, by=company.actor("ada"), at=NOON)


def test_an_order_recorded_twice_stands_once(company, heron):
    assert record(company, order(heron)).new == 1
    assert record(company, order(heron)).unchanged == 1
    assert Order.objects.count() == 1
    assert len(ledger.entries(kinds=("sales.orders.recorded",), limit=9).rows) == 1


def test_a_changed_order_keeps_its_former_version(company, heron):
    record(company, order(heron))
    assert record(company, order(heron, minor=1300)).changed == 1

    [row] = queries.orders_of(heron).rows
    assert (row.amount.minor, row.revision) == (1300, 2)
    assert Order.objects.filter(number="1001").count() == 2


def test_an_order_number_cannot_move_to_another_customer(company, heron, robin):
    record(company, order(heron))
    with pytest.raises(OrderTaken):
        record(company, order(robin), order(robin, "1002"))
    assert not queries.order_exists(robin, "1002")


def test_every_order_of_a_batch_is_proved_by_the_ledger_entry(company, heron):
    record(company, *(order(heron, str(number)) for number in range(11)))
    for row in queries.orders_of(heron).rows:
        proof = queries.proof_of(row.id)
        entry = canonical.load(ledger.entry(proof.entry_id).leaf)
        assert entry["act"]["root"] == canonical.b64(proof.root)
        verify_inclusion(leaf_hash(proof.leaf), proof.index, proof.size, proof.path, proof.root)
        assert canonical.load(proof.leaf)["number"] == row.number


def test_a_former_version_can_still_be_proved(company, heron):
    record(company, order(heron))
    [old] = queries.orders_of(heron).rows
    record(company, order(heron, minor=1))
    assert canonical.load(queries.proof_of(old.id).leaf)["amount_minor"] == 1250


def test_orders_are_listed_newest_first_page_by_page(company, heron):
    days = [date(2026, 1, 1 + number // 2) for number in range(7)]
    record(company, *(order(heron, str(n), day) for n, day in enumerate(days)))

    seen, cursor = [], None
    while True:
        page = queries.orders_of(heron, cursor=cursor, limit=3)
        seen += [row.ordered_on for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == sorted(days, reverse=True)
    with pytest.raises(CursorInvalid):
        queries.orders_of(heron, cursor="nonsense")


def test_cancelled_orders_do_not_count_as_the_last_order(company, heron, robin):
    record(
        company,
        order(heron, "1", date(2026, 1, 5)),
        order(heron, "C2", date(2026, 3, 5), -5, OrderState.CANCELLED),
    )
    assert queries.last_order_days([heron, robin]) == {heron: date(2026, 1, 5)}


def test_the_gate_knows_which_order_numbers_are_real(company, heron, robin):
    record(company, order(heron), order(heron, "po-7a"))
    assert references.check("order", heron, "1001") is True
    assert references.check("order", heron, "PO-7A") is True
    assert references.check("order", robin, "1001") is False


def test_a_batch_has_its_limit(company, heron):
    with pytest.raises(BatchTooLarge):
        record(company, *(order(heron, str(n)) for n in range(LARGEST_BATCH + 1)))


@pytest.mark.django_db(transaction=True)
class TestReading:
    """Reading goes through the gate, which commits before it answers."""

    def test_the_keeper_reads_the_orders_once_the_look_is_on_record(self, company, heron):
        record(company, order(heron))
        ben = company.actor("ben")
        with pytest.raises(OrderHistoryShut):
            orders_for(reader=ben, dossier_id=heron, at=NOON)

        gate.consult(
            reader=ben, dossier_id=heron, compartment="product",
            purpose="answer the question about order 1001",
            reference_kind="order", reference="1001", at=NOON,
        )  # fmt: skip
        assert [row.number for row in orders_for(reader=ben, dossier_id=heron, at=NOON).rows] == [
            "1001"
        ]

    def test_a_colleague_reads_no_orders(self, company, heron):
        record(company, order(heron))
        with pytest.raises(OrderHistoryShut):
            orders_for(reader=company.actor("cy"), dossier_id=heron, at=NOON)
