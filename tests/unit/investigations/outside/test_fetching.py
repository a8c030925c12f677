"""Fetching, against servers that really run and misbehave as servers do."""

import gzip
import logging
import time
import zlib

import pytest

from muniment.core import clock
from muniment.investigations.domain.checks import NotReached
from tests.outside import (
    HERE,
    Kept,
    bomb,
    name_server,
    outside,
    reply,
    tls_for,
    tunnel_proxy,
    web_server,
)

pytestmark = pytest.mark.allow_hosts([HERE])


def fetch_from(handler, path="/", kept=None, **asked):
    with web_server(handler) as port:
        way = outside(kept if kept is not None else Kept(), allow=frozenset({(HERE, port)}))
        return way.fetch(f"http://{HERE}:{port}{path}", **asked)


def refused(handler, path="/", kept=None, **asked):
    with pytest.raises(NotReached) as refusal:
        fetch_from(handler, path, kept, **asked)
    return refusal.value.reason


def always(answer):
    return lambda *_asked: answer


def test_an_answer_is_kept_whole_before_it_is_handed_out():
    kept = Kept()

    fetched = fetch_from(always(reply("hello", headers={"X-Kind": "page"})), "/a?b=1", kept)

    assert (fetched.status, fetched.body, fetched.headers["x-kind"]) == (200, b"hello", "page")
    [(kind, source, content)] = kept.entries
    assert kind == "http"
    assert source == fetched.url
    assert content.startswith(b"HTTP/1.1 200\r\n")
    assert content.endswith(b"X-Kind: page\r\n\r\nhello")


@pytest.mark.parametrize("status", ["404 Not Found", "429 Slow", "500 Broken", "204 No Content"])
def test_any_status_is_an_answer(status):
    assert fetch_from(always(reply(status=status))).status == int(status[:3])


def test_the_product_names_itself_and_nothing_of_the_company():
    seen = []

    fetch_from(lambda *_asked: seen.append(_asked[1]) or reply())

    assert b"user-agent: Muniment/" in seen[0]


def test_offline_nothing_is_asked_at_all():
    way = outside(Kept(), offline=True)

    for question in (lambda: way.fetch("https://example.com/"), lambda: way.resolve("x.com", "A")):
        with pytest.raises(NotReached) as refusal:
            question()
        assert refusal.value.reason == "offline"


def test_a_server_that_drips_is_left_when_the_time_for_the_whole_exchange_is_up():
    def drip(path, request):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
        for _ in range(100):
            yield b"x"
            time.sleep(0.05)

    kept, start = Kept(), time.monotonic()

    assert refused(drip, kept=kept, timeout_s=0.5) == "timeout"
    assert time.monotonic() - start < 2
    assert kept.entries[0][2].endswith(b"x"), "what did come is evidence"


def test_a_server_that_drips_its_headers_is_left_too():
    def drip(path, request):
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(100):
            yield b"X-%d: y\r\n" % number
            time.sleep(0.05)

    start = time.monotonic()

    assert refused(drip, timeout_s=0.5) == "timeout"
    assert time.monotonic() - start < 2


def test_a_huge_answer_is_cut_at_the_limit():
    def huge(path, request):
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 65_536

    kept = Kept()

    assert refused(huge, kept=kept, limit_bytes=100_000) == "too_large"
    assert len(kept.entries[0][2]) < 101_000


def test_a_bomb_is_kept_packed_and_never_unpacked():
    kept = Kept()
    answer = reply(bomb(50), headers={"Content-Encoding": "gzip"})

    assert refused(always(answer), kept=kept, limit_bytes=1_000_000) == "too_large"
    assert len(kept.entries[0][2]) < 100_000


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda body: gzip.compress(body[:3]) + gzip.compress(body[3:])),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("identity", bytes),
        ("gzip, gzip", lambda body: gzip.compress(gzip.compress(body))),
    ],
)
def test_a_packed_answer_is_unpacked(coding, pack):
    packed = reply(pack(b"hello world"), headers={"Content-Encoding": coding})

    assert fetch_from(always(packed)).body == b"hello world"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(b"hello world", mtime=0)[:-6]),
        ("deflate", b"\xff\xfe"),
        ("br", b"x"),
        ("gzip, gzip, gzip", b"x"),
    ],
)
def test_a_damaged_or_unasked_packing_is_malformed(coding, body):
    assert refused(always(reply(body, headers={"Content-Encoding": coding}))) == "malformed"


