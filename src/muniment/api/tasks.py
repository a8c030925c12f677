"""Background work of the JSON door: forgetting answers that were kept for repeats."""

from datetime import timedelta

from muniment.api.once import forget_answers
from muniment.core import clock
from muniment.jobs import registry
from muniment.jobs.running import Run


@registry.periodic(every=timedelta(hours=1))
@registry.job("api.forget_answers")
def forget(run: Run) -> str:
    """Forget the answers that no repeat may ask for any more."""
    run.progress(forget_answers(at=clock.now()))
    return "api.answers.forgotten"
