"""The secret with which Django signs cookies: made once, kept beside the data."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Read the signing secret of this installation, or make it at first start.

    The file is created complete or not at all, readable by its owner only, so two
    processes that start together end up with the same secret.
    """
    path = data / "keys" / "django.secret"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii")
