"""Imports: send a file, correct its columns, rehearse, load, read the report."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from ninja import Query, Router
from pydantic import Field, StringConstraints

from muniment.api.bearer import ApiRequest, declared
from muniment.api.jobs import Job, job_row
from muniment.api.once import done_once, mark_of
from muniment.api.operations import does, reads, streams_in, written
from muniment.api.people import Made
from muniment.api.problems import BodyTooLarge
from muniment.api.shapes import Asked, Narrowed, Paged, Shape, Text
from muniment.core.ids import new_id
from muniment.intake import queries, services, spool, templates
from muniment.intake.access import IMPORTERS
from muniment.intake.domain.headings import How
from muniment.intake.domain.plan import Kind
from muniment.intake.queries import RunRow
from muniment.intake.services import FILE
from muniment.intake.spool import Spooled
from muniment.jobs import queries as jobs

router = Router(tags=["Imports"])
SCOPE = "import"
LARGEST = 1024 * 1024 * 1024  # bytes; larger files go through the terminal
NAME_HEADER = "X-Muniment-File-Name"
ANY_FILE = "application/octet-stream"
Choice = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}[0-9]{0,4}$")]


class Import(Shape):
    """One import of the caller; `counts` come from the rehearsal, `loaded` from the load."""

    id: UUID
    kind: Kind
    state: str
    name: str
    size: int
    sha256: str
    counts: dict[str, int]
    loaded: dict[str, int]
    good_rows_only: bool
    failure: str
    begun_at: datetime
    ended_at: datetime | None
    report_rows: int
    has_report: bool


class Imports(Paged):
    """Imports of the caller, newest first."""

    rows: list[Import]


class Column(Shape):
    """One column of the file and what it is taken for; `target` is empty for left out."""

    place: int
    heading: str
    target: str
    word: str
    confidence: int
    how: How
    samples: list[str]


class Target(Shape):
    """Something that a column may hold."""

    code: str
    word: str


class Mapping(Shape):
    """How a file is understood, and what can be chosen instead."""

    encoding: str
    delimiter: str
    day_order: str
    decimal: str
    currency: str
    region: str
    asks_day_order: bool
    columns: list[Column]
    targets: list[Target]


class Correction(Asked):
    """What to understand differently.

    Keys are `column_0` and up, with a target or "", and `encoding`, `delimiter`, `day_order`,
    `decimal`, `currency`, `region`.
    """

    choices: Annotated[dict[Choice, Text], Field(max_length=600)]


class Loading(Asked):
    """Whether rows that cannot be loaded are left out instead of refusing to load."""

    good_rows_only: bool = False


class Queued(Shape):
    """The background work that was queued."""

    job_id: UUID


class Progress(Shape):
    """Where an import stands; `job` is null when nothing is being worked on."""

    state: str
    failure: str
    job: Job | None


class Ending(StrEnum):
    """Forms in which templates are handed out."""

    CSV = "csv"
    XLSX = "xlsx"


@streams_in(router, "/imports", scope=SCOPE, answer=Made, roles=IMPORTERS, media=ANY_FILE)
def send_file(request: ApiRequest, kind: Kind) -> HttpResponseBase:
    """Send a CSV or XLSX file as the body; it is sealed as it comes, and its columns guessed.

    The header X-Muniment-File-Name may name it, percent-encoded: an address must hold no
    customer, and file names often do.
    """
    spooled = _sealed(request)
    mark = mark_of(request, kind.value.encode() + spooled.sha256)
    taken = False

    def receive() -> HttpResponse:
        nonlocal taken
        taken = True
        return written({"id": _receive(request, kind, spooled)}, Made, 201)

    try:
        return done_once(request, receive, mark=mark)
    finally:
        if not taken:
            spool.erase(spooled.owner, FILE, at=request.auth.at)


@reads(router, "/imports", scope=SCOPE, answer=Imports, roles=IMPORTERS)
def imports(request: ApiRequest, asked: Query[Narrowed]) -> object:
    """List the caller's own imports, newest first."""
    return queries.runs_of(request.auth.actor, cursor=asked.cursor, limit=asked.limit)


@reads(router, "/imports/templates/{kind}/{ending}", scope=SCOPE, answer=None, roles=IMPORTERS,
       media=ANY_FILE)  # fmt: skip
