"""The tripwire: whom the house watches in customs records, and whom they met there."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.case_findings import Judgement
from muniment.api.imports import Queued
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Sentence, Shape, Text, listed
from muniment.investigations import services
from muniment.investigations.domain import duties
from muniment.investigations.services import MeetingState, Traces
from muniment.people.domain.roles import Role

router = Router(tags=["Tripwire"])
READ, WRITE = "customs.read", "customs.write"
KEEPING = frozenset(role for role in Role if duties.may_blacklist(role))
Meeting = Annotated[MeetingState, listed(MeetingState)]
Some = Annotated[list[Text], Field(max_length=50)]


class PartyAsked(Asked):
    """By what somebody would be recognised in records; `label` is for the house itself."""

    label: Text
    names: Some = []
    phones: Some = []
    emails: Some = []
    addresses: Some = []
    reason: Sentence


class WatchedTold(Shape):
    """Somebody who is watched."""

    id: UUID
    label: str
    names: list[str]
    phones: list[str]
    emails: list[str]
    addresses: list[str]
    reason: str
    entered_by: UUID
    entered_at: datetime


class MeetingTold(Shape):
    """One meeting of a watched party with a customer or with goods of ours.

    `customer` is a codename, dots for whoever may not know, empty when only the goods are ours;
    `why` are the traces: what we know and what is written; `told` are counts, days, the load.
    """

    id: UUID
    watched_id: UUID
    label: str
    customer: str
    state: Meeting
    why: list[dict[str, str]]
    told: dict[str, Any]
    found_at: datetime
    seen_at: datetime


class TripwireTold(Shape):
    """Whom the house watches, and whom they met; newest first."""

    watched: list[WatchedTold]
    hits: list[MeetingTold]


class MeetingJudged(Asked):
    """What somebody makes of a meeting; it keeps that state when it is seen again."""

    state: Meeting
    reason: Sentence


@reads(router, "/tripwire", scope=READ, answer=TripwireTold, roles=KEEPING)
def tripwire(request: ApiRequest) -> object:
    """Read who is watched and whom they met; the reading is on record."""
    from muniment.investigations.tripping import read_tripwire  # loads the analytic engine

    found = read_tripwire(reader=request.auth.actor, at=request.auth.at)
    return {
        "watched": found.watched,
        "hits": [
            {
                **{name: getattr(row, name) for name in _PLAIN},
                "why": [dict(one) for one in row.why],
                "told": dict(row.told),
            }
            for row in found.hits
        ],
    }


_PLAIN = set(MeetingTold.model_fields) - {"why", "told"}


@does(router, "/tripwire/parties", scope=WRITE, answer=Made, status=201, roles=KEEPING)
def watch_party(request: ApiRequest, told: PartyAsked) -> object:
    """Watch former staff, an agent, or a company of theirs in the customs records."""
    caller = request.auth
    traces = Traces(told.label, told.names, told.phones, told.emails, told.addresses)
    made = services.watch_party(traces=traces, reason=told.reason, by=caller.actor, at=caller.at)
    return {"id": made}


@does(router, "/tripwire/parties/{party_id}/end", scope=WRITE, roles=KEEPING)
def end_watching(request: ApiRequest, party_id: UUID, told: Judgement) -> None:
    """Watch somebody no longer; what was found stays."""
    caller = request.auth
    services.end_watching(party_id=party_id, reason=told.reason, by=caller.actor, at=caller.at)


@does(router, "/tripwire/meetings/{hit_id}/judgement", scope=WRITE, roles=KEEPING)
def judge_meeting(request: ApiRequest, hit_id: UUID, told: MeetingJudged) -> None:
    """Confirm or dismiss a meeting, or leave it open again."""
    caller = request.auth
    services.judge_meeting(
        hit_id=hit_id, state=told.state, reason=told.reason, by=caller.actor, at=caller.at
    )


@does(router, "/tripwire/runs", scope=WRITE, answer=Queued, status=202, roles=KEEPING)
def queue_tripwire(request: ApiRequest) -> object:
    """Let a worker look through all loaded records now; it also looks after each load."""
    caller = request.auth
    return {"job_id": services.queue_tripwire(by=caller.actor, at=caller.at)}
