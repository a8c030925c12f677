"""Every layout as its government publishes it: short pieces written here after the real ones."""

# ruff: noqa: E501 - headings are as wide as governments write them

import gzip
import lzma
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.screening.domain.lists import ListUnreadable, SourceFile
from muniment.screening.domain.parties import DateSource, NameQuality, PartyKind
from muniment.screening.domain.reading import read_lists

TODAY = date(2026, 11, 22)
SHARED = Path(__file__).parents[5] / "shared" / "data" / "sanctions"

SDN = (
    '36,"HERON AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    '2676,"AL HERON, Ayman","individual","SDGT] [IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"DOB 19 Jun 1951; nationality Egypt; Passport 1084010 (Egypt); a.k.a. 'THE BIRD'.\"\r\n"
    '4243,"EBONY",vessel,"CUBA",-0- ,"CL21","Tug",-0- ,-0- ,"Panama",-0- ,'
    '"Vessel Registration Identification IMO 7406784."\r\n'
    "\x1a\r\n"
)
ALT = '2676,1,"aka","AL-HERON, Aiman",-0- \r\n36,2,"fka","HERON AIR",-0- \r\n'
ADD = '36,25,"1 Harbour Road","Havana","Cuba",-0- \r\n'
UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-20T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>ERIC</FIRST_NAME><SECOND_NAME>HERON</SECOND_NAME>
<UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER>
<LISTED_ON>2012-12-31</LISTED_ON><NATIONALITY><VALUE>Rwanda</VALUE></NATIONALITY>
<LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE>2020-01-02</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Birdy</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR>
</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>Heron Mining</FIRST_NAME>
<REFERENCE_NUMBER>CDe.001</REFERENCE_NUMBER></ENTITY><ENTITY><DATAID>3</DATAID></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""
EU_CSV = """\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;NameAlias_WholeName;Address_CountryIso2Code;BirthDate_BirthDate
20/11/2026;13;EU.27.28;person;IRQ;Saddam Heron;;
20/11/2026;13;EU.27.28;person;IRQ;Abu Heron;;1937-04-28
20/11/2026;14;EU.9.9;enterprise;UKR;Heron Steel;RU;
"""
EU_XML = """<?xml version="1.0"?><export xmlns="http://eu.europa.ec/fpi/fsd/export"
generationDate="2026-11-19T16:00:00.000+01:00"><sanctionEntity euReferenceNumber="EU.27.28"
logicalId="13" designationDate="2003-07-07"><regulation programme="IRQ"/><subjectType code="person"/>
<nameAlias wholeName="Saddam Heron" strong="true"/><nameAlias wholeName="Birdy" strong="false"/>
<citizenship countryIso2Code="IQ"/><birthdate year="1937" circa="true"/></sanctionEntity></export>"""
UK_OLD = """Last Updated,20/11/2026
Name 6,Name 1,Name 2,DOB,Nationality,Country,Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID
HERON,Aiman,Rabi,00/00/1975,Egypt,,Individual,AKA,Low,ISIL,02/10/2001,6897
HERON,Ayman,,19/06/1951,Egypt,,Individual,Primary name,,ISIL,02/10/2001,6897
HERON BANK,,,,,Syria,Entity,Primary name,,Syria,17/02/2012,12345
"""
UK_NEW = """Report Date: 20-Nov-2026
Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name type,Alias strength,Regime Name,Designation Type,IMO number
12/01/2022,AFG0001,12703,HERON EXCHANGE,,Primary Name,,Afghanistan,Entity,
12/01/2022,RUS0001,1,SS HERON,,Primary Name,,Russia,Ship,1234567
"""
BIS = (
    '"Name"\t"City"\t"Country"\t"Effective_Date"\t"Last_Update"\t"FR_Citation"\n'
    '"A. HERON"\t"PARIS"\t"FR"\t"06/19/2003"\t"2007-01-31"\t"68 F.R. 1"\n'
)
CSL = """source,entity_number,type,programs,name,addresses,alt_names,dates_of_birth,ids
Entity List,7,Entity,EL,Heron Chips,"1 Road, Shanghai, CN",Chips of Heron; HC Ltd,,"CN, 91310000, USCC #"
"""
OWN = "Kundennr;Company Name;Aliases;Country\n1;Heron GmbH;Reiher GmbH;Germany\n"


def read(**files: str):
    sources = [SourceFile(name.replace("__", "."), text.encode()) for name, text in files.items()]
    return {it.list_id: it for it in read_lists(sources, today=TODAY)}


def test_ofacs_three_files_make_one_list_with_and_without_headings():
    for heading in ("", "ent_num,sdn_name,sdn_type,program,title,a,b,c,d,e,f,remarks\n"):
        held = read(sdn__csv=heading + SDN, alt__csv=ALT, add__csv=ADD)["ofac_sdn"]
        airline, person, ship = held.parties

        assert not held.bad
        assert [it.text for it in airline.names] == ["HERON AIRLINES", "HERON AIR"]
        assert airline.countries == ("CU",)
        assert (person.kind, person.birth_dates) == (PartyKind.PERSON, ("1951-06-19",))
        assert person.names[-1].quality is NameQuality.WEAK
        assert person.programmes == ("SDGT", "IRAN")
        assert ("Passport", "1084010") in person.identifiers
        assert ("IMO", "7406784") in ship.identifiers


