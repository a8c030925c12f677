import pytest

from muniment.investigations.domain import duties
from muniment.investigations.domain.duties import EVERYWHERE, Reach, Standing
from muniment.people.domain.roles import OUTSIDE, Role

STRANGER, LEADS, KEEPS = Standing(), Standing(leads=True), Standing(keeps=True)
CLOSED = OUTSIDE | {Role.ADMINISTRATOR, Role.DOCUMENT_CLERK, Role.CUSTODIAN}


@pytest.mark.parametrize("role", sorted(CLOSED, key=str))
def test_outsiders_administrators_and_clerks_get_nothing(role):
    both = Standing(leads=True, keeps=True)
    verbs = [duties.may_read, duties.may_work, duties.may_judge, duties.may_decide]
    verbs += [duties.may_close, duties.may_report, duties.may_ask_third_party]

    assert not any(may(role, both) for may in verbs)
    alone = [duties.may_open, duties.may_assign, duties.may_lead, duties.may_judge_link]
    alone += [duties.may_judge_hard_stop, duties.may_blacklist, duties.may_edit_advice]
    assert not any(may(role) for may in alone)
    assert not duties.may_approve(role, asked_it=False)
    assert not duties.may_adopt_advice(role, proposed_it=False)


def test_a_salesperson_reads_her_own_cases_and_those_of_dossiers_she_keeps():
    assert not duties.may_read(Role.SALESPERSON, STRANGER)
    assert duties.may_read(Role.SALESPERSON, LEADS)
    assert duties.may_read(Role.SALESPERSON, KEEPS)


@pytest.mark.parametrize("role", sorted(EVERYWHERE, key=str))
def test_those_who_answer_for_the_house_read_every_case(role):
    assert duties.may_read(role, STRANGER)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("standing", [STRANGER, LEADS, KEEPS])
def test_reach_and_reading_say_the_same(role, standing):
    allowed = {Reach.ALL: True, Reach.NONE: False, Reach.OWN_AND_KEPT: standing != STRANGER}

    assert duties.may_read(role, standing) is allowed[duties.reach(role)]


@pytest.mark.parametrize("role", Role)
def test_nobody_approves_or_adopts_what_she_asked_for(role):
    assert not duties.may_approve(role, asked_it=True)
    assert not duties.may_adopt_advice(role, proposed_it=True)


def test_who_wants_the_order_does_not_clear_a_sanctions_hit():
    assert not duties.may_judge_hard_stop(Role.SALESPERSON)
    assert duties.may_judge(Role.SALESPERSON, LEADS)
