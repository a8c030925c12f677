"""Customs data: send a provider's file, say what its columns hold, load it, remove it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from pydantic import Field, StringConstraints

from muniment.api.bearer import ApiRequest, declared
from muniment.api.imports import ANY_FILE, LARGEST, NAME_HEADER, Queued
from muniment.api.jobs import Job, job_row
from muniment.api.once import done_once, mark_of
from muniment.api.operations import does, reads, streams_in, written
from muniment.api.people import Made
from muniment.api.shapes import Asked, Shape, Text, listed
from muniment.api.streams import Bounded
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.customs_data import queries, services, uploads
from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.duties import LOADERS, READERS, REMOVERS
from muniment.customs_data.domain.layouts import Layout, Wishes
from muniment.customs_data.domain.roles import Direction, Role
from muniment.customs_data.domain.shipments import SourceKind
from muniment.customs_data.loading import examine, open_source
from muniment.customs_data.uploads import Upload
from muniment.jobs import queries as jobs

router = Router(tags=["Customs data"])
READ, WRITE = "customs.read", "customs.write"
UPLOAD = "/customs-data/uploads/{upload_id}"
ColumnRole = Annotated[Role, listed(Role)]
GoodsDirection = Annotated[Direction, listed(Direction)]
Column = Annotated[int, Field(ge=0, le=2_000)]
Codes = Annotated[list[Text], Field(max_length=200)]


class CustomsUploadGone(MunimentError):
    """The file was loaded, given up or never sent."""

    code = "api.customs_upload.gone"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such file waiting to be loaded.")
    next_step = gettext_noop("Look at the loads; or send the file again.")


class CustomsColumnUnknown(MunimentError):
    """A role was given a column that the file does not have; nothing was written."""

    code = "api.customs_column.unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("The file has no column {column}; it has {columns}, counted from 0.")
    next_step = gettext_noop("Take the places from the layout of the file.")


class BadRowsNone(MunimentError):
    """No row of this file was refused, or nobody tried to load it."""

    code = "api.customs_upload.no_report"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no report of bad rows for this file.")
    next_step = gettext_noop("It is written when a load finds rows that cannot be read.")


class CustomsColumn(Shape):
    """The column of one role: its place from 0, its heading, how sure that is, some of its cells.

    `why` is `heading`, `content`, `remembered` or `chosen`.
    """

    role: ColumnRole
    column: int
    heading: str
    confidence: float
    why: str
    samples: list[str]


class CustomsQuestion(Shape):
    """Something a person should say: `unsure`, `missing`, `date_order`, `currency`, `direction`."""

    code: str
    role: ColumnRole | None


class CustomsLayout(Shape):
    """How a file is understood; nothing is asked when all is plain."""

    fingerprint: str
    sheet: str
    header_row: int
    headings: list[str]
    columns: list[CustomsColumn]
    date_form: DateForm | None
    date_form_remembered: bool
    currency: str
    direction: GoodsDirection
    reporting_country: str
    source_kind: SourceKind
    is_remembered: bool
    questions: list[CustomsQuestion]


class CustomsTrouble(Shape):
    """What stopped the last attempt to load: the code of the error and its facts."""

    code: str
    facts: dict[str, str | int]


class CustomsUpload(Shape):
    """A file that waits to be loaded, and what was said of it."""

    id: UUID
    name: str
    provider: str
    as_of: date | None
    skip_bad: bool
    accept_guesses: bool
    kept_at: datetime
    trouble: CustomsTrouble | None


class CustomsUploads(Shape):
    """Files that wait to be loaded, newest first."""

    rows: list[CustomsUpload]


class CustomsAnswers(Asked):
    """What a person says of a file, remembered for files with the same headings: columns, currency
    and the order of dates.

    A role that is null has no column. `accept_guesses` loads although some columns are unsure,
    `skip_bad` leaves rows out that cannot be read.
    """

    columns: dict[ColumnRole, Column | None] = {}
    date_form: DateForm | None = None
    direction: GoodsDirection = Direction.UNKNOWN
    reporting_country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""
    source_kind: SourceKind | None = None
    header_row: Annotated[int, Field(ge=0, le=1_000)] = 0
    provider: Annotated[str, StringConstraints(max_length=80)] = ""
    as_of: date | None = None
    skip_bad: bool = False
    accept_guesses: bool = False

    def wishes(self) -> Wishes:
        """Give what concerns the reading of the file."""
        return Wishes(
            columns=self.columns, direction=self.direction, date_form=self.date_form,
            reporting_country=self.reporting_country, source_kind=self.source_kind,
            currency=self.currency, header_row=self.header_row,
        )  # fmt: skip


class CustomsProgress(Shape):
    """How far a load is; `job` is null when nothing waits or runs, `waiting` while it is here."""

    waiting: bool
    trouble: CustomsTrouble | None
    job: Job | None


class CustomsColumns(Asked):
    """What the columns hold, each by its place from 0; order of dates and currency if doubtful."""

    columns: dict[ColumnRole, Column]
    date_form: Literal["day_first", "month_first"] | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""


class CustomsLoad(Shape):
    """One load; `counted` are its rows once repeats are set aside."""

    id: UUID
    name: str
    sha256: str
    provider: str
    as_of: date | None
    fingerprint: str
    source_kind: SourceKind
    reporting_country: str
    direction: GoodsDirection
    rows: int
    counted: int
    left_out: int
    unpriced: int
    first_on: date | None
    last_on: date | None
    by: UUID | None
    at: datetime
    removed_at: datetime | None


class CustomsLoads(Shape):
    """Loads, newest first."""

    rows: list[CustomsLoad]


class OurCodes(Shape):
    """The HS codes of the firm's own goods: two to six digits."""

    codes: list[str]


