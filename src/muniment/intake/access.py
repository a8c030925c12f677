"""Who may import, and whose run it is."""

from uuid import UUID

from django.db.models import QuerySet

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.intake.models import Run
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow

IMPORTERS = frozenset({Role.OWNER, Role.SALES_MANAGER, Role.CUSTODIAN})
"""Roles that may bring customers in. Administrators may not: a file shows every value."""


class ImportNotYours(MunimentError):
    """The role does not allow imports; nothing was read."""

    code = "intake.import.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Importing customers and orders is not part of your role.")
    next_step = gettext_noop("Ask the owner, a sales manager or a custodian to import the file.")


class ImportOnNotice(ImportNotYours):
    """Somebody on notice: a file and its report are lists of customers; nothing was read."""

    code = "intake.import.on_notice"
    title = gettext_noop("On notice, imports and their reports are closed.")
    next_step = gettext_noop("Ask whoever takes over from you to import the file.")


class RunNotFound(MunimentError):
    """There is no such run, or it is another person's: from outside both look alike."""

    code = "intake.run.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such import.")
    next_step = gettext_noop("Open the list of your imports and choose one.")


def importer(by: Actor | ReaderRow) -> ReaderRow:
    """Give the person behind `by` if she may import; no query where she was read already.

    Raises:
        ImportNotYours: she may not. ImportOnNotice: not any more.
    """
    reader = by if isinstance(by, ReaderRow) else _loaded(by)
    if reader is None or not reader.is_active or reader.role not in IMPORTERS:
        raise ImportNotYours
    if reader.state is not State.ACTIVE:
        raise ImportOnNotice
    return reader


def _loaded(by: Actor) -> ReaderRow | None:
    return people.reader(by.person_id) if by.person_id else None


def run_of(by: Actor, run_id: UUID, *, lock: bool = False) -> Run:
    """Give a run of this person.

    Raises:
        ImportNotYours, RunNotFound: as the names say.
    """
    reader = importer(by)
    runs: QuerySet[Run] = Run.objects.select_for_update(of=("self",)) if lock else Run.objects.all()
    run = runs.select_related("upload").filter(pk=run_id, by=reader.id).first()
    if run is None:
        raise RunNotFound
    return run
