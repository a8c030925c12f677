"""Lists in force: their age, a newer file, what it changed."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from muniment.core import clock
from muniment.screening import queries
from tests.web.screening.conftest import ROWS, list_of

NEWER = ROWS.replace("Ivan Petrovich Zarkov,person,RU\n", "Olga Zarkova,person,RU\n")


def load(browser, text: str, **told: str):
    file = SimpleUploadedFile("denied.csv", text.encode())
    return browser.post(reverse("screening:load"), {"lists": [file], **told})


def test_a_newer_file_is_loaded_and_its_difference_shown(listed, enters):
    browser = enters("kai")

    answer = load(browser, NEWER, dated_on=clock.now().date().isoformat())
    page = browser.get(answer["Location"]).content.decode()

    came, _, rest = page.partition("Changed")
    assert "Olga Zarkova" in came
    assert "Ivan Petrovich Zarkov" in rest
    assert len(queries.versions()) == 2


def test_an_older_file_is_refused_in_words(listed, enters):
    day = clock.now().date() - timedelta(days=30)

    answer = load(enters("kai"), NEWER, dated_on=day.isoformat())

    assert answer.status_code == 422
    assert "in force is of" in answer.content.decode()


def test_a_file_that_nobody_dates_never_passes_for_the_list_of_today(world, enters):
    answer = load(enters("kai"), ROWS)

    assert answer.status_code == 422
    assert "of which day the list is" in answer.content.decode()
    assert not queries.versions()


def test_what_is_no_list_is_refused_in_words(world, enters):
    answer = load(enters("olga"), "colour,weight\nred,3\n")

    assert answer.status_code == 422
    assert "cannot be read as a list" in answer.content.decode()


def test_a_list_that_is_too_old_is_said_first(world, enters):
    list_of(clock.now().date() - timedelta(days=60), ROWS, world)

    page = enters("ada").get(reverse("screening:index")).content.decode()

    assert "1 list is too old" in page
    assert 'type="file"' not in page


def test_a_salesperson_loads_no_list(listed, enters):
    assert load(enters("ada"), NEWER).status_code == 403
    assert len(queries.versions()) == 1


def test_a_version_that_never_was_is_not_found(world, enters):
    address = reverse("screening:version", args=[77])

    assert enters("kai").get(address).status_code == 404