class OurCodesAsked(Asked):
    """The HS codes of the firm's own goods: two digits or more."""

    codes: Codes


@streams_in(
    router, "/customs-data/uploads", scope=WRITE, answer=Made, roles=LOADERS, media=ANY_FILE
)
def send_customs_file(request: ApiRequest) -> HttpResponseBase:
    """Send a provider's CSV or XLSX file as the body; nothing is loaded yet.

    The header X-Muniment-File-Name names it, percent-encoded; country and direction are read
    from the name.
    """
    body = Bounded(request, LARGEST)
    upload_id = uploads.keep(body.stream, name=declared(request, NAME_HEADER) or "file")
    mark = mark_of(request, body.sha256)
    taken = False

    def keep() -> HttpResponse:
        nonlocal taken
        taken = True
        return written({"id": upload_id}, Made, 201)

    try:
        return done_once(request, keep, mark=mark)
    finally:
        if not taken:
            uploads.drop(upload_id)


@reads(router, "/customs-data/uploads", scope=READ, answer=CustomsUploads, roles=LOADERS)
def customs_uploads(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the files that wait to be loaded; they are forgotten after two weeks."""
    return {"rows": uploads.waiting()}


@reads(router, f"{UPLOAD}/layout", scope=READ, answer=CustomsLayout, roles=LOADERS)
def customs_layout(request: ApiRequest, upload_id: UUID) -> object:  # noqa: ARG001
    """Show how a file is understood with what was said so far, and what is still asked."""
    return _layout(_examined(_waiting(upload_id)))


@does(router, f"{UPLOAD}/layout", scope=WRITE, method="PUT", answer=CustomsLayout, roles=LOADERS)
def answer_customs_questions(
    request: ApiRequest,  # noqa: ARG001 - its form is given
    upload_id: UUID,
    told: CustomsAnswers,
) -> object:
    """Say what a file holds and how to load it; replaces what was said before."""
    before, wishes = _waiting(upload_id), told.wishes()
    layout = _examined(replace(before, wishes=wishes))
    _refuse_unknown(told.columns, layout)
    revised = uploads.revise(
        upload_id,
        wishes=wishes,
        provider=told.provider,
        as_of=told.as_of,
        skip_bad=told.skip_bad,
        accept_guesses=told.accept_guesses,
    )
    if revised is None:
        raise CustomsUploadGone
    return _layout(layout)


@does(router, f"{UPLOAD}/load", scope=WRITE, answer=Queued, status=202, roles=LOADERS)
def load_customs_file(request: ApiRequest, upload_id: UUID) -> object:
    """Let a worker load a file, all of it or nothing."""
    caller = request.auth
    _waiting(upload_id)
    job_id = services.queue_load(upload_id=upload_id, by=caller.actor, at=caller.at)
    return {"job_id": job_id}


@reads(router, f"{UPLOAD}/progress", scope=READ, answer=CustomsProgress, roles=LOADERS)
def customs_progress(request: ApiRequest, upload_id: UUID) -> object:  # noqa: ARG001
    """Say how far the load is; when nothing waits any more, the loads show what came of it."""
    upload = uploads.kept(upload_id)
    job = next(iter(jobs.open_jobs_of(str(upload_id))), None)
    return {
        "waiting": upload is not None,
        "trouble": upload.trouble if upload else None,
        "job": job_row(job) if job else None,
    }


@reads(router, f"{UPLOAD}/report", scope=READ, answer=None, roles=LOADERS, media="text/csv")
def customs_report(request: ApiRequest, upload_id: UUID) -> FileResponse:  # noqa: ARG001
    """Hand out the rows that could not be read, each with the reason."""
    place = uploads.report_of(upload_id)
    if not place.is_file():
        raise BadRowsNone
    return FileResponse(
        place.open("rb"), as_attachment=True, filename="bad-rows.csv",
        content_type="text/csv; charset=utf-8",
    )  # fmt: skip


@does(router, UPLOAD, scope=WRITE, method="DELETE", roles=LOADERS)
def drop_customs_file(request: ApiRequest, upload_id: UUID) -> None:  # noqa: ARG001
    """Forget a file that waits; nothing happens when there is none."""
    uploads.drop(upload_id)


@does(router, "/customs-data/layouts/{fingerprint}", scope=WRITE, method="PUT", roles=LOADERS)
def remember_columns(
    request: ApiRequest,
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")],
    told: CustomsColumns,
) -> None:
    """Remember how files with these headings are read."""
    caller = request.auth
    services.remember_columns(
        fingerprint=fingerprint, columns=told.columns,
        date_form=DateForm(told.date_form) if told.date_form else None, currency=told.currency,
        by=caller.actor, at=caller.at,
    )  # fmt: skip


@reads(router, "/customs-data/loads", scope=READ, answer=CustomsLoads, roles=READERS)
def customs_loads(request: ApiRequest, *, removed: bool = False) -> object:  # noqa: ARG001
    """List the loads that profiles rest on; with `removed`, all that ever were."""
    return {"rows": queries.loads(removed=removed)}


@does(router, "/customs-data/loads/{load_id}", scope=WRITE, method="DELETE", roles=REMOVERS)
def remove_load(request: ApiRequest, load_id: UUID) -> None:
    """Remove the rows of a load; that it was here stays on record."""
    caller = request.auth
    services.remove_load(load_id=load_id, by=caller.actor, at=caller.at)


@reads(router, "/customs-data/our-codes", scope=READ, answer=OurCodes, roles=READERS)
def our_codes(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Name the HS codes of the firm's own goods."""
    return {"codes": queries.our_codes()}


@does(router, "/customs-data/our-codes", scope=WRITE, method="PUT", answer=OurCodes, roles=LOADERS)
def set_our_codes(request: ApiRequest, told: OurCodesAsked) -> object:
    """Say which goods are ours; the former set is kept as history."""
    caller = request.auth
    return {"codes": services.set_our_codes(codes=told.codes, by=caller.actor, at=caller.at)}


def _waiting(upload_id: UUID) -> Upload:
    upload = uploads.kept(upload_id)
    if upload is None:
        raise CustomsUploadGone
    return upload


def _examined(upload: Upload) -> Layout:
    source = open_source(upload.path, upload.name)
    return examine(source, upload.wishes, queries.remembered())


def _refuse_unknown(columns: Mapping[Role, int | None], found: Layout) -> None:
    beyond = [place for place in columns.values() if place is not None]
    if beyond and max(beyond) >= len(found.headings):
        raise CustomsColumnUnknown(column=max(beyond), columns=len(found.headings))


def _layout(found: Layout) -> dict[str, object]:
    plain = (
        "fingerprint", "sheet", "header_row", "headings", "currency", "direction",
        "reporting_country", "source_kind", "is_remembered", "questions",
    )  # fmt: skip
    return {
        **{name: getattr(found, name) for name in plain},
        "columns": _columns(found),
        "date_form": found.dates.form if found.dates else None,
        "date_form_remembered": bool(found.dates and found.dates.is_remembered),
    }


def _columns(found: Layout) -> list[dict[str, object]]:
    return [
        {
            "role": role, "column": it.column, "heading": found.headings[it.column],
            "confidence": round(it.confidence, 3), "why": it.why,
            "samples": list(found.samples[it.column]),
        }
        for role, it in found.choices.items()
    ]  # fmt: skip
