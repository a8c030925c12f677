"""Commitments: how a fact about a person enters the log without the log knowing it.

The leaf holds HMAC-SHA-256 under a fresh salt; value and salt lie beside and can be
destroyed. Who holds them can show what was meant; who does not cannot even test a guess.
"""

import hmac
import os
import re
from typing import Final

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

SALT_SIZE: Final = 32
_LABEL: Final = b"muniment/commit/v1"
_FIELD = re.compile(r"[a-z0-9_]+", re.ASCII)


class OpeningInvalid(MunimentError):
    """Value and salt do not open the commitment, or have not the form; `why` is a code."""

    code = "ledger.opening.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The value is not the one that was committed to ({why}).")
    next_step = gettext_noop("Ask for the opening again; a changed value can never be made to fit.")


def new_salt() -> bytes:
    """Make a fresh salt, 32 bytes; one for each field of each entry, never shared."""
    return os.urandom(SALT_SIZE)


def commit(salt: bytes, field: str, value: str) -> bytes:
    """Commit to the value of a field: HMAC(salt, "muniment/commit/v1" 0 field 0 value).

    Raises:
        OpeningInvalid: the salt is not 32 bytes, the field has other letters than
            a-z, 0-9 and _, or the value is not Unicode text.
    """
    if len(salt) != SALT_SIZE:
        raise OpeningInvalid(why="salt")
    if not _FIELD.fullmatch(field):
        raise OpeningInvalid(why="field")
    try:
        message = b"\x00".join((_LABEL, field.encode(), value.encode()))
    except UnicodeEncodeError:
        raise OpeningInvalid(why="value") from None
    return hmac.digest(salt, message, "sha256")


def check_opening(commitment: bytes, salt: bytes, field: str, value: str) -> None:
    """Check that this value and salt are what was committed to.

    Raises:
        OpeningInvalid: they are not.
    """
    if not hmac.compare_digest(commit(salt, field, value), commitment):
        raise OpeningInvalid(why="differs")
