"""The verbs of the room: load a file, remember what its columns hold, remove a load."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from muniment.core.actor import Actor, Door
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.customs_data import loaded, queries, store
from muniment.customs_data.domain.codes import hs_codes
from muniment.customs_data.domain.dates import ORDERS, DateForm
from muniment.customs_data.domain.duties import may_load, may_remove
from muniment.customs_data.domain.layouts import Layout, Remembered, Wishes
from muniment.customs_data.domain.roles import Role
from muniment.customs_data.loading import examine, open_source
from muniment.customs_data.loading.sources import Source, sha256_of
from muniment.customs_data.models import Load, OurCodes, RememberedLayout
from muniment.customs_data.queries import LoadRow
from muniment.jobs import services as jobs
from muniment.ledger.services import append_entry
from muniment.people import queries as people

if TYPE_CHECKING:
    from muniment.customs_data.loading.running import Outcome, Progress

LONGEST_NAME = 200
_LEFT_BEHIND = timedelta(days=1)


class LoadNotYours(MunimentError):
    """The role does not allow it; nothing was read."""

    code = "customs_data.load.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Loading customs data is not part of your role.")
    next_step = gettext_noop("Ask the owner, a sales manager, compliance or a custodian.")


class AlreadyLoaded(MunimentError):
    """This very file is here already; nothing was written."""

    code = "customs_data.load.already_loaded"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This file was loaded on {day}; nothing was loaded twice.")
    next_step = gettext_noop("Remove that load first if it should be read in another way.")


class RowsBad(MunimentError):
    """Some rows cannot be read in full; nothing was loaded."""

    code = "customs_data.load.rows_bad"
    kind = ErrorKind.INVALID
    title = gettext_noop("{bad} rows cannot be read, so nothing was loaded.")
    next_step = gettext_noop("Correct them as the report says, or load without them (--skip-bad).")


class NothingToLoad(MunimentError):
    """No row of the file names a party or a code."""

    code = "customs_data.load.no_rows"
    kind = ErrorKind.INVALID
    title = gettext_noop("No row of this file names a buyer, a seller or an HS code.")
    next_step = gettext_noop(
        "Check which columns are taken for what, and say it where it is wrong."
    )


class ColumnsUnclear(MunimentError):
    """A person must say something before the file can be loaded."""

    code = "customs_data.load.columns_unclear"
    kind = ErrorKind.INVALID
    title = gettext_noop("It is not clear what some columns hold: {questions}.")
    next_step = gettext_noop("Say it once; it is remembered for files with the same headings.")


class LoadNotFound(MunimentError):
    """There is no such load, or it was removed."""

    code = "customs_data.load.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such load.")
    next_step = gettext_noop("Choose one from the list of loads.")


def load(
    *,
    path: Path,
    by: Actor,
    at: datetime,
    name: str = "",
    wishes: Wishes | None = None,
    provider: str = "",
    as_of: date | None = None,
    skip_bad: bool = False,
    accept_guesses: bool = False,
    report: Path | None = None,
    progress: "Progress" = lambda _words, _done, _total: None,
) -> LoadRow:
    """Load one file, all of it or nothing.

    Args:
        name: how its sender called the file; country and direction are read from it.
        wishes: what a person says of columns and forms; columns, the order of dates and the
            currency are remembered.
        skip_bad: leave rows out that cannot be read in full, instead of refusing the file.
        accept_guesses: load although some columns are unsure.
        report: where the list of bad rows goes.

    Raises:
        LoadNotYours, AlreadyLoaded, ColumnsUnclear, RowsBad, NothingToLoad, DaysContradict: as
            the names say.
        FileUnreadable: the file is no table, or none of its lines names columns.
    """
    # Loads the analytic engine's libraries; pages and programs that only ask do without.
    from muniment.customs_data.loading import running

    person = _loader(by)
    settle_loads(at=at)
    digest = sha256_of(path)
    _refuse_twice(digest)
    source = open_source(path, name)
    layout = examine(source, wishes, queries.remembered())
    _refuse_unclear(layout, wishes or Wishes(), accept_guesses=accept_guesses)
    load_id = new_id()
    try:
        outcome = running.run(
            source,
            layout,
            str(load_id),
            skip_bad=skip_bad,
            report=report,
            rates=store.rates_file(),
            progress=progress,
        )
        _refuse_bad(outcome, skip_bad=skip_bad)
        row = _record(
            load_id, source, layout, outcome, digest=digest, person=person, by=by, at=at,
            provider=provider, as_of=as_of, said=wishes or Wishes(),
        )  # fmt: skip
    except BaseException:
        store.discard(load_id)
        raise
    _publish(load_id, at)
    return row


def settle_loads(*, at: datetime) -> None:
    """Finish what a process left that died while it loaded; quick when nothing is left.

    A load on record whose rows still lie aside is shown to readers; rows that no load has on
    record after a day are thrown away.
    """
    for load_id, since in store.aside():
        if Load.objects.filter(pk=load_id, removed_at=None).exists():
            _publish(load_id, at)
        elif since < at - _LEFT_BEHIND:
            store.discard(load_id)


def _publish(load_id: UUID, at: datetime) -> None:
    """Show rows to readers; after the record is durable, or there would be rows without one."""
    store.publish(load_id)
    with transaction.atomic():
        loaded.tell(load_id, at)


def queue_load(*, upload_id: UUID, by: Actor, at: datetime) -> UUID:
    """Let the worker load an upload (see `uploads.keep`); return the id of the job.

    Raises:
        LoadNotYours: the role does not allow it.
    """
    person = _loader(by)
    if person is None:
        raise LoadNotYours
    payload = {"upload_id": str(upload_id), "person_id": str(person)}
    with transaction.atomic():
        return jobs.enqueue("customs_data.load", payload, at, once=str(upload_id))


def remember_columns(
    *, fingerprint: str, columns: Mapping[Role, int], by: Actor, at: datetime,
    date_form: DateForm | None = None, currency: str = "",
) -> None:  # fmt: skip
    """Remember how files with these headings are read, as this person says.

    Args:
        date_form: `day_first` or `month_first`; None leaves what was said before.
        currency: of values that name none; "" leaves what was said before.

    Raises:
        LoadNotYours: the role does not allow it.
    """
    person, said = _loader(by), Remembered(columns, date_form, currency)
    with transaction.atomic():
        _remember(fingerprint, said, person=person, by=by, at=at)


def set_our_codes(*, codes: Sequence[str], by: Actor, at: datetime) -> tuple[str, ...]:
    """Say which goods are ours, by HS codes of two digits or more; the former set is kept.

    Raises:
        CodeInvalid: one of them is none; nothing was written.
        LoadNotYours: the role does not allow it.
    """
    person, told = _loader(by), hs_codes(codes)
    with transaction.atomic():
        OurCodes.objects.create(id=new_id(), codes=list(told), by_id=person, at=at)
        append_entry(
            kind="customs_data.codes.set", subject=None, by=by, at=at, facts={"codes": list(told)}
        )
    return told


def remove_load(*, load_id: UUID, by: Actor, at: datetime) -> None:
    """Remove the rows of a load; that it was here stays on record.

    Raises:
        LoadNotYours: only the owner and compliance may.
        LoadNotFound: it is not here.
    """
    reader = _reader(by)
    if reader is not None and not may_remove(reader.role):
        raise LoadNotYours
    with transaction.atomic():
        changed = Load.objects.filter(pk=load_id, removed_at=None).update(
            removed_at=at, removed_by_id=by.person_id
        )
        if not changed:
            raise LoadNotFound
        append_entry(kind="customs_data.load.removed", subject=load_id, by=by, at=at, facts={})
    store.discard(load_id)


def _reader(by: Actor) -> people.ReaderRow | None:
    """Give the person; None for the house at its own machine.

    Raises:
        LoadNotYours: nobody, or somebody who left.
    """
    if by.person_id is None:
        if by.door in {Door.CLI, Door.WORKER}:
            return None
        raise LoadNotYours
    reader = people.reader(by.person_id)
    if reader is None or not reader.is_active:
        raise LoadNotYours
    return reader


def _loader(by: Actor) -> UUID | None:
    reader = _reader(by)
    if reader is None:
        return None
    if not may_load(reader.role):
        raise LoadNotYours
    return reader.id


def _refuse_twice(digest: str) -> None:
    if (known := queries.load_of(digest)) is not None:
        raise AlreadyLoaded(day=timezone.localdate(known.at).isoformat(), load_id=str(known.id))


def _refuse_unclear(layout: Layout, wishes: Wishes, *, accept_guesses: bool) -> None:
    said = set(wishes.columns)
    if wishes.date_form is not None:
        said.add(Role.DATE)
    open_ = [it for it in layout.questions if it.code != "currency" and it.role not in said]
    if open_ and not accept_guesses:
        told = ", ".join(f"{it.code} {it.role.value if it.role else ''}".strip() for it in open_)
        raise ColumnsUnclear(questions=told)


def _refuse_bad(outcome: "Outcome", *, skip_bad: bool) -> None:
    if outcome.bad and not skip_bad:
        raise RowsBad(bad=outcome.bad)
    if not outcome.rows:
        raise NothingToLoad


def _record(
    load_id: UUID, source: Source, layout: Layout, outcome: "Outcome", *, digest: str,
    person: UUID | None, by: Actor, at: datetime, provider: str, as_of: date | None,
    said: Wishes,
) -> LoadRow:  # fmt: skip
    """Put the load on record, in one transaction."""
    told = {
        **{name: value for name, value in asdict(outcome).items() if name != "bad"},
        "left_out": outcome.bad,
        "fingerprint": layout.fingerprint,
        "source_kind": layout.source_kind.value,
        "reporting_country": layout.reporting_country,
        "direction": layout.direction.value,
        "sha256": digest,
    }
    try:
        with transaction.atomic():
            row = Load.objects.create(
                id=load_id, name=_short(source.name), size=source.path.stat().st_size,
                provider=provider[:80], as_of=as_of, by_id=person, at=at, **told,
            )  # fmt: skip
            _remember(layout.fingerprint, _to_remember(said), person=person, by=by, at=at)
            facts = {name: told[name] for name in ("rows", "counted", "left_out", "sha256",
                                                   "source_kind", "fingerprint")}  # fmt: skip
            append_entry(
                kind="customs_data.load.recorded", subject=load_id, by=by, at=at, facts=facts
            )
    except IntegrityError:
        _refuse_twice(digest)
        raise
    return LoadRow.of(row)


def _to_remember(said: Wishes) -> Remembered:
    """Choose what holds for the next file with the same headings, too."""
    columns = {role: place for role, place in said.columns.items() if place is not None}
    return Remembered(columns, said.date_form, said.currency)


def _remember(
    fingerprint: str, said: Remembered, *, person: UUID | None, by: Actor, at: datetime
) -> None:
    """Add what was said to what is known of such files; nothing is written when nothing was."""
    columns = {role.value: place for role, place in said.columns.items()}
    date_form = said.date_form.value if said.date_form in ORDERS else ""
    if not (columns or date_form or said.currency):
        return
    kept = RememberedLayout.objects.filter(pk=fingerprint).first() or RememberedLayout(columns={})
    told = {
        "columns": {**kept.columns, **columns},
        "date_form": date_form or kept.date_form,
        "currency": said.currency or kept.currency,
    }
    RememberedLayout.objects.update_or_create(
        fingerprint=fingerprint, defaults={**told, "by_id": person, "at": at}
    )
    facts = {
        "fingerprint": fingerprint, "roles": sorted(told["columns"]),
        "date_form": told["date_form"], "currency": told["currency"],
    }  # fmt: skip
    append_entry(kind="customs_data.layout.confirmed", subject=None, by=by, at=at, facts=facts)


def _short(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1][:LONGEST_NAME]
