from datetime import date

import pytest

from muniment.screening.domain import days


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10 Dec 1948", ("1948-12-10",)),
        ("11.8.1960", ("1960-08-11",)),
        ("1975-00-00", ("1975",)),
        ("6.3.1955 or 15.3.1955", ("1955-03-06", "1955-03-15")),
        ("circa 1957", ("~1957",)),
        ("Between 1955 and 1958 (Approximately)", ("~1955/1958",)),
        ("(a) 1.2.1960, (b) 3.4.1961", ("1960-02-01", "1961-04-03")),
        ("01 Jan 1961 to 31 Dec 1963", ("1961/1963",)),
        ("Nov. 1973", ("1973-11",)),
        ("unknown", ()),
        ("", ()),
    ],
)
def test_birth_dates_are_read_as_exactly_as_they_are_known(written, read):
    assert days.birth_dates(written) == read


def test_a_us_office_writes_the_month_first_and_others_the_day():
    assert days.us_day("10/03/2022") == date(2022, 10, 3)
    assert days.day("10/03/2022") == date(2022, 3, 10)


def test_the_day_of_a_list_may_stand_in_the_name_of_its_file():
    assert days.day_in_name("20221028-FULL-1_1.csv") == date(2022, 10, 28)
    assert days.day_in_name("sdn_2026-11-20.csv.gz") == date(2026, 11, 20)
    assert days.day_in_name("sdn.csv") is None
    assert days.day_in_name("20229999.csv") is None
