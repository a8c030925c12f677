"""Acting: upload a file, check it, load it, give it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError
from muniment.intake import queries, services
from muniment.intake.access import IMPORTERS
from muniment.intake.domain.plan import Kind, PlanIncomplete, PlanInvalid
from muniment.intake.services import BadRowsLeft
from muniment.sheets.lines import FileUnreadable
from muniment.web.access import StaffRequest, for_roles
from muniment.web.errors import Refusal
from muniment.web.intake.forms import UploadForm
from muniment.web.intake.uploads import SealedFile, SealedUploadHandler
from muniment.web.intake.views import index_page, run_page


# The form token stands in the body. Whoever reads it must already know where the file goes,
# so the check comes after the handler is set, and after the role was asked.
@csrf_exempt
@for_roles(*IMPORTERS)
@require_POST
def upload(request: StaffRequest) -> HttpResponseBase:
    """Take a file in; go on to its columns."""
    request.upload_handlers = [SealedUploadHandler(request)]
    return _upload(request)


@csrf_protect
def _upload(request: StaffRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    file = request.FILES.get("file")
    if not form.is_valid() or not isinstance(file, SealedFile):
        return index_page(request, form, status=422)
    try:
        run_id = services.receive(
            kind=Kind(form.cleaned_data["kind"]),
            spooled=file.spooled,
            name=file.name or "",
            by=request.actor,
            at=clock.now(),
            language=get_language() or "en",
        )
    except FileUnreadable as error:
        form.add_error("file", _in_words(error))
        return index_page(request, form, status=422)
    return redirect("intake:run", run_id)


@for_roles(*IMPORTERS)
@require_POST
def check(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Take corrections over and let the worker read every row."""
    choices = {name: request.POST[name] for name in request.POST if name != "csrfmiddlewaretoken"}
    reading = choices.pop("read_again", "")
    now = clock.now()
    try:
        services.correct(run_id=run_id, choices=choices, by=request.actor, at=now)
        if not reading:
            services.queue_check(run_id=run_id, by=request.actor, at=now)
    except (PlanInvalid, PlanIncomplete) as error:
        row = queries.run(request.actor, run_id)
        return run_page(request, row, _in_words(error), status=422)
    return redirect("intake:run", run_id)


@for_roles(*IMPORTERS)
@require_POST
def load(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Let the worker load what was checked."""
    good = request.POST.get("good_rows_only") == "on"
    try:
        services.queue_load(run_id=run_id, good_rows_only=good, by=request.actor, at=clock.now())
    except BadRowsLeft as error:
        row = queries.run(request.actor, run_id)
        return run_page(request, row, _in_words(error), status=409)
    return redirect("intake:run", run_id)


@for_roles(*IMPORTERS)
@require_POST
def go_on(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Let the worker go on with work that stopped in the middle."""
    services.resume(run_id=run_id, by=request.actor, at=clock.now())
    return redirect("intake:run", run_id)


@for_roles(*IMPORTERS)
@require_POST
def give_up(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """End an import; its file is erased at once."""
    services.give_up(run_id=run_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The import was given up and its file erased."))
    return redirect("intake:index")


def _in_words(error: MunimentError) -> str:
    assert error.kind in {ErrorKind.INVALID, ErrorKind.CONFLICT}
    refusal = Refusal.of(error)
    return f"{refusal.title} {refusal.next_step}"
