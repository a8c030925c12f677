"""Whatever a source sends, a parser gives rows of ours or says that it makes no sense."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.registries import (
    companies_house,
    crtsh,
    csl,
    gleif,
    opencorporates,
    rdap,
    vies,
    wayback,
    yente,
)
from muniment.investigations.domain.registries.answers import Malformed
from tests import connectors
from tests.shared import shared_data

PARSERS = (
    gleif.parse_records, gleif.parse_completions, companies_house.parse_search,
    companies_house.parse_company, companies_house.parse_people, opencorporates.parse_search,
    vies.parse, rdap.parse, crtsh.parse, wayback.parse_cdx, csl.parse,
    lambda body: yente.parse(body, "q0"),
)  # fmt: skip
GOOD = (
    {"data": [connectors.GLEIF_RECORD]}, connectors.COMPANY, connectors.OFFICERS,
    {"results": {"companies": [connectors.OPEN_COMPANY]}}, connectors.VAT, connectors.RDAP,
    connectors.CERTIFICATES, connectors.CAPTURES, connectors.MATCHES, connectors.CSL,
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(parser, body):
    try:
        return parser(body)
    except (Malformed, vies.NotChecked):
        return None


@pytest.mark.parametrize("parser", PARSERS, ids=range(len(PARSERS)))
@given(body=st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_nothing_but_malformed_gets_out(parser, body):
    read(parser, body)


@pytest.mark.parametrize("parser", PARSERS, ids=range(len(PARSERS)))
@given(data=st.data())
def test_a_good_answer_with_any_part_replaced_still_gives_rows_or_malformed(parser, data):
    answer = json.loads(json.dumps(data.draw(st.sampled_from(GOOD))))
    read(parser, json.dumps(_bent(answer, data)).encode())


def _bent(answer, data):
    """Replace one place, chosen at random, by anything."""
    place, steps = answer, data.draw(st.integers(0, 5))
    for _ in range(steps):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list):
            place[key] = data.draw(ANYTHING)
            return answer
        place = place[key]
    return data.draw(ANYTHING) if steps == 0 else answer


@pytest.mark.parametrize("code", ["MS_UNAVAILABLE", "MS_MAX_CONCURRENT_REQ", "TIMEOUT",
                                  "GLOBAL_MAX_CONCURRENT_REQ", "SERVICE_UNAVAILABLE"])  # fmt: skip
def test_a_member_state_that_is_down_is_not_an_invalid_number(code):
    body = json.dumps({"actionSucceed": False, "errorWrappers": [{"error": code}]}).encode()
    with pytest.raises(vies.NotChecked):
        vies.parse(body)


def test_an_error_beside_an_invalid_verdict_still_means_not_checked():
    body = json.dumps({"valid": False, "userError": "MS_UNAVAILABLE"}).encode()
    with pytest.raises(vies.NotChecked):
        vies.parse(body)


@pytest.mark.parametrize(("number", "country", "expected"), [
    ("DE 129 273 398", "", ("DE", "129273398")), ("129273398", "DE", ("DE", "129273398")),
    ("GR094259216", "", ("EL", "094259216")), ("094259216", "GR", ("EL", "094259216")),
    ("91330106MA27", "CN", None), ("", "DE", None),
])  # fmt: skip
def test_a_vat_number_finds_its_member_state(number, country, expected):
    assert vies.split(number, country) == expected


@pytest.mark.parametrize(("given", "padded"), [
    ("4123456", "04123456"), ("SC 12345", "SC012345"), ("04123456", "04123456"), ("", ""),
])  # fmt: skip
def test_a_company_number_is_written_as_its_register_writes_it(given, padded):
    assert companies_house.padded(given) == padded


def test_a_real_answer_of_a_domain_register_is_read():
    answer = shared_data("domain_registration") / "rdap" / "domain-example.cz.json"
    record = rdap.parse(answer.read_bytes())
    assert record.created_on is not None
    assert len(record.nameservers) == 3
    assert record.registrar
