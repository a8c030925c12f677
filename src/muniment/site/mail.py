"""Mail settings from one address: `smtp+tls://user:pass@host:587`."""

from urllib.parse import unquote, urlsplit

from muniment.core.config import ConfigInvalid

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, object]:
    """Name Django's mail settings; an empty address prints mail to the console.

    `smtp+tls` begins in the clear and turns to TLS (STARTTLS), `smtps` is TLS throughout.

    Raises:
        ConfigInvalid: another scheme, no host, or a port that is no number.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ConfigInvalid("mail_url must look like smtp+tls://user:pass@host:587")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise ConfigInvalid("mail_url must end in a port number, such as :587") from None
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
