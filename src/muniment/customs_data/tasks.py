"""Background work of the room: loading what came in through a page, arranging large loads."""

from datetime import time, timedelta
from uuid import UUID

from muniment.core import clock
from muniment.core.actor import Actor, Door
from muniment.core.errors import ErrorKind, MunimentError
from muniment.customs_data import services, store, uploads
from muniment.customs_data.loading.running import DaysContradict
from muniment.customs_data.loading.sources import NoHeader
from muniment.customs_data.profile.arranging import arrange as put_in_order
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run

CURABLE = (
    services.ColumnsUnclear, services.RowsBad, services.NothingToLoad, NoHeader, DaysContradict,
)  # fmt: skip
KEPT_FOR = timedelta(days=14)


@job("customs_data.load", attempts=3)
def load(run: Run, *, upload_id: str, person_id: str) -> str:
    """Load one upload; the answer is "loaded", or the code of what is wrong with the file."""
    upload = uploads.kept(UUID(upload_id))
    if upload is None:
        return "loaded"  # an earlier attempt came to its end
    by = Actor(person_id=UUID(person_id), door=Door.WORKER)
    try:
        services.load(
            path=upload.path,
            name=upload.name,
            by=by,
            at=clock.now(),
            wishes=upload.wishes,
            provider=upload.provider,
            as_of=upload.as_of,
            skip_bad=upload.skip_bad,
            accept_guesses=upload.accept_guesses,
            report=uploads.report_of(upload.id),
            progress=lambda step, done, total: run.progress(done, total, step),
        )
    except MunimentError as trouble:
        if trouble.kind is ErrorKind.UNAVAILABLE:
            raise
        _put_aside(upload.id, trouble)
        return trouble.code
    uploads.drop(upload.id)
    return "loaded"


def _put_aside(upload_id: UUID, trouble: MunimentError) -> None:
    """Keep what a person can put right with a few words; forget what only another file cures."""
    if isinstance(trouble, CURABLE):
        facts = {name: it if isinstance(it, int) else str(it) for name, it in trouble.facts.items()}
        uploads.stopped(upload_id, uploads.Trouble(trouble.code, facts))
    else:
        uploads.drop(upload_id)


@periodic(daily=time(3, 10))
@job("customs_data.tidy", attempts=2)
def tidy(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Forget uploads that nobody loaded in two weeks."""
    return f"dropped_{uploads.drop_before(clock.now() - KEPT_FOR)}"


@periodic(every=timedelta(hours=1))
@job("customs_data.arrange", attempts=2)
def arrange(run: Run) -> str:
    """Lay large loads in the order in which they are asked for; profiles are quick from then on."""
    services.settle_loads(at=clock.now())
    files = store.paths()
    for number, file in enumerate(files):
        run.progress(number, len(files), "arranging")
        put_in_order(file)
    return "arranged"
