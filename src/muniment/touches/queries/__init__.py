"""What touches tell without opening a word: counts, days, people, duties."""

from muniment.touches.domain.share import SingleThread, TouchShare
from muniment.touches.queries.coverage import (
    Coverage,
    CoverageRow,
    coverage,
    single_threads,
    single_threads_under,
)
from muniment.touches.queries.duties import (
    DutyRow,
    OverdueRow,
    defaults,
    duties_of,
    overdue,
    owed_by,
)
from muniment.touches.queries.incoming import (
    FeedRow,
    ImportRow,
    Waits,
    feed_of,
    feed_owner,
    import_named,
    imports_of,
    unloaded_of,
    waiting_count,
    waits_for,
)
from muniment.touches.queries.plans import (
    PromiseRow,
    VisitRow,
    open_promises,
    promises_by,
    visits_by,
)
from muniment.touches.queries.touches import (
    activity_by_week,
    known_to_customer,
    last_traced,
    touch_shares,
)

__all__ = [
    "Coverage",
    "CoverageRow",
    "DutyRow",
    "FeedRow",
    "ImportRow",
    "OverdueRow",
    "PromiseRow",
    "SingleThread",
    "TouchShare",
    "VisitRow",
    "Waits",
    "activity_by_week",
    "coverage",
    "defaults",
    "duties_of",
    "feed_of",
    "feed_owner",
    "import_named",
    "imports_of",
    "known_to_customer",
    "last_traced",
    "open_promises",
    "overdue",
    "owed_by",
    "promises_by",
    "single_threads",
    "single_threads_under",
    "touch_shares",
    "unloaded_of",
    "visits_by",
    "waiting_count",
    "waits_for",
]
