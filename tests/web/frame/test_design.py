"""Text can be read in both themes: the contrast is computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

import muniment.web

TOKENS = Path(muniment.web.__file__).parent / "static/muniment/tokens.css"
PAIR = re.compile(r"--m-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
ON_GROUND = ["ink", "ink-2", "verdigris", "open", "masked", "counted", "ask", "shut", "warn", "bad"]
ON_WASH = ["open", "masked", "counted", "ask", "shut", "warn", "bad"]


def tokens() -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS.read_text())}


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "sheet-2"])
@pytest.mark.parametrize("text", ON_GROUND)
def test_text_stands_out_from_its_ground(text, ground, theme):
    assert contrast(tokens()[text][theme], tokens()[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("state", ON_WASH)
def test_a_state_stands_out_from_its_wash(state, theme):
    assert contrast(tokens()[state][theme], tokens()[f"{state}-wash"][theme]) >= 4.5


def test_every_variable_that_a_style_uses_is_a_token():
    folder = TOKENS.parent
    styles = "".join(path.read_text() for path in folder.glob("*.css"))
    defined = set(re.findall(r"(--m-[\w-]+):", styles))
    used = set(re.findall(r"var\((--m-[\w-]+)\)", styles))
    assert used - defined == set()
