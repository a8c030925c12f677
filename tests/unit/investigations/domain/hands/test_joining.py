"""Which records are one company: here a difference counts."""

from muniment.investigations.domain.hands import Record
from muniment.investigations.domain.hands.joining import Merger, companies_of, site_of


def _companies(*records: Record) -> int:
    return len(companies_of(records))


def _record(rec_id: str, name: str, **values: str) -> Record:
    return Record(rec_id=rec_id, company_name=name, country=values.pop("country", "DE"), **values)


def test_one_name_in_one_country_is_one_company() -> None:
    one = _record("1", "Lotuspeak Foods GmbH", city="Bremen")
    assert _companies(one, _record("2", "LOTUSPEAK FOODS GMBH")) == 1


def test_a_slip_of_the_pen_is_the_same_company() -> None:
    assert (
        _companies(_record("1", "Lotuspeakk Foods GGmbH"), _record("2", "Lotuspeak Foods GmbH"))
        == 1
    )


def test_one_name_in_two_countries_is_two_companies() -> None:
    assert _companies(_record("1", "Delta Peak"), _record("2", "Delta Peak", country="EG")) == 2


def test_two_registration_numbers_are_two_companies() -> None:
    one = _record("1", "Delta Peak GmbH", registration_no="DE-1")
    assert _companies(one, _record("2", "Delta Peak GmbH", registration_no="DE-2")) == 2


def test_a_namesake_elsewhere_with_other_contacts_is_another_company() -> None:
    one = _record("1", "Royal Land Ltd", city="Bremen", phone="+49 151 1234567")
    assert (
        _companies(one, _record("2", "Royal Land Ltd", city="Kassel", phone="+49 160 7654321")) == 2
    )


def test_one_registration_number_is_one_company_whatever_the_name() -> None:
    one = _record("1", "Old Name GmbH", registration_no="DE 77")
    assert _companies(one, _record("2", "New Name GmbH", registration_no="de-77")) == 1


def test_known_companies_are_left_as_they_are() -> None:
    one = _record("1", "Delta Peak GmbH", company="x")
    assert _companies(one, _record("2", "Delta Peak GmbH", company="y")) == 2


def test_sets_know_their_members() -> None:
    merger = Merger(4)
    merger.join(0, 2)
    merger.join(2, 3)
    assert sorted(merger.members(3)) == [0, 2, 3]
    assert merger.root(1) == 1


def test_a_site_is_its_host() -> None:
    assert site_of("https://www.Example.com:8080/contact") == "example.com"
    assert site_of("no site") == ""
