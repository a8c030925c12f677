"""The planted company is what the documents say of it."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from muniment.demo import lessons, plant
from muniment.demo.cast import AGENTS, EUROPE, LEAVER, OVERSEAS, SELLERS
from muniment.demo.orders import demo_orders
from muniment.exposure.queries import hang_of
from muniment.handover.domain.states import ItemState
from muniment.handover.gate import handovers_for, read_board
from muniment.handover.queries import BoardFilter
from muniment.ledger import queries as ledger
from muniment.ledger.services import fsck
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import PeopleFilter
from muniment.people.services.errors import FirstRunClosed
from muniment.sales import queries as sales
from muniment.touches.queries import touch_shares
from muniment.vault import gate
from muniment.vault import queries as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.fields import FieldType
from muniment.vault.gate import ConsultationRefused, DossierNotFound, ListFilter
from muniment.warning.models import CustomerWarning

pytestmark = pytest.mark.django_db

GIVEN, REFUSED = "vault.consultation.given", "vault.consultation.refused"
CJK = re.compile("[\u4e00-\u9fff]")


def every_entry(*kinds, **narrowed):
    """All entries of some kinds, oldest first."""
    rows, cursor = [], None
    while True:
        page = ledger.entries(kinds=kinds, cursor=cursor, limit=500, **narrowed)
        rows += page.rows
        if not (cursor := page.next_cursor):
            return rows[::-1]


def look(planted, who, customer, compartment, session="viewer"):
    return gate.consult(
        reader=planted.actor(who, session), dossier_id=customer.id, compartment=compartment,
        purpose="answer a price question", reference_kind="inquiry", reference="INQ-208",
        at=planted.now,
    )  # fmt: skip


def test_progress_climbs_to_its_total(planted):
    parts = [done for done, _, _ in planted.progress]
    assert parts == sorted(parts)
    assert planted.progress[-1][:2] == (1000, 1000)
    assert len(parts) > 20


def test_a_house_with_a_company_is_not_planted_over(planted):
    before = ledger.head()
    with pytest.raises(FirstRunClosed):
        plant(lambda *_: None)
    assert ledger.head() == before


def test_fourteen_staff_work_in_two_teams_beside_two_export_agents(planted):
    rows = people.people(PeopleFilter(), limit=100).rows
    staff = [row for row in rows if not row.role.is_outside]
    assert len(staff) == 14
    assert (
        Counter(row.team for row in staff)[EUROPE] == Counter(row.team for row in staff)[OVERSEAS]
    )
    assert {row.outside_company for row in rows if row.role is Role.EXPORT_AGENT} == {
        part.agency for part in AGENTS
    }
    assert {row.role for row in staff} >= {Role.OWNER, Role.COMPLIANCE, Role.ADMINISTRATOR}


def test_four_hundred_customers_have_their_real_orders(planted, customers):
    assert len(customers) == 400
    busiest = customers[0]
    real = {o.number: o.amount_minor for o in demo_orders() if o.customer == busiest.invented.code}
    shown, cursor = {}, None
    while True:
        page = sales.orders_of(busiest.id, cursor=cursor)
        shown |= {row.number: row.amount.minor for row in page.rows}
        if not (cursor := page.next_cursor):
            break
    assert shown == real
    recorded = every_entry("sales.orders.recorded")
    assert sum(entry.facts["count"] for entry in recorded) == len(list(demo_orders()))
    assert len(recorded) > 16  # those of the past at once, the newer ones week by week


def test_the_best_known_customers_lack_nothing(planted, customers):
    for customer in (customers[0], customers[19]):
        for compartment in current().compartments:
            opened = look(planted, customer.keeper, customer, compartment.code)
            empty = [
                it.spec.code
                for it in opened.fields
                if not it.text and it.spec.type is not FieldType.REGISTER
            ]
            no_phone = not customer.invented.people[0].phone
            assert empty == (
                ["contacts.phones"] if no_phone and compartment.code == "contacts" else []
            )


def test_four_months_of_looks_stand_in_the_order_in_which_they_happened(planted):
    entries = every_entry()
    # To the second: all comparisons of one run carry the moment at which it was asked for.
    moments = [entry.at.replace(microsecond=0) for entry in entries]
    assert moments == sorted(moments)
    looks = every_entry(GIVEN)
    assert len(looks) > 1000
    assert looks[-1].at - looks[0].at > timedelta(days=105)
    played = [it for it in looks if it.at < planted.stage.now - timedelta(hours=1)]
    assert {it.at.astimezone(planted.stage.calendar.zone).hour for it in played} <= {*range(9, 22)}


def test_refusals_are_among_them_and_say_why(planted):
    reasons = Counter(entry.facts["reason"] for entry in every_entry(REFUSED))
    assert reasons["ask_first"] > 20
    assert reasons["looks_used_up"] >= 2
    assert reasons["shut"] >= 1  # an agent who tried another agent's customer


def test_chinese_staff_write_chinese(planted):
    [entry, *_] = every_entry(GIVEN, actor=planted.id("wang.lei"))
    assert CJK.search(ledger.openings(entry.id)["purpose"].value)
    [entry, *_] = every_entry(GIVEN, actor=planted.id("chen.jing"))
    assert not CJK.search(ledger.openings(entry.id)["purpose"].value)


def test_the_one_on_notice_has_read_his_whole_book_from_home(planted):
    assert people.reader(planted.id(LEAVER)).state is State.ON_NOTICE
    since = planted.stage.now - timedelta(days=19)
    read = {
        entry.subject
        for entry in every_entry(GIVEN, actor=planted.id(LEAVER), since=since)
        if ledger.openings(entry.id)["site"].value == "home"
    }
    kept = {one.id for one in planted.stage.kept_by(LEAVER)}
    assert len(read & kept) > len(kept) * 0.9


def test_the_clerk_has_no_look_left_and_with_leave_of_the_manager_one(planted):
    allowed, used_up = lessons.counted_out(planted.stage)
    with pytest.raises(ConsultationRefused) as refusal:
        look(planted, lessons.CLERK, used_up, "pricing")
    assert refusal.value.facts["reason"] == "looks_used_up"
    assert "Marcus Feld" in str(refusal.value.facts["ask"])

    opened = look(planted, lessons.CLERK, allowed, "pricing")
    assert (opened.look, opened.looks_allowed) == (5, 5)


def test_a_deputy_reads_what_is_open_and_no_longer_what_is_counted(planted):
    opened = look(planted, lessons.SELLER, lessons.deputised(planted.stage), "supply")
    shown = {it.spec.code for it in opened.fields if it.shown}
    assert "supply.lead_time_days" in shown
    assert not shown & {"supply.suppliers", "supply.purchase_cost"}


def test_an_agent_sees_the_shipping_papers_of_live_orders_and_nothing_else(planted, customers):
    engaged = [it for it in customers if vault.engagements_of(it.id, at=planted.now)]
    assert len(engaged) == lessons.ENGAGED
    mine = engaged[0]
    opened = look(planted, "zhang.hao", mine, "logistics")
    assert {it.spec.code for it in opened.fields if it.shown} >= {
        "logistics.consignee", "logistics.shipping_marks",
    }  # fmt: skip
    with pytest.raises(ConsultationRefused):
        look(planted, "zhang.hao", mine, "contacts")
    with pytest.raises(DossierNotFound):
        look(planted, "mei.lin", mine, "logistics")


def test_something_waits_for_everybody_who_decides(planted):
    assert vault.unkept_count() == 3
    assert len(vault.erasures()) == 1
    assert len(vault.erasures(state="done")) == 1
    [proposal] = vault.proposals()
    assert proposal.proposed_by == planted.id("zhou.min")
    assert len(vault.grants_held_by(planted.id("gao.li"), at=planted.now)) == 2


def test_every_seller_keeps_customers_and_some_are_neglected(planted):
    for key in SELLERS.keys() - {LEAVER}:
        kept = planted.stage.kept_by(key)
        assert len(kept) > 20
        stale = vault.neglected_kept_by(
            planted.id(key), stale_before=planted.stage.now - timedelta(days=200), required=[]
        )
        assert 0 < len(stale) < len(kept) / 4


def test_the_leaver_keeps_nobody_and_her_customers_have_begun_to_answer(planted):
    assert vault.dossiers_kept_by(planted.id(LEAVER), limit=1) == []
    marcus = planted.actor("marcus.feld")
    [head] = handovers_for(reader=marcus)
    board = read_board(
        reader=marcus, handover_id=head.id, filters=BoardFilter(), at=planted.now, size=100
    )
    states = Counter(row.state for row in board.rows)

    assert board.total > 20
    assert states[ItemState.CONFIRMED] >= 5
    assert states[ItemState.INTRODUCED] >= 5
    assert states[ItemState.OPEN] > 0


def test_the_customers_own_trace_stands_behind_touches(planted):
    kept = [one.id for one in planted.stage.kept_by("chen.jing")]
    day = planted.stage.calendar.today
    shares = touch_shares(kept, since=day - timedelta(days=130), until=day)
    traced = sum(share.traced for people in shares.values() for share in people.values())

    assert traced > 50


def test_last_night_the_house_scored_everybody_and_surveyed_what_hangs_on_whom(planted):
    ids = [one.id for one in planted.stage.customers]
    hangs = hang_of(planted.id("chen.jing"), on=planted.stage.calendar.today)

    assert CustomerWarning.objects.filter(dossier__in=ids, closed_at=None).exists()
    assert sum(row.usd for row in hangs) > 0


def test_the_ledger_of_the_play_is_whole(planted):
    report = fsck(deep=True)
    assert not report.damages


def test_the_first_five_minutes_names_the_customers_of_its_scenes(planted):
    page = (Path(__file__).parents[3] / "docs" / "first-five-minutes.md").read_text()
    _, used_up = lessons.counted_out(planted.stage)
    for customer in (lessons.deputised(planted.stage), used_up):
        words = " ".join(customer.invented.legal_name.split()[:-1])
        assert f"**{words}**" in page
        found = gate.glance(
            reader=planted.actor(lessons.SELLER), filters=ListFilter(search=words), at=planted.now
        )
        assert [row.id for row in found.page.rows] == [customer.id]
