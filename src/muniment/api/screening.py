"""Lists of denied parties: ask them, load them, keep the house's own."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from ninja import Query, Router

from muniment.api.bearer import ApiRequest, declared
from muniment.api.cases import WITH_CASES
from muniment.api.imports import ANY_FILE, NAME_HEADER
from muniment.api.once import done_once, mark_of
from muniment.api.operations import does, reads, streams_in, written
from muniment.api.people import Made
from muniment.api.screening_shapes import (
    ChangesAsked,
    ChangesTold,
    HitTold,
    ListChange,
    ListsTold,
    LoadedLists,
    OwnAsked,
    OwnList,
    Removal,
    Screening,
    ScreeningTold,
    Suspected,
    VersionsAsked,
    VersionsTold,
    VersionTold,
    Vouched,
)
from muniment.api.streams import Bounded
from muniment.people.domain.roles import Role
from muniment.screening import queries, services, uploads
from muniment.screening.domain.hits import Hit, Question, Screened
from muniment.screening.domain.lists import OWN
from muniment.screening.domain.parties import ListedParty, PartyKind
from muniment.screening.domain.reading import LARGEST

router = Router(tags=["Lists and screening"])
READ, WRITE = "lists.read", "lists.write"


@reads(router, "/lists", scope=READ, answer=ListsTold, roles=WITH_CASES)
def lists(request: ApiRequest) -> object:
    """List the lists in force with their day and age."""
    return {"rows": queries.lists(request.auth.at), "newest": queries.newest()}


@reads(router, "/lists/versions", scope=READ, answer=VersionsTold, roles=WITH_CASES)
def list_versions(request: ApiRequest, asked: Query[VersionsAsked]) -> object:  # noqa: ARG001
    """List the loadings, newest first."""
    found = queries.versions(asked.list_id or "", limit=asked.limit)
    plain = set(VersionTold.model_fields) - {"dated_on", "date_source", "sha256"}
    rows = [
        {
            **{name: getattr(row, name) for name in plain},
            "dated_on": row.date.on, "date_source": row.date.source, "sha256": row.sha256.hex(),
        }
        for row in found
    ]  # fmt: skip
    return {"rows": rows}


@reads(router, "/lists/changes", scope=READ, answer=ChangesTold, roles=WITH_CASES)
def list_changes(request: ApiRequest, asked: Query[ChangesAsked]) -> object:  # noqa: ARG001
    """Tell what the governments' lists added, changed and removed after a version."""
    found = queries.changes_since(asked.since)
    groups = {
        ListChange.ADDED: _public(found.difference.added),
        ListChange.CHANGED: _public(found.difference.changed),
        ListChange.REMOVED: _public(found.difference.removed),
    }
    all_of = [(change, party) for change, parties in groups.items() for party in parties]
    end = asked.offset + asked.limit
    rows = [{"change": change, "party": party} for change, party in all_of[asked.offset : end]]
    counts = {change.value: len(parties) for change, parties in groups.items()}
    return {
        "since": asked.since, "upto": found.upto, **counts, "rows": rows,
        "next_offset": end if end < len(all_of) else None,
    }  # fmt: skip


@reads(router, "/screenings", scope=READ, answer=ScreeningTold, roles=WITH_CASES, asks=True)
def screen(request: ApiRequest, told: Screening) -> object:
    """Ask all lists in force about some parties; the question is not kept.

    Who stands on the house's own list is told to its keepers; others learn that it has a hit.
    """
    questions = [
        Question(
            tuple(one.names), one.kind, tuple(one.countries), tuple(one.birth_dates),
            tuple(one.identifiers),
        )
        for one in told.parties
    ]  # fmt: skip
    found, role = queries.screen_all(questions, at=request.auth.at), request.auth.reader.role
    return {"lists": found[0].lists, "answers": [_answer(one, role) for one in found]}


