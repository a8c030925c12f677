"""A small writer of SVG: escaped text, short numbers, a title for those who listen."""

from collections.abc import Iterable
from html import escape

INK, QUIET, RULE = "#22282a", "#5b5f5c", "#c9c0ab"
BAR, BAND, MARK, WARN = "#1f5f58", "#cfe0da", "#8c2f2b", "#b07d18"
SIZE = 12
"""Height of ordinary text."""


def element(name: str, *children: str, **attributes: str | float) -> str:
    """Write one element; `_` in a name stands for `-`, a trailing one is dropped."""
    told = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(children)}</{name}>" if children else f"<{name}{told}/>"


def text(
    words: str, x: float, y: float, *, anchor: str = "start", size: float = SIZE,
    fill: str = INK, weight: str = "normal", role: str = "p-text",
) -> str:  # fmt: skip
    """Write words at a point; `anchor` is start, middle or end."""
    return element(
        "text", _written(words), x=x, y=y, text_anchor=anchor, font_size=size, fill=fill,
        font_weight=weight, class_=role,
    )  # fmt: skip


def picture(width: float, height: float, title: str, about: str, parts: Iterable[str]) -> str:
    """Put parts into a picture that scales, with words for those who cannot see it."""
    return element(
        "svg", element("title", _written(title)), element("desc", _written(about)), *parts,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {short(width)} {short(height)}",
        role="img", font_family="system-ui, 'Noto Sans SC', sans-serif", class_="picture",
        width=width, height=height,
    )  # fmt: skip


def short(number: float) -> str:
    """Write a number with at most one decimal and no trailing zero."""
    return f"{number:.1f}".rstrip("0").rstrip(".") or "0"


def fit(words: str, width: float, size: float = SIZE) -> str:
    """Cut words to about `width`; a Chinese character is as wide as it is high."""
    left = width
    for at, letter in enumerate(words):
        left -= breadth(letter, size)
        if left < 0:
            return words[: max(at - 1, 1)].rstrip() + "…"
    return words


def breadth(words: str, size: float = SIZE) -> float:
    """Estimate how wide words are: capitals are wider than small letters."""
    return sum(
        size if ord(letter) > 0x2E7F else size * (0.7 if letter.isupper() else 0.56)
        for letter in words
    )


def _name(key: str) -> str:
    return (
        key.rstrip("_") if key.endswith("_") else key if key == "viewBox" else key.replace("_", "-")
    )


def _value(value: str | float) -> str:
    return escape(value, quote=True) if isinstance(value, str) else short(value)


def _written(words: str) -> str:
    """Escape words, without what XML does not allow; U+FFFE and surrogates are not printable."""
    return escape("".join(letter for letter in words if letter.isprintable()))
