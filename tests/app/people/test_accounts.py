"""Accounts from invitation to the last day."""

from datetime import date, timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.services import errors
from tests.company import NOON, PASSWORD

LATER = NOON + timedelta(days=1)


def post_of(company, name, **change):
    row = queries.person(company.id(name))
    post = {"role": row.role, "team_id": row.team_id, "line_manager_id": row.line_manager_id}
    return {"person_id": row.id, **post, **change}


def test_an_invited_person_cannot_come_in_before_accepting(company):
    invited = company.invited("dora", Role.FINANCE)

    assert not queries.reader(invited.person_id).is_active
    services.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=LATER)
    assert queries.reader(invited.person_id).is_active


def test_an_invitation_works_once(company):
    invited = company.invited("dora", Role.FINANCE)
    services.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=NOON)

    with pytest.raises(errors.InvitationClosed):
        services.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=NOON)


def test_an_invitation_ends_after_seven_days(company):
    invited = company.invited("dora", Role.FINANCE)

    with pytest.raises(errors.InvitationClosed):
        services.accept_invitation(
            token=invited.token, password=PASSWORD, by=HOUSE, at=NOON + timedelta(days=7)
        )
    assert queries.invitation(invited.token, at=NOON + timedelta(days=7)) is None


def test_a_second_invitation_makes_the_first_void(company):
    first = company.invited("dora", Role.FINANCE)
    second = services.invite_again(person_id=first.person_id, by=HOUSE, at=NOON)

    assert queries.invitation(first.token, at=NOON) is None
    assert queries.invitation(second.token, at=NOON).person_id == first.person_id


def test_a_weak_password_leaves_the_invitation_open(company):
    invited = company.invited("dora", Role.FINANCE)

    with pytest.raises(errors.PasswordTooWeak):
        services.accept_invitation(token=invited.token, password="short", by=HOUSE, at=NOON)
    assert queries.invitation(invited.token, at=NOON) is not None


def test_an_address_has_one_account_whatever_the_capitals(company):
    with pytest.raises(errors.EmailTaken):
        services.invite_person(
            name="Ben Two", email="BEN@House.Example", role=Role.FINANCE, by=HOUSE, at=NOON
        )


@pytest.mark.parametrize("role", [Role.OWNER, Role.COMPLIANCE])
def test_an_administrator_makes_no_owner_and_no_auditor(company, role):
    with pytest.raises(errors.NotYourAccount):
        company.invited("eve", role, by=company.actor("adm"))
    assert company.invited("eve", role, by=company.actor("ada"))


def test_an_administrator_cannot_make_herself_owner(company):
    with pytest.raises(errors.NotYourAccount):
        services.change_post(
            **post_of(company, "adm", role=Role.OWNER), by=company.actor("adm"), at=LATER
        )


def test_an_administrator_cannot_manage_an_owner(company):
    by = company.actor("adm")
    with pytest.raises(errors.NotYourAccount):
        services.leave(person_id=company.id("ada"), by=by, at=LATER)
    with pytest.raises(errors.NotYourAccount):
        services.reset_second_factor(person_id=company.id("ada"), by=by, at=LATER)


def test_nobody_changes_her_own_role(company):
    with pytest.raises(errors.OwnAccount):
        services.change_post(
            **post_of(company, "adm", role=Role.SALESPERSON), by=company.actor("adm"), at=LATER
        )


def test_a_salesperson_manages_no_account(company):
    with pytest.raises(errors.NotYourAccount):
        services.leave(person_id=company.id("cy"), by=company.actor("ben"), at=LATER)


def test_the_last_owner_cannot_leave_or_step_down(company):
    with pytest.raises(errors.LastOwner):
        services.leave(person_id=company.id("ada"), by=HOUSE, at=LATER)
    with pytest.raises(errors.LastOwner):
        services.change_post(**post_of(company, "ada", role=Role.FINANCE), by=HOUSE, at=LATER)

    company.joins("olga", Role.OWNER)
    services.leave(person_id=company.id("ada"), by=company.actor("olga"), at=LATER)
    assert not queries.reader(company.id("ada")).is_active


def test_every_post_stays_on_record(company):
    team_id = services.create_team(name="East", by=HOUSE, at=NOON)
    services.change_post(
        **post_of(company, "ben", role=Role.SALES_MANAGER, team_id=team_id), by=HOUSE, at=LATER
    )

    now, before = queries.posts_of(company.id("ben"))
    assert (now.role, now.team, now.starts_at, now.ends_at) == (
        Role.SALES_MANAGER,
        "East",
        LATER,
        None,
    )
    assert (before.role, before.team, before.ends_at) == (Role.SALESPERSON, "", LATER)


@pytest.mark.usefixtures("noon")
def test_notice_has_days_and_can_be_withdrawn(company, told):
    by, ben = company.actor("adm"), company.id("ben")
    days = {"notice_on": date(2026, 5, 4), "last_day_on": date(2026, 6, 30)}
    services.give_notice(person_id=ben, **days, by=by, at=NOON)
    row = queries.person(ben)
    assert (row.state, row.last_day_on) == (State.ON_NOTICE, date(2026, 6, 30))
    assert queries.reader(ben).is_active

    services.withdraw_notice(person_id=ben, by=by, at=LATER)
    assert queries.person(ben).last_day_on is None
    assert told(ben)[-2:] == ["people.person.notice_given", "people.person.notice_withdrawn"]


def test_a_last_day_before_the_notice_is_refused(company):
    with pytest.raises(errors.DaysInvalid):
        services.give_notice(
            person_id=company.id("ben"),
            notice_on=date(2026, 5, 4),
            last_day_on=date(2026, 5, 3),
            by=HOUSE,
            at=NOON,
        )


def test_who_left_cannot_leave_again(company):
    services.leave(person_id=company.id("ben"), by=HOUSE, at=LATER)

    with pytest.raises(errors.StepNotOpen) as refusal:
        services.leave(person_id=company.id("ben"), by=HOUSE, at=LATER)
    assert refusal.value.facts == {"state": "left"}


def test_reports_of_a_leaver_move_up(company, told):
    services.leave(person_id=company.id("ben"), by=HOUSE, at=LATER)

    assert queries.person(company.id("cy")).line_manager_id == company.id("mia")
    assert company.id("cy") in queries.reports_of(company.id("mia"))
    assert company.id("cy") not in queries.reports_of(company.id("ben"))
    assert told(company.id("cy"))[-1] == "people.person.post_changed"


def test_somebody_taken_back_starts_with_a_new_invitation(company):
    ben = company.id("ben")
    company.has_app("ben")
    services.leave(person_id=ben, by=HOUSE, at=LATER)
    invited = services.reinstate(person_id=ben, by=company.actor("adm"), at=LATER)
    assert queries.person(ben).state is State.INVITED
    assert queries.factors_of(ben) == []

    services.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=LATER)
    assert queries.reader(ben).is_active
    assert len(queries.posts_of(ben)) == 2


def test_names_and_addresses_enter_the_ledger_sealed(company):
    from muniment.ledger import queries as ledger

    first = min(
        ledger.entries_of(company.id("ben"), limit=100).rows, key=lambda row: row.subject_seq
    )

    assert first.kind == "people.person.invited"
    assert b"house.example" not in first.leaf
    assert b"Ben" not in first.leaf
    openings = ledger.openings(first.id)
    assert openings["email"].value == "ben@house.example"


def test_notice_ends_tokens_and_none_is_made_until_it_is_withdrawn(company):
    ben = company.id("ben")
    term = {
        "person_id": ben, "name": "sheet", "scopes": ["customers.read"],
        "expires_at": LATER + timedelta(days=30), "by": company.actor("ben"),
    }  # fmt: skip
    token = services.issue_token(**term, at=NOON)
    days = {"notice_on": date(2026, 5, 4), "last_day_on": date(2026, 6, 30)}
    services.give_notice(person_id=ben, **days, by=company.actor("adm"), at=NOON)

    assert queries.reader_by_token(token.secret, at=LATER) is None
    with pytest.raises(errors.TokensClosed):
        services.issue_token(**term, at=LATER)
    services.withdraw_notice(person_id=ben, by=company.actor("adm"), at=LATER)
    assert services.issue_token(**term, at=LATER).secret


def test_the_sales_manager_above_takes_notice_and_nobody_beside_her(company):
    days = {"notice_on": date(2026, 5, 4), "last_day_on": date(2026, 6, 30)}
    for name in ("ben", "cy"):
        with pytest.raises(errors.NotYourAccount):
            services.give_notice(
                person_id=company.id("ben"), **days, by=company.actor(name), at=NOON
            )
    services.give_notice(person_id=company.id("ben"), **days, by=company.actor("mia"), at=NOON)
    assert queries.person(company.id("ben")).state is State.ON_NOTICE
