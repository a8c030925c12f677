"""HS codes as people write them: 6907.21, 6907 21 00, 69072100."""

import re
from collections.abc import Iterable

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

_NOT_DIGITS = re.compile(r"[\s.\-]")


class CodeInvalid(MunimentError):
    """What was given as HS code is none."""

    code = "customs_data.profile.code_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("{given} is not an HS code.")
    next_step = gettext_noop("Give two to ten digits, like 6907 or 690721.")


def hs_codes(given: Iterable[str]) -> tuple[str, ...]:
    """Bring HS codes to their first six digits, each once, in the given order.

    Raises:
        CodeInvalid: letters, or fewer than two or more than ten digits.
    """
    written = list(given)
    codes = [_NOT_DIGITS.sub("", one) for one in written]
    for code, one in zip(codes, written, strict=True):
        if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 10):
            raise CodeInvalid(given=one)
    return tuple(dict.fromkeys(code[:6] for code in codes))
