"""Devices and factors in the reader's words."""

import pytest

from muniment.web.account.words import device_name, factor_name

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (CHROME + " Edg/130.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604",
            "Safari, iOS",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 MicroMessenger/8", "WeChat, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox, Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", "unknown device"),
    ],
)
def test_a_browser_is_named_by_what_it_says(told, name):
    assert device_name(told) == name


def test_a_factor_without_a_word_keeps_its_code():
    assert factor_name("totp") == "Authenticator app"
    assert factor_name("smoke_signals") == "smoke_signals"
