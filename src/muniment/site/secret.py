"""The secret with which Django signs cookies: made once, kept beside the data."""

import secrets
from pathlib import Path

from muniment.core.files import create_durably


def secret_key(data: Path) -> str:
    """Read the signing secret of this installation, or make it at first start."""
    path = data / "keys" / "django.secret"
    if not path.exists():
        create_durably(path, secrets.token_urlsafe(48).encode())
    return path.read_text(encoding="ascii")