def test_an_answer_shorter_than_it_says_is_malformed_and_kept():
    kept = Kept()

    assert refused(always(reply(b"short", length=500)), kept=kept) == "malformed"
    assert kept.entries[0][2].endswith(b"short")


@pytest.mark.parametrize("noise", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 banana\r\n\r\n"])
def test_what_is_no_http_is_malformed(noise):
    assert refused(always(noise)) == "malformed"


def test_a_closed_port_is_not_reached():
    with web_server(always(reply())) as port:
        pass
    with pytest.raises(NotReached) as refusal:
        outside(Kept(), allow=frozenset({(HERE, port)})).fetch(f"http://{HERE}:{port}/")
    assert refusal.value.reason == "connection_failed"


def test_each_redirect_is_followed_under_the_same_rules_and_kept():
    kept = Kept()

    def answer(path, request):
        if path == "/new":
            return reply("here")
        return reply(status="302 Found", headers={"Location": "/new#part"})

    fetched = fetch_from(answer, kept=kept)

    assert fetched.url.endswith("/new")
    assert fetched.body == b"here"
    assert len(kept.entries) == 2


@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:9/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "http://printer.local/",
        "http://router/",
        "http://example.com:22/",
        "http://user:secret@example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
    ],
)
def test_a_redirect_into_our_own_network_is_refused(place):
    redirect = reply(status="302 Found", headers={"Location": place})

    assert refused(always(redirect)) == "not_allowed"


def test_a_redirect_to_another_scheme_comes_back_as_the_answer_it_is():
    redirect = reply(status="301 Moved", headers={"Location": "https://example.com/"})

    fetched = fetch_from(always(redirect))

    assert (fetched.status, fetched.headers["location"]) == (301, "https://example.com/")


def test_a_redirect_without_end_is_left_after_five():
    kept = Kept()

    def turn(path, request):
        return reply(status="307 On", headers={"Location": f"/{len(kept.entries)}"})

    assert refused(turn, kept=kept) == "too_many_redirects"
    assert len(kept.entries) == 6


def test_a_post_is_sent_once_and_its_redirect_is_not_followed():
    seen = []

    def answer(path, request):
        seen.append(request)
        return reply(status="302 Found", headers={"Location": "/elsewhere"})

    fetched = fetch_from(answer, method="POST", body=b'{"a":1}')

    assert fetched.status == 302
    assert len(seen) == 1
    assert seen[0].startswith(b"POST / ")
    assert seen[0].endswith(b'\r\n\r\n{"a":1}')


def test_a_secret_header_reaches_the_first_host_only_and_no_evidence_or_log(caplog):
    caplog.set_level(logging.DEBUG)
    kept, seen = Kept(), []
    with web_server(lambda *_asked: seen.append(_asked[1]) or reply("b")) as other:
        place = f"http://{HERE}:{other}/"
        with web_server(
            lambda *_asked: (
                seen.append(_asked[1]) or reply(status="302 Found", headers={"Location": place})
            )
        ) as port:
            way = outside(kept, allow=frozenset({(HERE, port), (HERE, other)}))
            way.fetch(f"http://{HERE}:{port}/", secret_headers={"X-Api-Token": "hush-hush"})

    assert [b"hush-hush" in request for request in seen] == [True, False]
    assert not any(b"hush-hush" in content for _, _, content in kept.entries)
    assert "hush-hush" not in caplog.text


@pytest.mark.parametrize(
    "url",
    ["", "example.com", "http://", "http://exa mple.com/", "http://x.com/\r\nA: b", "http:///x"],
)
def test_what_is_no_address_is_not_asked(url):
    with pytest.raises(NotReached):
        outside(Kept()).fetch(url)


