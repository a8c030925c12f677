"""Write the table of docs/settings.md from `core.config`: `python -m tools.settings_page`."""

import sys
from dataclasses import fields
from pathlib import Path

from muniment.core.config import PREFIX, Config

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
BEGIN, END = "<!-- settings -->\n", "<!-- /settings -->"


def table() -> str:
    """Lay out every setting: name, variable, default, meaning."""
    lines = ["| setting | variable | default | meaning |", "|---|---|---|---|"]
    for item in fields(Config):
        default = f"`{item.default}`" if item.default != "" else "empty"
        variable = f"`{PREFIX}{item.name.upper()}`"
        about = item.metadata["about"]
        lines.append(f"| `{item.name}` | {variable} | {default} | {about} |")
    return "\n".join(lines) + "\n"


def page(text: str) -> str:
    """Put the table between its two marks."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page(text), encoding="utf-8")
    sys.exit(0)
