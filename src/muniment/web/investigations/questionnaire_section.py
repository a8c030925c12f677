"""Third parties on the page of a case: who was asked, and what came back."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from muniment.investigations.casefile import CaseFile, QuestionnaireRow
from muniment.investigations.domain.answers import spoken
from muniment.investigations.domain.questionnaires import form_of, forms, say
from muniment.investigations.services.questionnaires import MOST_REMINDERS
from muniment.web.third_parties.forms import CloseForm
from muniment.web.third_parties.words import STATES, TONES, language_here


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire as the section shows it.

    Attributes:
        answers: question and answer in the reader's language, in the order of the form.
        course: what happened so far, in short sentences.
    """

    row: QuestionnaireRow
    form: str
    icon: str
    state: str | Promise
    tone: str
    answers: tuple[tuple[str, str], ...]
    can_remind: bool
    close_form: CloseForm

    @property
    def is_waiting(self) -> bool:
        """Whether an answer can still come, or is overdue."""
        return self.row.state in {"waiting", "overdue"}


def section(case: CaseFile) -> dict[str, Any]:
    """The context of `investigations/sections/third_parties.html`; asks nobody."""
    return {
        "third_parties": {
            "asked": [_asked(row) for row in case.questionnaires],
            "ask_url": reverse("cases:ask", args=[case.head.id]),
            "forms": [
                (code, say(one.title, language_here()), one.icon) for code, one in forms().items()
            ],
            "may_ask": case.head.state in {"open", "decided"},
        }
    }


def _asked(row: QuestionnaireRow) -> Asked:
    form, language = form_of(row.form), language_here()
    answers = tuple(
        (say(one.words, language), spoken(form, one.code, row.told, language))
        for one in form.questions
        if one.code in row.told
    )
    return Asked(
        row=row, form=say(form.title, language), icon=form.icon, state=STATES[row.state],
        tone=TONES[row.state], answers=answers, close_form=CloseForm(auto_id=f"close-{row.id}-%s"),
        can_remind=row.state == "waiting" and row.by_mail and row.reminders < MOST_REMINDERS,
    )  # fmt: skip
