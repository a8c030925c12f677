"""WHOIS over the one way out, against servers that really answer."""

import time

import pytest

from muniment.investigations.domain.checks import NotReached
from tests.outside import HERE, Kept, name_server, outside, tunnel_proxy, whois_server

pytestmark = pytest.mark.allow_hosts([HERE])


def ask(answers, line="firm.example", kept=None, **asked):
    with whois_server(answers) as port:
        way = outside(kept if kept is not None else Kept(), allow=frozenset({(HERE, port)}))
        return way.whois(f"{HERE}:{port}", line, **asked)


def refused(*told, **asked):
    with pytest.raises(NotReached) as refusal:
        ask(*told, **asked)
    return refusal.value.reason


def test_one_line_goes_out_and_the_answer_is_kept_as_it_came():
    seen, kept = [], Kept()

    told = ask(lambda line: seen.append(line) or b"domain: firm.example\r\n", kept=kept)

    assert seen == ["firm.example"]
    assert told.text == "domain: firm.example\r\n"
    [(kind, source, content)] = kept.entries
    assert (kind, content) == ("whois", b"domain: firm.example\r\n")
    assert source == f"whois://{told.server}/firm.example"
    assert len(told.evidence) == 64


def test_letters_of_another_encoding_are_read_as_well():
    assert ask(lambda _: "Zürich".encode("latin-1")).text == "Zürich"
    assert ask(lambda _: "苏黎世".encode()).text == "苏黎世"


@pytest.mark.parametrize(
    "line", ["firm.example\r\nother", "a\nb", "a\rb", "", "größe.example", "x" * 301, "a\x00b"]
)
def test_nothing_but_one_plain_line_goes_out(line):
    seen = []

    assert refused(lambda told: seen.append(told) or b"x", line) == "malformed"
    assert seen == []


def test_too_much_is_cut_off_and_what_came_is_kept():
    kept = Kept()

    assert refused(lambda _: b"x" * 5000, kept=kept, limit_bytes=100) == "too_large"
    assert len(kept.entries[0][2]) == 100


def test_drop_by_drop_does_not_outlast_the_time():
    def slowly(_):
        for _ in range(50):
            yield b"."
            time.sleep(0.1)

    began = time.monotonic()
    assert refused(slowly, timeout_s=0.5) == "timeout"
    assert time.monotonic() - began < 3


def test_an_answer_without_a_word_is_no_answer():
    assert refused(lambda _: b"") == "no_data"
    assert refused(lambda _: b"\r\n") == "no_data"


def test_offline_nothing_is_asked():
    with pytest.raises(NotReached) as refusal:
        outside(Kept(), offline=True).whois("whois.iana.org", "firm.example")
    assert refusal.value.reason == "offline"


@pytest.mark.parametrize(
    ("server", "reason"),
    [
        ("127.0.0.1", "not_allowed"),
        ("169.254.169.254", "not_allowed"),
        ("2130706433", "not_allowed"),
        ("localhost", "not_allowed"),
        ("whois.example.com:22", "not_allowed"),
        ("whois.example.com:80", "not_allowed"),
        ("whois.example.com:99999", "malformed"),
        ("whois.example.com\r\nx", "malformed"),
        ("user@whois.example.com", "malformed"),
        ("", "malformed"),
    ],
)
def test_only_the_port_of_whois_on_the_public_internet_may_be_asked(server, reason):
    with pytest.raises(NotReached) as refusal:
        outside(Kept()).whois(server, "firm.example")
    assert refusal.value.reason == reason


def test_a_name_that_leads_into_our_own_network_is_not_followed():
    with name_server({("whois.trap.example", "A"): ["10.0.0.5"]}) as port:
        way = outside(Kept(), nameserver=(HERE, port))
        with pytest.raises(NotReached) as refusal:
            way.whois("whois.trap.example", "firm.example")
    assert refusal.value.reason == "not_allowed"


def test_behind_a_proxy_it_goes_through_its_tunnel():
    asked: list[bytes] = []
    with (
        whois_server(lambda line: f"seen {line}".encode()) as port,
        tunnel_proxy(port, asked) as proxy,
        name_server({("whois.firm.example", "A"): ["93.184.216.34"]}) as names,
    ):
        way = outside(Kept(), proxy=f"http://ann:secret@{HERE}:{proxy}", nameserver=(HERE, names))
        assert way.whois("whois.firm.example", "firm.example").text == "seen firm.example"

    assert asked[0].startswith(b"CONNECT whois.firm.example:43 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic YW5uOnNlY3JldA==" in asked[0]


def test_a_proxy_that_refuses_leaves_it_unreached():
    with (
        whois_server(lambda _: b"HTTP/1.1 403 Forbidden\r\n\r\n") as proxy,
        pytest.raises(NotReached) as refusal,
    ):
        outside(Kept(), proxy=f"http://{HERE}:{proxy}").whois("1.1.1.1", "firm.example")
    assert refusal.value.reason == "connection_failed"
