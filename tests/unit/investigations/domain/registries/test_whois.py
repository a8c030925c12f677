"""WHOIS answers of some three hundred servers, against what another project knows of them."""

import csv
import gzip
import tarfile
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.registries import whois
from tests.shared import shared_data


@pytest.fixture(scope="module")
def expected():
    told = defaultdict(dict)
    path = shared_data("domain_registration") / "whois_expected.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            told[row["response"]][row["property"], row["part"]] = row["expected"].strip('"')
    return told


@pytest.fixture(scope="module")
def answers(expected):
    read = {}
    with tarfile.open(shared_data("domain_registration") / "whois_responses.tar.xz") as archive:
        for member in archive:
            if member.name in expected and (file := archive.extractfile(member)):
                read[member.name] = file.read().decode("utf-8", "replace")
    return read


def parsed(text):
    try:
        return whois.parse(text)
    except whois.NotAnswered:
        return None


def test_a_free_name_and_a_taken_one_are_hardly_ever_mixed_up(answers, expected):
    told = [
        (parsed(text), expected[name]["available?", ""] == "true")
        for name, text in answers.items()
        if ("available?", "") in expected[name]
        and ("response_throttled?", "") not in expected[name]
    ]
    wrong = [1 for record, free in told if record is not None and record.registered is free]
    silent = [1 for record, _ in told if record is None]
    assert len(wrong) / len(told) < 0.015
    assert len(silent) / len(told) < 0.07


def test_no_date_is_read_where_the_register_gives_none(answers, expected):
    for prop, attribute in (("created_on", "created_on"), ("expires_on", "expires_on")):
        nothing = [name for name in answers if expected[name].get((prop, "")) == "nil"]
        records = [record for name in nothing if (record := parsed(answers[name]))]
        invented = [1 for record in records if getattr(record, attribute)]
        assert len(invented) / len(records) < 0.01


@pytest.mark.parametrize(("part", "least"), [("registrar", 0.93), ("nameservers", 0.93)])
def test_registrar_and_name_servers_are_found(answers, expected, part, least):
    hits = total = 0
    for name, text in answers.items():
        place = ("registrar", ".name") if part == "registrar" else ("nameservers", "[0].name")
        wanted = expected[name].get(place, "nil")
        if wanted == "nil" or (record := parsed(text)) is None:
            continue
        total += 1
        if part == "registrar":
            hits += wanted.lower() in record.registrar.lower() or _ends(record.registrar, wanted)
        else:
            hits += wanted.lower() in record.nameservers
    assert total > 90
    assert hits / total >= least


def _ends(found, wanted):
    return bool(found) and found.lower() in wanted.lower()


@pytest.mark.parametrize(("text", "day"), [
    ("Creation Date: 2009-06-18T08:38:20.671Z", date(2009, 6, 18)),
    ("Registration date: 10.03.2008 12:31:19", date(2008, 3, 10)),
    ("Created: 31 Oct 2002 00:00 UTC", date(2002, 10, 31)),
    ("Domain registered: 12/18/2001", date(2001, 12, 18)),
    ("[登録年月日]                  2001/02/21", date(2001, 2, 21)),
    ("Registered:\tTue Dec 12 2000", date(2000, 12, 12)),
    ("created:      20050812", date(2005, 8, 12)),
])  # fmt: skip
def test_a_day_is_read_in_the_ways_registers_write_it(text, day):
    assert whois.parse(f"Domain: example.test\n{text}\n").created_on == day


def test_too_many_questions_is_not_a_free_name():
    with pytest.raises(whois.NotAnswered, match="rate_limited"):
        whois.parse("%% Too many requests...\n%%\n%% No entries found in the database.\n")


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    parsed(text)


def test_a_long_hostile_answer_is_read_in_bounded_time():
    parsed("a" * 50_000 + ":" + " " * 50_000)
    parsed("domain : \t" * 40_000)
