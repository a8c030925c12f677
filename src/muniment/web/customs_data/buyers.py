"""Looking a buyer up: what the loaded records say, and whether an inquiry fits them.

The name travels in the body of the request and stands in no address, no log and no history.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError
from muniment.customs_data import queries
from muniment.customs_data.domain.codes import CodeInvalid, hs_codes
from muniment.customs_data.domain.duties import LOADERS, READERS, may_load
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data.forms import BuyerForm, CodesForm, InquiryForm, codes_in
from muniment.web.customs_data.tabs import tabs
from muniment.web.customs_data.words import DIRECTIONS, KINDS, country, months
from muniment.web.errors import Refusal

_MOST_ALSO = 20


@for_roles(*READERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the search, what it would search in, and our own codes."""
    codes = ", ".join(queries.our_codes())
    forms = {
        "form": BuyerForm(initial={"codes": codes}),
        "inquiry_form": InquiryForm(),
        "codes_form": CodesForm(initial={"codes": codes}),
    }
    return _index(request, forms)


def _index(request: StaffRequest, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    content = {
        **forms,
        "tabs": tabs(request),
        "sources": [_source(row) for row in queries.sources()],
        "codes": queries.our_codes(),
        "may_load": may_load(request.reader.role),
    }
    return render(request, "customs_data/index.html", content, status=status)


@for_roles(*READERS)
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: StaffRequest) -> HttpResponse:
    """Profile the buyer that was asked for; without one, show the search."""
    if request.method == "GET":
        return redirect("customs_data:index")
    form, inquiry = BuyerForm(request.POST), InquiryForm(request.POST)
    if not (form.is_valid() and inquiry.is_valid()):
        return _index(request, _forms(form, inquiry), status=422)
    also = [name for name in request.POST.getlist("also") if name.strip()][:_MOST_ALSO]
    try:
        content = _profiled(form, inquiry, also)
    except MunimentError as error:
        if error.kind is not ErrorKind.INVALID:
            raise
        _say_where(form, error)
        return _index(request, _forms(form, inquiry), status=422)
    content |= {"tabs": tabs(request), "form": form, "inquiry_form": inquiry, "also": also}
    return render(request, "customs_data/buyer.html", content)


def _forms(form: BuyerForm, inquiry: InquiryForm) -> dict[str, Any]:
    codes = CodesForm(initial={"codes": ", ".join(queries.our_codes())})
    return {"form": form, "inquiry_form": inquiry, "codes_form": codes}


def _say_where(form: BuyerForm, error: MunimentError) -> None:
    told = Refusal.of(error)
    box = "codes" if isinstance(error, CodeInvalid) else "name"
    form.add_error(box, f"{told.title} {told.next_step}")


def _profiled(form: BuyerForm, inquiry: InquiryForm, also: list[str]) -> dict[str, Any]:
    from muniment.web.customs_data.profiling import profiled  # loads the analytic engine

    told = form.cleaned_data
    return profiled(
        name=told["name"], country=told["country"], codes=hs_codes(codes_in(told["codes"])),
        also=also, inquiry=inquiry.facts(told["name"]), today=timezone.localdate(clock.now()),
    )  # fmt: skip


@for_roles(*LOADERS)
@require_POST
def codes(request: StaffRequest) -> HttpResponse:
    """Set the HS codes of our own goods."""
    from muniment.customs_data import services  # loads the analytic engine's libraries

    form = CodesForm(request.POST)
    if form.is_valid():
        try:
            services.set_our_codes(
                codes=codes_in(form.cleaned_data["codes"]), by=request.actor, at=clock.now()
            )
        except CodeInvalid as error:
            told = Refusal.of(error)
            form.add_error("codes", f"{told.title} {told.next_step}")
        else:
            messages.success(request, gettext("These are our goods from now on."))
            return redirect("customs_data:index")
    now = ", ".join(queries.our_codes())
    searching = BuyerForm(initial={"codes": now})
    return _index(
        request, {"form": searching, "inquiry_form": InquiryForm(), "codes_form": form}, status=422
    )


def _source(row: queries.SourceRow) -> dict[str, Any]:
    return {
        "country": country(row.reporting_country) or gettext("country not said"),
        "direction": DIRECTIONS.get(row.direction, ""),
        "kind": KINDS.get(row.source_kind, row.source_kind),
        "months": months(row.first_on, row.last_on),
        "loads": row.loads,
        "rows": row.rows,
    }
