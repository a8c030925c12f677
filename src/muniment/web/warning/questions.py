"""Questions to line managers about people who share less than before: never a verdict."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.warning import reading, services
from muniment.warning.domain.dark import Kind
from muniment.warning.reading import DarkRow
from muniment.web.access import StaffRequest, for_roles
from muniment.web.warning.forms import AnswerForm, attempt
from muniment.web.warning.lists import ROLES
from muniment.web.warning.tabs import tabs
from muniment.web.warning.words import ANSWERS, KINDS, named


@for_roles(*ROLES)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the questions about people below the reader; on record."""
    return _page(request, None, AnswerForm())


@for_roles(*ROLES)
@require_POST
def answer(request: StaffRequest, dark_id: UUID) -> HttpResponse:
    """Answer one."""
    form = AnswerForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.answer_question(
            question_id=dark_id, answer=form.read(), words=data["words"],
            quiet_until=data["quiet_until"], by=request.actor, at=clock.now(),
        )  # fmt: skip

    if not attempt(form, verb):
        return _page(request, dark_id, form, status=422)
    messages.success(request, gettext("It is on record. Nothing more is asked for a while."))
    return redirect("warning:questions")


def _page(
    request: StaffRequest, bound_id: UUID | None, form: forms.Form, status: int = 200
) -> HttpResponse:
    rows = reading.read_questions(reader=request.actor, at=clock.now())
    names = people.names({row.answered_by for row in rows})
    lines = [
        _line(row, named(names, row.answered_by), form if row.id == bound_id else AnswerForm())
        for row in rows
    ]
    content = {
        "tabs": tabs(request),
        "open": [it for it in lines if it["row"].answer is None],
        "answered": [it for it in lines if it["row"].answer is not None],
    }
    return render(request, "warning/questions.html", content, status=status)


def _line(row: DarkRow, by: str, form: forms.Form) -> dict[str, Any]:
    numbers = [{"what": KINDS[Kind(kind)], **told} for kind, told in sorted(row.numbers.items())]
    return {
        "row": row,
        "numbers": numbers,
        "by": by,
        "answer": ANSWERS[row.answer] if row.answer else "",
        "form": form,
    }
