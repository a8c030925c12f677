"""Background work of the room: loading what came in through a page, arranging large loads."""

from datetime import timedelta
from uuid import UUID

from muniment.core import clock
from muniment.core.actor import Actor, Door
from muniment.core.errors import ErrorKind, MunimentError
from muniment.customs_data import services, store, uploads
from muniment.customs_data.profile.arranging import arrange as put_in_order
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run


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
        uploads.drop(upload.id)
        return trouble.code
    uploads.drop(upload.id)
    return "loaded"


@periodic(every=timedelta(hours=1))
@job("customs_data.arrange", attempts=2)
def arrange(run: Run) -> str:
    """Lay large loads in the order in which they are asked for; profiles are quick from then on."""
    files = store.paths()
    for number, file in enumerate(files):
        run.progress(number, len(files), "arranging")
        put_in_order(file)
    return "arranged"
