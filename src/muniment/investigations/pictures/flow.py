"""The flow chart of a case: every step of the strategy with its state, in one glance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from muniment.investigations.domain.checks import Step
from muniment.investigations.domain.flow import Flow, StepState, StepView
from muniment.investigations.pictures.svg import (
    BAR,
    MARK,
    QUIET,
    RULE,
    WARN,
    element,
    fit,
    picture,
    text,
)

_WIDE, _TALL, _ACROSS, _DOWN = 160.0, 66.0, 188.0, 84.0
_PLACES: Mapping[Step, tuple[float, float]] = {
    Step.BASICS: (0, 1.5),
    Step.PERSON: (1, 0),
    Step.EMAIL_WEB: (1, 1),
    Step.CUSTOMS: (1, 2),
    Step.LISTS: (1, 3),
    Step.SEARCH: (2, 0.5),
    Step.SAME_HANDS: (2, 2.5),
    Step.THIRD_PARTIES: (3, 0.5),
    Step.DEAL: (3, 2.5),
    Step.VERDICT: (4, 1.5),
}
"""Column and row of each step; arrows only go right or straight down."""
_INKS: Mapping[StepState, str] = {
    StepState.DONE: BAR,
    StepState.PARTLY: BAR,
    StepState.WAITING: WARN,
    StepState.NOT_REACHED: MARK,
    StepState.NOT_STARTED: QUIET,
    StepState.NOT_APPLICABLE: QUIET,
}


@dataclass(frozen=True, slots=True)
class FlowWords:
    """The words of the chart, translated by the caller.

    Attributes:
        title, about: for those who cannot see the picture.
        step: name of a step; state: word for a state.
        counts: a line such as “2 risks · 1 good · 3 not reached”, or "".
        next: marks the step in which the next cheapest thing to do lies.
        link: where a click on the step leads, or "" for none.
    """

    title: str
    about: str
    step: Callable[[StepView], str]
    state: Callable[[StepView], str]
    counts: Callable[[StepView], str]
    next: str
    link: Callable[[StepView], str] = lambda _: ""


def chart(flow: Flow, words: FlowWords) -> str:
    """Draw the flow chart; 912 wide, 334 high, the same bytes for the same case."""
    parts = [_arrow(*edge) for edge in flow.edges]
    here = None if flow.next is None else flow.next.step
    for box in flow.steps:
        parts.append(_linked(_box(box, words, is_next=box.step == here), words.link(box)))
    heads = element(
        "defs",
        element(
            "marker", element("path", d="M0 0 6 3 0 6z", fill=QUIET, class_="p-arrow"),
            id="p-head", markerWidth=6.0, markerHeight=6.0, refX=6.0, refY=3.0, orient="auto",
        ),
    )  # fmt: skip
    width, height = 4 * _ACROSS + _WIDE, 3 * _DOWN + _TALL + 16
    return picture(width, height, words.title, words.about, [heads, *parts])


def _corner(step: Step) -> tuple[float, float]:
    column, row = _PLACES[step]
    return column * _ACROSS, 14 + row * _DOWN


def _arrow(start: Step, end: Step) -> str:
    (x1, y1), (x2, y2) = _corner(start), _corner(end)
    if x1 == x2:
        path = f"M{x1 + _WIDE / 2:g} {y1 + _TALL:g}V{y2 - 1:g}"
    else:
        left, right, middle = x1 + _WIDE, x2 - 1, (x1 + _WIDE + x2) / 2
        a, b = y1 + _TALL / 2, y2 + _TALL / 2
        path = f"M{left:g} {a:g}C{middle:g} {a:g} {middle:g} {b:g} {right:g} {b:g}"
    return element(
        "path", d=path, fill="none", stroke=RULE, stroke_width=1.4, marker_end="url(#p-head)",
        class_="p-rule",
    )  # fmt: skip


def _box(box: StepView, words: FlowWords, *, is_next: bool) -> str:
    x, y = _corner(box.step)
    ink = _INKS[box.state]
    dashed = {"stroke_dasharray": "4 3"} if box.state in _OPEN else {}
    parts = [
        element(
            "rect", x=x + 0.7, y=y, width=_WIDE - 1.4, height=_TALL, rx=6.0, fill="#fffdf9",
            stroke=ink, stroke_width=2.4 if is_next else 1.3,
            class_=f"p-step p-step-{box.state.value}", **dashed,
        ),
        element("rect", x=x + 0.7, y=y, width=5.0, height=_TALL, rx=2.0, fill=ink,
                class_=f"p-state-{box.state.value}"),
        text(fit(words.step(box), _WIDE - 22, 13), x + 14, y + 20, size=13, weight="bold"),
        text(fit(words.state(box), _WIDE - 22, 11.5), x + 14, y + 37, size=11.5, fill=ink,
             role=f"p-word p-word-{box.state.value}"),
        text(fit(words.counts(box), _WIDE - 22, 11), x + 14, y + 54, size=11,
             fill=MARK if box.risks else QUIET, role="p-risks" if box.risks else "p-text"),
    ]  # fmt: skip
    if is_next:
        parts.append(text(words.next, x + _WIDE / 2, y - 4, anchor="middle", size=10.5, fill=WARN,
                          weight="bold", role="p-next"))  # fmt: skip
    return element("g", *parts)


def _linked(box: str, link: str) -> str:
    return element("a", box, href=link) if link else box


_OPEN = frozenset({StepState.NOT_STARTED, StepState.NOT_APPLICABLE, StepState.WAITING})
"""Drawn with a broken line; what is broken off is seen without colour too."""
