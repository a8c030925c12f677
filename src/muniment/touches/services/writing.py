"""Writing touches that were read from mail and calendars: each once, its trace at its best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.ids import new_id
from muniment.touches.domain.kinds import Source, Trace
from muniment.touches.matching import Found
from muniment.touches.models import Touch
from muniment.touches.sealing import seal_words

_OUR_MAIL = (Source.MAIL_IN.value, Source.MAILBOX.value)
_MARKS = 400
_Key = tuple[UUID, UUID, bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """How many touches were new, and how many were known (of those, `raised` got a trace)."""

    new: int = 0
    known: int = 0
    raised: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.new + other.new, self.known + other.known, self.raised + other.raised)


def write(found: Sequence[Found], *, recorded_by: UUID | None, at: datetime) -> Written:
    """Write touches inside a transaction that runs; the caller appends the entry.

    What is there already is not written again; said before and traced now, it gets the trace.
    A traced mail that answers one of ours gives its trace to that one, too.
    """
    there = known_among(found)
    fresh: dict[_Key, Found] = {}
    for one in found:
        if key_of(one) not in there:
            fresh.setdefault(key_of(one), one)
    answering = [one for one in found if one.trace is Trace.MAIL and _answered(one)]
    replies = {key_of(one) for one in answering}
    Touch.objects.bulk_create(
        [
            _row(one, Trace.REPLY if key in replies else one.trace, recorded_by, at)
            for key, one in fresh.items()
        ],
        batch_size=200,
        ignore_conflicts=True,  # two readers of one mail: the first one wrote it
    )
    raised = sum(_raise(one) for one in found if key_of(one) in there and one.trace)
    return Written(len(fresh), len(found) - len(fresh), raised)


def known_among(found: Sequence[Found]) -> set[_Key]:
    """The ones of these touches that are there already; one query for each 400."""
    digests, there = sorted({one.digest for one in found}), set[_Key]()
    for start in range(0, len(digests), _MARKS):
        rows = Touch.objects.filter(digest__in=digests[start : start + _MARKS])
        for dossier_id, person_id, digest in rows.values_list("dossier_id", "person_id", "digest"):
            there.add((dossier_id, person_id, bytes(digest or b"")))
    return there


def key_of(one: Found) -> _Key:
    """By what a touch is known again."""
    return one.dossier_id, one.person_id, one.digest


def _answered(one: Found) -> bool:
    """Give the trace to mails of ours that this one answers; say whether there are any."""
    if not one.answers:
        return False
    ours = Touch.objects.filter(
        dossier=one.dossier_id, digest__in=one.answers, direction="out", source__in=_OUR_MAIL
    )
    ours.filter(trace="", withdrawn_at=None).update(trace=Trace.REPLY.value)
    return ours.exists()


def _raise(one: Found) -> int:
    said = Touch.objects.filter(
        dossier=one.dossier_id, person=one.person_id, digest=one.digest, trace=""
    )
    return said.update(trace=one.trace.value)


def _row(one: Found, trace: Trace, recorded_by: UUID | None, at: datetime) -> Touch:
    row_id = new_id()
    return Touch(
        id=row_id, dossier_id=one.dossier_id, person_id=one.person_id, kind=one.kind.value,
        direction=one.direction.value, source=one.source.value, trace=trace.value,
        happened_on=one.on, digest=one.digest, recorded_by_id=recorded_by, recorded_at=at,
        sealed=seal_words(one.dossier_id, "touch", row_id, one.words),
    )  # fmt: skip


def customers_in(found: Iterable[Found]) -> int:
    """How many customers the touches concern."""
    return len({one.dossier_id for one in found})