def test_the_un_list_tells_its_date_its_weak_names_and_its_bad_rows():
    held = read(un__xml=UN)["un"]
    person, firm = held.parties

    assert (held.date.on, held.date.source) == (date(2026, 11, 20), DateSource.FILE)
    assert [name.quality for name in person.names] == [NameQuality.PRIMARY, NameQuality.WEAK]
    assert (person.birth_dates, person.countries) == (("~1971",), ("RW",))
    assert (person.listed_on, person.changed_on) == ("2012-12-31", "2020-01-02")
    assert firm.uid == "CDe.001"
    assert [(row.line, row.code) for row in held.bad] == [(2, "name_missing")]


def test_rows_of_one_eu_party_are_joined():
    held = read(eu__csv=EU_CSV)["eu"]

    assert held.date.on == date(2026, 11, 20)
    assert [len(it.names) for it in held.parties] == [2, 1]
    assert held.parties[0].birth_dates == ("1937-04-28",)
    assert held.parties[1].countries == ("RU",)


def test_the_eu_list_reads_alike_as_xml():
    [person] = read(eu__xml=EU_XML)["eu"].parties

    assert (person.uid, person.birth_dates, person.countries) == ("EU.27.28", ("~1937",), ("IQ",))
    assert [it.quality for it in person.names] == [NameQuality.PRIMARY, NameQuality.WEAK]


def test_both_british_lists_are_read_with_the_date_above_the_headings():
    old, new = read(conlist__csv=UK_OLD)["uk_ofsi"], read(uk__csv=UK_NEW)["uk"]

    assert old.date.on == new.date.on == date(2026, 11, 20)
    person = old.parties[0]
    assert [it.text for it in person.names] == ["Ayman HERON", "Aiman Rabi HERON"]
    assert person.birth_dates == ("1975", "1951-06-19")
    assert [it.kind for it in new.parties] == [PartyKind.ENTITY, PartyKind.VESSEL]
    assert new.parties[1].identifiers == (("IMO", "1234567"),)


def test_the_other_us_lists_are_read():
    [denied] = read(dpl__tsv=BIS)["bis_dpl"].parties
    [chips] = read(csl__csv=CSL)["us_csl"].parties

    assert (denied.kind, denied.listed_on) == (PartyKind.UNKNOWN, "2003-06-19")
    assert [it.text for it in chips.names] == ["Heron Chips", "Chips of Heron", "HC Ltd"]
    assert chips.identifiers == (("USCC #", "91310000"),)
    assert chips.countries == ("CN",)


def test_an_own_list_needs_only_a_column_of_names():
    held = read(house_2026_11_01__csv=OWN)["house"]

    assert held.date == held.date.__class__(date(2026, 11, 1), DateSource.FILE_NAME)
    assert [it.text for it in held.parties[0].names] == ["Heron GmbH", "Reiher GmbH"]
    assert held.parties[0].countries == ("DE",)


def test_a_given_date_goes_before_the_time_of_the_file_and_behind_the_file_itself():
    files = [
        SourceFile("un.xml", UN.encode(), date(2026, 1, 1)),
        SourceFile("house.csv", OWN.encode(), date(2026, 1, 1)),
    ]
    given_day = date(2026, 11, 5)
    told = {"un": given_day, "house": given_day}
    house, un = read_lists(files, today=TODAY, given=told)
    [guessed] = read_lists(files[1:], today=TODAY)

    assert (house.date.on, house.date.source) == (given_day, DateSource.GIVEN)
    assert un.date.source is DateSource.FILE
    assert (guessed.date.on, guessed.date.source) == (date(2026, 1, 1), DateSource.FILE_TIME)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_packed_files_are_unpacked(pack):
    [held] = read_lists([SourceFile("un.bin", pack(UN.encode()))], today=TODAY)

    assert len(held.parties) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x1f\x8b broken",
        b"<html></html>",
        b"what,ever\n1,2\n",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>',
    ],
)
def test_what_is_no_list_is_refused_by_name(data):
    with pytest.raises(ListUnreadable) as refusal:
        read_lists([SourceFile("odd.csv", data)], today=TODAY)

    assert refusal.value.facts == {"file": "odd.csv"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_gets_past_the_parsers(data):
    text = data.draw(st.sampled_from([SDN, UN, EU_CSV, EU_XML, UK_OLD, UK_NEW, BIS, CSL, OWN]))
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        raw = raw or bytearray(b"x")
    try:
        held = read_lists([SourceFile("list.csv", bytes(raw))], today=TODAY)
    except ListUnreadable:
        return
    assert all(party.uid and party.names and party.name for it in held for party in it.parties)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared lists are not on this machine")
def test_whole_lists_are_read_without_a_bad_row():
    wanted = {
        "ofac_sdn.csv.gz": 11_443, "un_consolidated.xml.xz": 1_003,
        "bis_denied_persons.tsv.gz": 581, "eu_journal_sanctions.csv.xz": 8_017,
        "us_consolidated_screening_list_sample.csv.gz": 115,
    }  # fmt: skip
    for name, count in wanted.items():
        [held] = read_lists([SourceFile(name, (SHARED / name).read_bytes())], today=TODAY)

        assert (len(held.parties), list(held.bad)) == (count, []), name
        assert len({party.uid for party in held.parties}) == count, name
