import pytest

from muniment.investigations.domain.checks import NotReached
from tests.outside import HERE, Kept, name_server, outside

pytestmark = pytest.mark.allow_hosts([HERE])

ZONE = {
    ("firm.example", "MX"): ["10 mail.firm.example.", "20 spare.firm.example."],
    ("firm.example", "TXT"): ['"v=spf1 include:_spf" ".firm.example -all"', '"other"'],
    ("broken.example", "MX"): "SERVFAIL",
    ("silent.example", "MX"): "SILENCE",
}


@pytest.fixture
def way():
    with name_server(ZONE) as port:
        yield outside(Kept(), nameserver=(HERE, port))


def test_records_come_as_text_and_the_strings_of_one_text_are_joined(way):
    assert set(way.resolve("firm.example", "MX").records) == set(ZONE["firm.example", "MX"])
    assert "v=spf1 include:_spf.firm.example -all" in way.resolve("firm.example", "TXT").records


def test_no_such_name_no_such_record_and_no_answer_are_three_things(way):
    assert way.resolve("gone.example", "MX").state == "no_name"
    assert way.resolve("firm.example", "A").state == "no_data"
    with pytest.raises(NotReached) as refusal:
        way.resolve("broken.example", "MX")
    assert refusal.value.reason == "server_error"


def test_a_service_that_says_nothing_is_a_time_out(way, monkeypatch):
    monkeypatch.setattr("muniment.investigations.outside.naming._LIFETIME_S", 0.3)

    with pytest.raises(NotReached) as refusal:
        way._names.ask("silent.example", "MX", keep=Kept(), timeout_s=0.3)

    assert refusal.value.reason == "timeout"


@pytest.mark.parametrize("name", ["", "a..b", "x" * 300, "a" * 64 + ".com", "\x00\\"])
def test_what_is_no_name_ends_as_not_reached_or_not_there(way, name):
    try:
        state = way.resolve(name, "A").state
    except NotReached as refusal:
        state = refusal.reason

    assert state in {"no_name", "no_data", "malformed", "server_error"}


def test_the_answer_is_kept_as_it_came_over_the_wire():
    kept = Kept()
    with name_server(ZONE) as port:
        answer = outside(kept, nameserver=(HERE, port)).resolve("firm.example", "MX")

    [(kind, source, content)] = kept.entries
    assert (kind, source) == ("dns", "dns:firm.example?type=MX")
    assert b"spare" in content
    assert len(answer.evidence) == 64


def test_a_service_that_knows_no_public_name_does_not_say_that_a_domain_is_gone():
    with name_server({("com", "NS"): "NXDOMAIN"}) as port:
        way = outside(Kept(), nameserver=(HERE, port))
        with pytest.raises(NotReached) as resolving:
            way.resolve("firm.example", "MX")
        with pytest.raises(NotReached) as looking_up:
            way._names.addresses("firm.example", timeout_s=2)

    assert resolving.value.reason == looking_up.value.reason == "closed_network"
