"""Codenames: two plain words that are safe to say aloud and say nothing about the customer.

A codename is drawn from a random source that is handed in and from nothing else, so no
property of the customer can be read from it. That it is unique, the database decides.
"""

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Protocol

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.vault.domain.tidy import plain

MOST_DRAWS = 10_000
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTING = re.compile(r"[\s_-]+")


class Chooser(Protocol):
    """A random source with `choice`, such as `random.SystemRandom`."""

    def choice(self, seq: "tuple[str, ...]", /) -> str:
        """Draw one of the words, each as likely as the others."""
        ...  # pragma: no cover


class CodenameUnknown(MunimentError):
    """The text is no codename of this house."""

    code = "vault.codename.unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a codename.")
    next_step = gettext_noop("Write its two words as you see them, like “Amber Heron”.")


class CodenamesUsedUp(MunimentError):
    """No free pair came up in ten thousand draws: nearly all of some two million are taken."""

    code = "vault.codename.used_up"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("No free codename was found.")
    next_step = gettext_noop("Add words to the codename lists.")


@cache
def first_words() -> tuple[str, ...]:
    """The adjective-like words, lower case, sorted."""
    return _words("first_words.txt")


@cache
def second_words() -> tuple[str, ...]:
    """The nouns, lower case, sorted."""
    return _words("second_words.txt")


@cache
def avoided_pairs() -> frozenset[str]:
    """Pairs that mean something else together, as codenames."""
    lines = _data("avoid_pairs.txt").splitlines()
    return frozenset(line.title() for line in lines if line)


def propose(random: Chooser, taken: Collection[str] = frozenset()) -> str:
    """Draw a codename like `Amber Heron` that is not in `taken`.

    Args:
        random: a random source nobody can foresee, `random.SystemRandom()` in earnest.
        taken: codenames in use, as far as the caller knows them; the unique constraint
            has the last word, and the caller draws again when it objects.

    Raises:
        CodenamesUsedUp: ten thousand draws brought no free one.
    """
    for _ in range(MOST_DRAWS):
        name = f"{random.choice(first_words())} {random.choice(second_words())}".title()
        if name not in taken and name not in avoided_pairs():
            return name
    raise CodenamesUsedUp(draws=MOST_DRAWS)


def parse_codename(text: str) -> str:
    """Read a codename as people write it: `amber heron`, `AmberHeron`, `amber-heron`.

    Raises:
        CodenameUnknown: not one word of each list.
    """
    parts = _PARTING.split(_CAMEL.sub(" ", plain(text)).lower())
    words = parts if len(parts) == 2 else _split("".join(parts)) if len(parts) == 1 else ()
    if len(words) != 2 or words[0] not in _first_set() or words[1] not in _second_set():
        raise CodenameUnknown()
    return f"{words[0]} {words[1]}".title()


def _split(joined: str) -> tuple[str, ...]:
    """Find the one place where `amberheron` falls into a word of each list."""
    cuts = [
        (joined[:at], joined[at:])
        for at in range(1, len(joined))
        if joined[:at] in _first_set() and joined[at:] in _second_set()
    ]
    return cuts[0] if len(cuts) == 1 else ()


@cache
def _first_set() -> frozenset[str]:
    return frozenset(first_words())


@cache
def _second_set() -> frozenset[str]:
    return frozenset(second_words())


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(_data(name).split()))


def _data(name: str) -> str:
    return files("muniment.vault.data").joinpath("codenames", name).read_text(encoding="utf-8")
