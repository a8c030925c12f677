"""Who keeps the ending of a domain: the operator's file, the guide, WHOIS in that order."""

import json
import tarfile
from collections.abc import Mapping
from contextlib import ExitStack

import pytest

from muniment.core.config import Config
from muniment.investigations import connectors
from muniment.investigations.checks.domains import Registration
from muniment.investigations.domain.checks import REACHED, NotReached, Outcome
from tests.connectors import RDAP, replay, subject
from tests.outside import HERE, Kept, LocalWorld, outside, web_server, whois_server
from tests.shared import shared_data

pytestmark = pytest.mark.allow_hosts([HERE])
SITE = {"company__website": ("https://www.firm.de",)}


@pytest.fixture(scope="module")
def recorded() -> Mapping[str, bytes]:
    """Answers of real registers, by server, ending and what they answer."""
    path = shared_data("domain_registration") / "whois_responses.tar.xz"
    states = ("status_registered", "status_available", "response_throttled")
    wanted = {f"whois/whois.denic.de/de/{name}.txt" for name in states}
    wanted |= {"whois/whois.nic.tr/tr/property_contact_organization.txt"}
    with tarfile.open(path) as archive:
        return {
            member.name: file.read()
            for member in archive
            if member.name in wanted and (file := archive.extractfile(member))
        }


def answered(register: bytes, guide: str = "", facts=SITE, kept: Kept | None = None):
    """What the check says when the guide to RDAP knows nothing and WHOIS answers this."""
    asked: list[str] = []
    kept = kept or Kept()
    with ExitStack() as open_:
        far = open_.enter_context(whois_server(lambda line: asked.append(line) or register))
        refers = guide or f"domain: DE\nrefer: {HERE}:{far}\n"
        near = open_.enter_context(whois_server(lambda line: asked.append(line) or refers.encode()))
        web = open_.enter_context(web_server(replay({})))
        way = outside(kept, allow=frozenset({(HERE, port) for port in (far, near, web)}))
        settings = {"rdap.url": f"http://{HERE}:{web}", "whois.guide": f"{HERE}:{near}"}
        world = LocalWorld(way, kept=kept, settings=settings)
        return Registration().run(subject(**facts), world), asked


def test_an_ending_without_rdap_is_asked_for_where_iana_refers_to(recorded):
    kept = Kept()
    told = recorded["whois/whois.nic.tr/tr/property_contact_organization.txt"]

    result, asked = answered(told, kept=kept)

    assert result.outcome is Outcome.DONE
    assert [found.signal for found in result.found] == ["domain.old"]
    assert asked == ["firm.de", "firm.de"]
    assert [kind for kind, _, _ in kept.entries] == ["http", "whois", "whois"]
    assert len(result.found[0].evidence) == 2


def test_a_register_that_has_no_such_name_says_so(recorded):
    result, _ = answered(recorded["whois/whois.denic.de/de/status_available.txt"])

    assert [found.signal for found in result.found] == ["domain.unregistered"]


def test_a_register_that_asks_for_patience_leaves_it_to_a_person(recorded):
    result, _ = answered(recorded["whois/whois.denic.de/de/response_throttled.txt"])

    assert (result.outcome, result.reason) == (Outcome.NEEDS_PERSON, "rate_limited")
    assert result.outcome not in REACHED
    assert result.found == ()


@pytest.mark.parametrize("guide", ["domain: ZZ\n", "refer: 10.0.0.1\n", "refer: whois.x.de:25\n"])
def test_a_guide_that_leads_nowhere_or_where_nobody_may_go_leaves_it_to_a_person(guide):
    result, asked = answered(b"domain: firm.de\n", guide)

    assert result.outcome is Outcome.NEEDS_PERSON
    assert asked == ["firm.de"]


def test_a_name_in_other_letters_is_asked_for_in_ascii(recorded):
    told = recorded["whois/whois.denic.de/de/status_registered.txt"]

    _, asked = answered(told, facts={"company__website": ("https://größe-handel.de",)})

    assert asked == ["xn--gre-handel-63a9y.de"] * 2


def file_of(folder, **suffixes: str) -> Config:
    services = [[[suffix], [address]] for suffix, address in suffixes.items()]
    (folder / "rdap").mkdir()
    (folder / "rdap/dns.json").write_text(json.dumps({"services": services}))
    return Config(data=folder)


def test_by_the_operators_file_the_register_itself_is_asked_and_no_guide(tmp_path):
    seen = []
    with web_server(
        lambda path, told: seen.append(path) or replay({"/domain/": RDAP})(path, told)
    ) as port:
        config = file_of(tmp_path, com=f"http://{HERE}:{port}/rdap/")
        own = connectors.rdap_server(config, "harbourlane-imports.example.com")
        world = LocalWorld(
            outside(Kept(), allow=frozenset({(HERE, port)})), {"rdap_server": own},
            settings={"rdap.url": f"http://{HERE}:1"},
        )  # fmt: skip
        result = Registration().run(subject(), world)

    assert result.outcome is Outcome.DONE
    assert seen[0].startswith("/rdap/domain/")


def test_the_register_itself_saying_no_means_that_nobody_has_the_name():
    with web_server(replay({})) as port:
        world = LocalWorld(
            outside(Kept(), allow=frozenset({(HERE, port)})),
            {"rdap_server": f"http://{HERE}:{port}"},
        )
        result = Registration().run(subject(), world)

    assert [found.signal for found in result.found] == ["domain.unregistered"]


def test_without_a_file_there_is_no_server_and_a_broken_one_is_said(tmp_path):
    assert connectors.rdap_server(Config(data=tmp_path), "firm.de") == ""
    (tmp_path / "mine.json").write_text("<html>")
    with pytest.raises(NotReached) as silence:
        connectors.rdap_server(Config(data=tmp_path), "firm.de", file="mine.json")
    assert silence.value.reason == "malformed"
