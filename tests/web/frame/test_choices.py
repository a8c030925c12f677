"""Language and theme are kept by the browser, and nothing else is believed from it."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_theme_is_kept(client):
    client.post("/theme/", {"theme": "dark"})

    assert client.cookies["muniment_theme"].value == "dark"


def test_the_system_decides_again(client):
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "system"})

    assert client.cookies["muniment_theme"].value == ""


def test_an_invented_theme_is_not_kept(client):
    client.post("/theme/", {"theme": '"><script>'})

    assert "muniment_theme" not in client.cookies


def test_a_cookie_that_names_no_theme_leaves_no_trace_in_the_page(client):
    client.cookies["muniment_theme"] = '"><script>'

    assert b'"><script>' not in client.get("/no/such/").content


def test_a_language_is_kept(client):
    client.post("/language/", {"language": "zh-hans"})

    assert client.cookies["django_language"].value == "zh-hans"


def test_a_language_we_do_not_speak_is_not_kept(client):
    client.post("/language/", {"language": "fr"})

    assert "django_language" not in client.cookies


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/people/?team=2", "/people/?team=2"), ("https://evil.example/", "/"), ("", "/")],
)
def test_one_comes_back_to_the_page_but_never_to_another_house(client, wanted, reached):
    assert client.post("/theme/", {"theme": "dark", "next": wanted})["Location"] == reached


@pytest.mark.parametrize(
    ("came_from", "back_to"),
    [
        ("http://testserver/cases/new/?a=1", "/cases/new/?a=1"),
        ("https://evil.example/cases/new/", "/accounts/login/"),
    ],
)
def test_behind_a_refused_form_a_choice_leads_back_to_the_page_of_the_form(
    client, came_from, back_to
):
    page = client.post("/accounts/login/", {"login": "?"}, headers={"referer": came_from})

    assert f'name="next" value="{back_to}"' in page.content.decode()
