"""How the people of the demonstration sign in: real passwords, real second factors, no back door.

Password and authenticator secrets are drawn when the demonstration is planted, lie in one file
of the data folder that only its owner can read, and are printed at start. An installation with
real customers has no such file.
"""

import base64
import hashlib
import hmac
import json
import secrets
import struct
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from muniment.core.files import write_durably
from muniment.vault.domain import codenames

FILE = "demonstration.json"
STEP = 30


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person's way in; `secret` is the authenticator's, base32."""

    name: str
    role: str
    email: str
    password: str
    secret: str
    shown: bool

    def code(self, now: float | None = None) -> str:
        """The six digits that an authenticator app would show. Source: RFC 6238."""
        counter = int(time.time() if now is None else now) // STEP
        key = base64.b32decode(self.secret, casefold=True)
        digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
        start = digest[-1] & 0x0F
        number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"


def fresh_password() -> str:
    """Draw four plain words: easy to type for a viewer, hard to guess for anybody else."""
    random = secrets.SystemRandom()
    words = (*codenames.propose(random).split(), *codenames.propose(random).split())
    return "-".join(word.lower() for word in words)


def keep(sign_ins: list[SignIn]) -> None:
    """Write the sign-ins down, readable by the owner of the data folder only."""
    rows = [{name: getattr(one, name) for name in SignIn.__dataclass_fields__} for one in sign_ins]
    write_durably(_path(), json.dumps(rows, ensure_ascii=False, indent=1).encode())


def load() -> list[SignIn]:
    """Read them; empty when this installation has no demonstration."""
    try:
        rows = json.loads(_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [SignIn(**row) for row in rows]


def sign_ins() -> list[str]:
    """Tell, a line each, how the people of the demonstration sign in."""
    known = load()
    if not known:
        return []
    told = _("Demonstration. Password of everybody: {password}")
    lines = [told.format(password=known[0].password)]
    lines += [
        f"{one.role:<15} {one.email:<28} {_('code')} {one.code()}" for one in known if one.shown
    ]
    lines.append(_("Codes change every 30 seconds; new ones: muniment demo sign-ins"))
    return lines


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE
