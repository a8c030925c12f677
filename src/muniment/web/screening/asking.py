"""Asking the lists: one name at once, or a table of them. What is asked is not kept.

Who is on the house's own list is told to its keepers; others learn that it has a hit, and whom
to ask.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muniment.core import clock
from muniment.people.domain.roles import Role
from muniment.screening import queries
from muniment.screening.domain.customers import Customer, CustomersUnreadable, read_customers
from muniment.screening.domain.hits import Hit, Screened, Verdict
from muniment.screening.domain.lists import OWN, SourceFile
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data.words import country
from muniment.web.errors import Refusal
from muniment.web.screening.forms import LARGEST_CUSTOMERS, CustomersForm, ScreenForm
from muniment.web.screening.rights import ASK, KEEP
from muniment.web.screening.states import state_lines
from muniment.web.screening.tabs import tabs
from muniment.web.screening.words import EVIDENCE, KINDS, STRENGTHS, VERDICTS

MOST_HITS, MOST_CUSTOMERS, MOST_SHOWN = 25, 2000, 500


@for_roles(*ASK)
@never_cache
@require_http_methods(["GET", "POST"])
def screen(request: StaffRequest) -> HttpResponse:
    """Ask all lists in force about one party."""
    if request.method == "GET":
        return _page(request, {"form": ScreenForm()})
    form = ScreenForm(request.POST)
    if not form.is_valid() or not form.question().names:
        return _page(request, {"form": form}, status=422)
    asked = form.question()
    answer = queries.screen_all([asked], at=clock.now())[0]
    told = {"form": form, "asked": asked.names[0], "answer": _answer(answer, request.reader.role)}
    return _page(request, told)


@for_roles(*ASK)
@never_cache
@require_http_methods(["GET", "POST"])
def screen_file(request: StaffRequest) -> HttpResponse:
    """Ask all lists in force about a table of customers; nothing of it is kept."""
    if request.method == "GET":
        return redirect("screening:screen")
    form = CustomersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {"file_form": form}, status=422)
    try:
        customers, bad = _read(form.cleaned_data["file"])
    except CustomersUnreadable as error:
        told = Refusal.of(error)
        form.add_error("file", f"{told.title} {told.next_step}")
        return _page(request, {"file_form": form}, status=422)
    if not customers:
        form.add_error("file", gettext("No row of this table has a name; nobody was asked about."))
        return _page(request, {"file_form": form}, status=422)
    many = list(customers[:MOST_CUSTOMERS])
    answers = queries.screen_all([one.question for one in many], at=clock.now())
    rows = list(_rows(many, answers, request.reader.role))
    content = {
        "tabs": tabs(request),
        "asked": len(many),
        "left_over": len(customers) - len(many),
        "bad": len(bad),
        "rows": rows[:MOST_SHOWN],
        "hits": len(rows),
        "verdict": _verdict(Verdict.HITS if rows else answers[0].verdict),
        "states": state_lines(answers[0].lists),
    }
    return render(request, "screening/many.html", content)


def _read(file: UploadedFile[bytes]) -> tuple[Sequence[Customer], Sequence[Any]]:
    """Read the table.

    Raises:
        CustomersUnreadable: it is none, or larger than a page takes.
    """
    if (file.size or 0) > LARGEST_CUSTOMERS:
        raise CustomersUnreadable(file=file.name)
    return read_customers(SourceFile(file.name or "", file.read()))


def _rows(
    customers: Sequence[Customer], answers: Sequence[Screened], role: Role
) -> Iterator[dict[str, Any]]:
    """Customers with a hit, in the order of the file, each with its best one."""
    for customer, answer in zip(customers, answers, strict=True):
        if answer.hits:
            yield {
                "id": customer.id,
                "line": customer.line,
                "name": customer.question.names[0],
                "hit": _hit(answer.hits[0], role),
                "others": len(answer.hits) - 1,
            }


def _page(request: StaffRequest, told: dict[str, Any], status: int = 200) -> HttpResponse:
    content = {
        "tabs": tabs(request),
        "form": ScreenForm(),
        "file_form": CustomersForm(),
        **told,
    }
    if "answer" not in told:
        content["states"] = state_lines(queries.lists(clock.now()))
    return render(request, "screening/screen.html", content, status=status)


def _answer(answer: Screened, role: Role) -> dict[str, Any]:
    return {
        "verdict": _verdict(answer.verdict),
        "hits": [_hit(hit, role) for hit in answer.hits[:MOST_HITS]],
        "more": max(0, len(answer.hits) - MOST_HITS),
        "states": state_lines(answer.lists),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    title, text, icon, tone = VERDICTS[verdict]
    return {"title": title, "text": text, "icon": icon, "tone": tone}


def _hit(hit: Hit, role: Role) -> dict[str, Any]:
    word, tone = STRENGTHS[hit.strength]
    shown = {"score": hit.score, "strength": word, "tone": tone, "list_date": hit.list_date.on}
    party = hit.party
    if party.list_id == OWN:
        shown["is_own"] = True
        if role not in KEEP:
            return shown | {"is_hidden": True}
    return shown | {
        "listed_name": hit.listed_name,
        "name": party.name,
        "list": party.list_id,
        "kind": KINDS[party.kind],
        "countries": [country(code) for code in party.countries],
        "born": party.birth_dates,
        "programmes": party.programmes,
        "addresses": party.addresses[:3],
        "numbers": [f"{kind}: {value}" for kind, value in party.identifiers[:4]],
        "remarks": party.remarks,
        "evidence": [
            {"word": EVIDENCE.get(it.code, it.code.replace("_", " ")), "asked": it.asked,
             "listed": it.listed, "effect": it.effect}
            for it in hit.evidence
        ],
    }  # fmt: skip
