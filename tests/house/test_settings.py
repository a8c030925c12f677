from tools import settings_page


def test_the_settings_page_lists_every_setting_as_the_code_has_it():
    text = settings_page.PAGE.read_text(encoding="utf-8")

    assert settings_page.page(text) == text, "run: python -m tools.settings_page"