@streams_in(
    router, "/lists/files", scope=WRITE, answer=Made, roles=services.KEEPERS, media=ANY_FILE
)
def send_list_file(request: ApiRequest) -> HttpResponseBase:
    """Send one file of a list as its government publishes it, packed or not; nothing is loaded.

    The header X-Muniment-File-Name must name it as it was called: the day may stand there.
    """
    body = Bounded(request, LARGEST)
    file_id = uploads.keep(body.stream, name=declared(request, NAME_HEADER), at=request.auth.at)
    mark = mark_of(request, body.sha256)
    taken = False

    def keep() -> HttpResponse:
        nonlocal taken
        taken = True
        return written({"id": file_id}, Made, 201)

    try:
        return done_once(request, keep, mark=mark)
    finally:
        if not taken:
            uploads.drop([file_id])


@does(
    router, "/lists/loads", scope=WRITE, answer=LoadedLists, status=201, apart=True,
    roles=services.KEEPERS,
)  # fmt: skip
def load_lists(request: ApiRequest, told: Vouched) -> object:
    """Load the lists that lie in files sent before, all or none; takes seconds.

    Files that are no list stay for another try; a day later they are forgotten.
    """
    caller = request.auth
    loaded = services.load_lists(
        files=uploads.kept(told.file_ids), given=told.dates, good_rows_only=told.good_rows_only,
        parts_may_miss=told.parts_may_miss, may_shrink=told.may_shrink,
        needs_date=True, by=caller.actor, at=caller.at,
    )  # fmt: skip
    uploads.drop(told.file_ids)
    return {"rows": loaded}


@reads(router, "/own-list", scope=READ, answer=OwnList, roles=services.KEEPERS)
def read_own(request: ApiRequest) -> object:
    """Read the house's own list; the reading is on record."""
    return {"rows": services.read_own(by=request.auth.actor, at=request.auth.at)}


@does(router, "/own-list", scope=WRITE, answer=Made, status=201, roles=services.KEEPERS)
def enter_own(request: ApiRequest, told: OwnAsked) -> object:
    """Put somebody on the house's own list; screened like any list from now on."""
    caller = request.auth
    made = services.enter_own(
        names=told.names, kind=told.kind, reason=told.reason, countries=told.countries,
        birth_dates=told.birth_dates,
        identifiers=[(one.kind, one.number) for one in told.identifiers],
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(
    router, "/own-list/{own_id}/suspicions", scope=WRITE, answer=Suspected,
    roles=services.KEEPERS,
)  # fmt: skip
def suspect_again(request: ApiRequest, own_id: UUID) -> object:
    """Count one more suspicion against somebody on the own list."""
    caller = request.auth
    times = services.suspect_again(entry_id=own_id, by=caller.actor, at=caller.at)
    return {"times": times}


@does(router, "/own-list/{own_id}/remove", scope=WRITE, roles=services.KEEPERS)
def remove_own(request: ApiRequest, own_id: UUID, told: Removal) -> None:
    """Take somebody off the own list; the entry stays on record with the reason."""
    caller = request.auth
    services.remove_own(entry_id=own_id, reason=told.reason, by=caller.actor, at=caller.at)


def _public(parties: Iterable[ListedParty]) -> list[ListedParty]:
    """Leave out the house's own list: whoever reads that is put on record."""
    return [party for party in parties if party.list_id != OWN]


def _answer(found: Screened, role: Role) -> dict[str, object]:
    return {"verdict": found.verdict, "hits": [_hit(hit, role) for hit in found.hits]}


def _hit(hit: Hit, role: Role) -> dict[str, object]:
    shown = _hidden(hit) if hit.party.list_id == OWN and role not in services.KEEPERS else hit
    plain = set(HitTold.model_fields) - {"list_date", "list_date_source", "is_hidden"}
    return {
        **{name: getattr(shown, name) for name in plain},
        "list_date": shown.list_date.on, "list_date_source": shown.list_date.source,
        "is_hidden": shown is not hit,
    }  # fmt: skip


def _hidden(hit: Hit) -> Hit:
    """A hit on the house's own list with nothing of its entry."""
    nobody = ListedParty(OWN, "", PartyKind.UNKNOWN, ())
    why = gettext("On our own list. Ask an owner or compliance before you go on.")
    return replace(hit, party=nobody, listed_name="", evidence=(), why=why)