def test_a_header_cannot_smuggle_another():
    assert refused(always(reply()), headers={"X": "a\r\nY: b"}) == "malformed"


def test_a_name_that_leads_into_our_network_is_refused_whatever_else_it_leads_to():
    zone = {
        ("shop.example", "A"): ["93.184.216.34", "192.168.0.1"],
        ("v6.example", "AAAA"): ["::1"],
    }
    with name_server(zone) as port:
        way = outside(Kept(), nameserver=(HERE, port))
        for host in ("shop.example", "v6.example"):
            with pytest.raises(NotReached) as refusal:
                way.fetch(f"https://{host}/")
            assert refusal.value.reason == "not_allowed"


def test_a_name_that_leads_nowhere_is_no_address():
    zone = {("other.example", "A"): ["192.0.2.1"]}
    with name_server(zone) as port, pytest.raises(NotReached) as refusal:
        outside(Kept(), nameserver=(HERE, port)).fetch("https://gone.example/")
    assert refusal.value.reason == "no_address"


def test_a_certificate_for_another_name_is_refused_before_anything_is_sent(tmp_path):
    server, trusting = tls_for(tmp_path, "elsewhere.example")
    seen = []
    with web_server(lambda *_asked: seen.append(_asked[0]) or reply(), server) as port:
        way = outside(Kept(), allow=frozenset({("localhost", port)}))
        way._tls = trusting
        with pytest.raises(NotReached) as refusal:
            way.fetch(f"https://localhost:{port}/")
    assert refusal.value.reason == "tls_error"
    assert seen == []


def test_a_certificate_for_the_right_name_opens_the_page(tmp_path):
    server, trusting = tls_for(tmp_path, "localhost")
    with web_server(always(reply("safe")), server) as port:
        way = outside(Kept(), allow=frozenset({("localhost", port)}))
        way._tls = trusting
        assert way.fetch(f"https://localhost:{port}/").body == b"safe"


def test_a_host_that_asks_for_patience_is_left_alone_until_then():
    with web_server(always(reply(status="429 Slow", headers={"Retry-After": "120"}))) as port:
        way = outside(Kept(), allow=frozenset({(HERE, port)}))
        assert way.fetch(f"http://{HERE}:{port}/").status == 429
        with pytest.raises(NotReached) as refusal:
            way.fetch(f"http://{HERE}:{port}/")

    assert refusal.value.reason == "rate_limited"
    assert refusal.value.retry_at is not None
    assert 100 < (refusal.value.retry_at - clock.now()).total_seconds() <= 120


def test_a_proxy_carries_the_request_and_gets_no_private_address():
    seen = []
    with web_server(lambda *_asked: seen.append(_asked[1]) or reply("by proxy")) as port:
        way = outside(Kept(), proxy=f"http://me:pw@{HERE}:{port}", nameserver=(HERE, 1))
        assert way.fetch("http://example.com/page", timeout_s=5).body == b"by proxy"
        for url in ("http://10.0.0.1/", "http://localhost/"):
            with pytest.raises(NotReached):
                way.fetch(url)

    assert seen[0].startswith(b"GET http://example.com/page ")
    assert b"Proxy-Authorization: Basic" in seen[0]
    assert len(seen) == 1


@pytest.mark.parametrize(("host", "reason"), [("shop.example.com", ""), ("b.example", "tls_error")])
def test_behind_a_proxy_the_name_in_the_certificate_is_checked_all_the_same(tmp_path, host, reason):
    server, trusting = tls_for(tmp_path, "shop.example.com")
    asked = []
    with web_server(always(reply("safe")), server) as port, tunnel_proxy(port, asked) as proxy:
        way = outside(Kept(), proxy=f"http://{HERE}:{proxy}", nameserver=(HERE, 1))
        way._tls = trusting
        try:
            told = way.fetch(f"https://{host}/", timeout_s=8).body.decode()
        except NotReached as silence:
            told = silence.reason

    assert told == (reason or "safe")
    assert asked[0].startswith(f"CONNECT {host}:443 ".encode())
