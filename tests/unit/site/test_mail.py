"""Mail settings from one address."""

import pytest

from muniment.core.config import ConfigInvalid
from muniment.site.mail import mail_settings


def test_no_address_prints_mail_to_the_console():
    assert mail_settings("")["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_an_address_names_server_user_and_encryption():
    told = mail_settings("smtp+tls://ann%40x:p%3As@mail.example")

    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("mail.example", 587)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("ann@x", "p:s")
    assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (True, False)


def test_smtps_is_encrypted_throughout():
    told = mail_settings("smtps://mail.example:4465")

    assert (told["EMAIL_PORT"], told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (4465, False, True)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://x:y"])
def test_anything_else_stops_the_start_with_an_example(url):
    with pytest.raises(ConfigInvalid, match="mail_url"):
        mail_settings(url)
