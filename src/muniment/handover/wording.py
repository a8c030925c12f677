"""What a customer reads: letter and page in its own language, from the texts in `data/words`.

Texts are data, one file a language, with the same keys and places in each (a test holds them
together); places in braces are filled once, so that a brace in a name stays a brace.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

LANGUAGES = ("en", "zh-hans", "es", "fr", "de", "pt", "ru", "ar")
"""The languages of letter and page; the first stands in for one that is not known."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language, by section and key.

    Attributes:
        direction: `ltr` or `rtl`.
    """

    code: str
    name: str
    direction: str
    texts: Mapping[str, Mapping[str, str]]

    def say(self, section: str, key: str, **facts: str) -> str:
        """Word one text."""
        kept = {name: self.kept_apart(fact) for name, fact in facts.items()}
        told = _Plain().vformat(self.texts[section][key], (), kept)
        for name, fact in facts.items():
            if fact.endswith("."):  # “Co., Ltd.” at the end of a sentence brings its full stop
                told = told.replace(f"{kept[name]}.", kept[name])
        return told

    def kept_apart(self, name: str) -> str:
        """A name whose last full stop stays with it where the script runs from right to left."""
        ends_open = self.direction == "rtl" and name[:1].isascii() and name.endswith((".", ")"))
        return f"{name}\N{LEFT-TO-RIGHT MARK}" if ends_open else name

    def section(self, section: str, **facts: str) -> dict[str, str]:
        """Word all texts of a section, for a template."""
        return {key: self.say(section, key, **facts) for key in self.texts[section]}


class _Plain(Formatter):
    """Fills places by name; no attributes, no indexes."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> object:
        del args
        return kwargs.get(field_name, ""), field_name


@cache
def words_of(code: str) -> Words:
    """The texts of a language; English where there are none."""
    known = code if code in LANGUAGES else LANGUAGES[0]
    text = (files("muniment.handover") / "data" / "words" / f"{known}.toml").read_text("utf-8")
    told = tomllib.loads(text)
    name, direction = str(told.pop("name")), str(told.pop("direction", "ltr"))
    return Words(known, name, direction, told)


@cache
def language_names() -> tuple[tuple[str, str], ...]:
    """Code and own name of every language, for a choice."""
    return tuple((code, words_of(code).name) for code in LANGUAGES)
