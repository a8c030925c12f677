"""Forms of the sections, and the page that asks again when a verb refused what was typed."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from muniment.web.access import StaffRequest


def place_of(case_id: UUID, section: str) -> str:
    """The address of a section on the page of its case."""
    return f"{reverse('cases:case', args=[case_id])}#{section}"


def back_to(case_id: UUID, section: str) -> HttpResponseRedirect:
    """Lead back to a section after a verb."""
    return HttpResponseRedirect(place_of(case_id, section))


def ask_again(
    request: StaffRequest,
    case_id: UUID,
    section: str,
    title: str,
    asked: Sequence[forms.Form],
) -> HttpResponse:
    """Show what was typed with what is wrong with it; nothing was written."""
    content = {
        "title": title, "forms": asked, "back_url": place_of(case_id, section),
        "action": request.path,
        "has_files": any(form.is_multipart() for form in asked),
    }  # fmt: skip
    return render(request, "investigations/sections/again.html", content, status=422)


class ReasonForm(forms.Form):
    """Why; asked for every judgement."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence that a stranger can follow in a year."),
    )
