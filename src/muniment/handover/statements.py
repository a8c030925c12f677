"""The texts that a leaver signs: versioned data, in English and Chinese."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from muniment.handover.domain.states import Paper

LANGUAGES = ("en", "zh-hans")
SIGNED_ON_PAGE = (Paper.DELETION, Paper.DUTIES)


def version() -> str:
    """The version of the texts in force."""
    return str(_texts()["version"])


def text_of(paper: Paper, language: str, *, person: str, company: str, last_day: str) -> str:
    """Word one text; English where the language has none."""
    told = _texts()[paper.value]
    text: str = told.get(language, told["en"]).strip()
    for name, value in (("company", company), ("last_day", last_day), ("person", person)):
        text = text.replace(f"{{{name}}}", value)
        if value.endswith("."):  # “Co., Ltd.” at the end of a sentence brings its full stop along
            text = text.replace(f"{value}.", value)
    return text


@cache
def _texts() -> dict[str, Any]:
    path = files("muniment.handover") / "data" / "statements.toml"
    return tomllib.loads(path.read_text("utf-8"))