def template(request: ApiRequest, kind: Kind, ending: Ending) -> HttpResponse:  # noqa: ARG001 - its form is given
    """Hand out an empty file with the headings that are understood."""
    answer = HttpResponse(templates.empty_file(kind, ending.value), content_type=ANY_FILE)
    answer["Content-Disposition"] = f'attachment; filename="{kind.value}.{ending.value}"'
    return answer


@reads(router, "/imports/{run_id}", scope=SCOPE, answer=Import, roles=IMPORTERS)
def import_run(request: ApiRequest, run_id: UUID) -> RunRow:
    """Show one import of the caller."""
    return queries.run(request.auth.actor, run_id)


@reads(router, "/imports/{run_id}/mapping", scope=SCOPE, answer=Mapping, roles=IMPORTERS)
def mapping(request: ApiRequest, run_id: UUID) -> object:
    """Show how the columns are understood, with a few of their cells."""
    told = queries.mapping(request.auth.actor, run_id)
    return {
        "encoding": told.plan.layout.encoding,
        "delimiter": told.plan.layout.delimiter,
        "day_order": told.plan.day_order.value,
        "decimal": told.plan.decimal.value,
        "currency": told.plan.currency,
        "region": told.plan.region,
        "asks_day_order": told.asks_day_order,
        "columns": told.columns,
        "targets": [{"code": code, "word": word} for code, word in told.offered],
    }


@does(router, "/imports/{run_id}/mapping", scope=SCOPE, roles=IMPORTERS, method="PUT")
def correct_mapping(request: ApiRequest, run_id: UUID, told: Correction) -> None:
    """Change how the columns are understood; a rehearsal made before is forgotten."""
    caller = request.auth
    services.correct(run_id=run_id, choices=told.choices, by=caller.actor, at=caller.at)


@does(
    router, "/imports/{run_id}/rehearsal", scope=SCOPE, roles=IMPORTERS, answer=Queued, status=202
)
def rehearse(request: ApiRequest, run_id: UUID) -> object:
    """Let a worker read every row and count what would be new, changed, clashing, refused."""
    caller = request.auth
    return {"job_id": services.queue_check(run_id=run_id, by=caller.actor, at=caller.at)}


@does(router, "/imports/{run_id}/load", scope=SCOPE, roles=IMPORTERS, answer=Queued, status=202)
def load(request: ApiRequest, run_id: UUID, told: Loading) -> object:
    """Let a worker load what was rehearsed."""
    caller = request.auth
    job_id = services.queue_load(
        run_id=run_id, good_rows_only=told.good_rows_only, by=caller.actor, at=caller.at
    )
    return {"job_id": job_id}


@reads(router, "/imports/{run_id}/progress", scope=SCOPE, answer=Progress, roles=IMPORTERS)
def progress(request: ApiRequest, run_id: UUID) -> object:
    """Say how far the work is."""
    row = queries.run(request.auth.actor, run_id)
    found = jobs.job(row.job_id) if row.job_id else None
    working = job_row(found) if found is not None and found.is_open else None
    return {"state": row.state, "failure": row.failure, "job": working}


@reads(
    router, "/imports/{run_id}/report", scope=SCOPE, answer=None, roles=IMPORTERS, media="text/csv"
)
def report(request: ApiRequest, run_id: UUID) -> FileResponse:
    """Hand the report of bad rows to the person who sent the file, and to nobody else."""
    source = queries.report(request.auth.actor, run_id)
    return FileResponse(
        source, as_attachment=True, filename="bad-rows.csv", content_type="text/csv; charset=utf-8"
    )


@does(router, "/imports/{run_id}/give-up", scope=SCOPE, roles=IMPORTERS)
def give_up(request: ApiRequest, run_id: UUID) -> None:
    """End an import without loading; its file is erased at once."""
    caller = request.auth
    services.give_up(run_id=run_id, by=caller.actor, at=caller.at)


def _sealed(request: ApiRequest) -> Spooled:
    """Seal the body into the spool, chunk by chunk; memory does not grow with it.

    Raises:
        BodyTooLarge: nothing of it is kept.
    """
    with spool.Writer(new_id(), FILE) as writer:
        size = 0
        while chunk := request.read(spool.CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise BodyTooLarge(limit=LARGEST)
            writer.write(chunk)
        return writer.finish()


def _receive(request: ApiRequest, kind: Kind, spooled: Spooled) -> UUID:
    caller = request.auth
    return services.receive(
        kind=kind, spooled=spooled, name=declared(request, NAME_HEADER), by=caller.actor,
        at=caller.at, language=get_language() or "en",
    )  # fmt: skip
