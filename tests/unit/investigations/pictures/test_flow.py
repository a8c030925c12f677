"""The flow chart shows every step, its state without colour too, and where to go on."""

import pytest
from defusedxml.ElementTree import fromstring

from muniment.investigations.domain.checks import Mode, Step
from muniment.investigations.domain.coverage import Unchecked
from muniment.investigations.domain.flow import EDGES, TITLES, Flow, StepState, StepView
from muniment.investigations.pictures.flow import FlowWords, chart

NEXT = Unchecked("lists.screen", "Lists", Step.LISTS, Mode.OFFLINE, "not_run", "", 5, 0, 20)
WORDS = FlowWords(
    title="The strategy",
    about="Ten steps",
    step=lambda box: box.title,
    state=lambda box: box.state.value,
    counts=lambda box: f"{box.risks} risks" if box.risks else "",
    next="next",
    link=lambda box: f"#{box.step.value}",
)


def view(step: Step, state: StepState, risks: int = 0) -> StepView:
    return StepView(step, TITLES[step], state, risks, 0, 0, 3, 1, (), None)


def flow(state: StepState = StepState.DONE, following: Unchecked | None = NEXT) -> Flow:
    return Flow(tuple(view(step, state, risks=2) for step in Step), EDGES, following)


def test_every_step_stands_on_the_chart_and_leads_to_its_place_on_the_page():
    svg = chart(flow(), WORDS)
    assert [title for title in TITLES.values() if title not in svg] == []
    assert [step for step in Step if f'href="#{step.value}"' not in svg] == []


def test_no_two_steps_lie_on_each_other():
    places = [
        (float(rect.get("x")), float(rect.get("y")))
        for rect in fromstring(chart(flow(), WORDS)).iter("{http://www.w3.org/2000/svg}rect")
        if "p-step " in rect.get("class", "")
    ]
    assert len(places) == len(set(places)) == len(Step)


def test_the_next_thing_to_do_is_marked_once_and_not_at_all_when_nothing_is_left():
    assert chart(flow(), WORDS).count("p-next") == 1
    assert chart(flow(following=None), WORDS).count("p-next") == 0


@pytest.mark.parametrize("state", list(StepState))
def test_each_state_is_told_in_words_not_by_colour_alone(state):
    assert state.value in chart(flow(state), WORDS)
