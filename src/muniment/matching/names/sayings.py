"""Reasons in words. The sentences are sources for the catalogues; a door may translate them."""

from collections.abc import Callable, Iterable

from muniment.core.errors import fill, gettext_noop

SAYINGS = {
    "same": gettext_noop("“{left}” is in both"),
    "meaning": gettext_noop("“{left}” and “{right}” mean the same"),
    "nickname": gettext_noop("“{left}” is short for “{right}” or the reverse"),
    "joined": gettext_noop("“{left}” and “{right}” differ in spaces only, or nearly"),
    "typo": gettext_noop("“{left}” is spelled nearly like “{right}”"),
    "sound": gettext_noop("“{left}” sounds like “{right}”"),
    "script": gettext_noop("“{left}” read aloud is near “{right}”"),
    "initial": gettext_noop("“{left}” and “{right}” share the initial"),
    "short": gettext_noop("“{left}” and “{right}”: one shortens the other"),
    "acronym": gettext_noop("“{left}” and “{right}”: one is the initials of the other"),
    "differs": gettext_noop("“{left}” stands against “{right}”"),
    "extra": gettext_noop("“{left}{right}” is in one name only"),
    "form": gettext_noop("the legal forms differ ({left}, {right})"),
    "turned": gettext_noop("father and son are exchanged"),
    "nothing": gettext_noop("The names share nothing."),
}


def sentence(
    reasons: Iterable[tuple[str, str, str]], *, translate: Callable[[str], str] = str
) -> str:
    """Join reasons (code, left, right) into one sentence; `translate` turns each part first."""
    parts = [
        fill(translate(SAYINGS[code]), {"left": left, "right": right})
        for code, left, right in reasons
    ]
    if not parts:
        return translate(SAYINGS["nothing"])
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."
