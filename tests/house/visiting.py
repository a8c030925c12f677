"""People at their browsers and tokens, and what each of them may be shown."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import structlog
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import transaction
from django.test import Client

from muniment.api import limits
from muniment.core import clock, logs
from muniment.investigations.domain.duties import LEADING, Standing, may_read
from muniment.investigations.gate.shading import WHOLE, field_for
from muniment.investigations.models import CaseLook
from muniment.ledger import queries as ledger
from muniment.ledger.services import drain
from muniment.people import queries as people
from muniment.people import services as staff
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.domain.scopes import SCOPES
from muniment.screening.services import KEEPERS
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import Cell, Relation
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.policy import AskFact, Outcome, decide
from muniment.vault.models import Consultation
from muniment.warning.standing import READERS
from muniment.web.account.records import FACTOR_KEY
from muniment.web.middleware import _name_of_session
from muniment.web.vault.actlist import ACTS
from tests.house import casework
from tests.house.casework import ABOUT_HERON, CASES
from tests.house.handing import (
    ALIKE,
    ANSWER,
    BACK,
    EXIT,
    may_see_answer_of,
    may_see_back,
    may_see_exit,
)
from tests.house.hanging import HANGS, may_see_hanging
from tests.house.marks import Mark
from tests.house.planting import GRANTS, LEFT, Planted
from tests.house.touched import TOUCH, TRAY, addresses, may_see_mail, may_see_touch
from tests.house.warned import ABOUT_HER, SAID, may_see_answer, may_see_said

NOBODY = "nobody"
CAST = (
    "olga", "oli", "mia", "max", "ada", "ben", "jun", "nora", "dee", "cy", "cus", "fin", "kai",
    "sam", "eve", "ext", "law", "lou", LEFT, NOBODY,
)  # fmt: skip
SAME_ROLE = {"oli", "max", "ben", "jun", "nora", "cy", "ext", "lou"}
"""Others of a role: what is not about a customer looks the same to them."""
TELLING = (
    "vault.consultation.given", "vault.clash.checked", "vault.secret_point.claimed",
    "vault.values.submitted",
)  # fmt: skip
"""Entries with something sealed beside them, or with facts about a customer."""
WATCHING = {Role.OWNER, Role.COMPLIANCE}
OPENINGS_READ = "vault.openings.read"
ANSWERING = {Relation.KEEPER, Relation.LINE_MANAGER}


@dataclass
class Answer:
    """One answer: all bytes that left the house, and what they give away against the rules."""

    status: int
    data: bytes
    leaks: set[Mark] = field(default_factory=set)
    kind: str = ""
    error: str = ""
    allow: str = ""

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


@dataclass
class Visitor:
    """Somebody of the cast with a browser that is signed in, and a token."""

    name: str
    house: Planted
    client: Client
    token: str = ""
    sessions: frozenset[str] = frozenset()
    role: Role | None = None
    state: State = State.ACTIVE

    def asks(
        self, method: str, path: str, data: Any = None, *, keep: bool = False, **headers: str
    ) -> Answer:
        """Send one request and judge every byte of the answer; undo what it did unless `keep`."""
        if path.startswith("/api/") and self.token:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
            limits.allowances.forget()
        cookies = dict(self.client.cookies)
        before, letters = _newest_entry(), len(mail.outbox)
        with _undone(keep=keep), _log() as log:
            raw = self.client.generic(method, path, **_body(path, data), **headers)
            answer = Answer(raw.status_code, _bytes_of(raw))
            answer.kind, answer.allow = raw.get("Content-Type", ""), raw.get("Allow", "")
            answer.error = _error_of(raw)
            said = b"".join(_letter(one) for one in mail.outbox[letters:])
            marks = self.house.marks
            found = marks.found_in(answer.data) | marks.found_in(said + log.getvalue().encode())
            typed = self.house.marks.found_in(f"{path} {data}".encode()) if found else set()
            answer.leaks = {
                mark for mark in found - typed if not self.may_be_shown(mark, since=before)
            }
        if keep:
            drain()
        else:
            self.client.cookies.clear()
            self.client.cookies.update(cookies)
        return answer

    def may_be_shown(self, mark: Mark, *, since: int) -> bool:
        """Compute from the access table and the record whether this person may have this.

        The answer is yes only for what a record that lies in the ledger covers: a running
        consultation of this very session, or what the request itself put on record.
        """
        if self.role is None or self.state is State.LEFT:
            return False
        if mark.kind in _SAID and _opened_an_entry(self, since):
            return True
        rule = _RULES.get(mark.kind)
        customers = [replace(mark, where=where) for where in mark.where.split("|")]
        return rule is not None and any(rule(self, one, since) for one in customers)

    def person_id(self) -> UUID:
        return self.house.world.id(self.name)

    def relation(self, customer: str) -> Relation:
        return self.house.relation(customer, self.name)

    def shows(self, customer: str, code: str) -> bool:
        """Whether the access table gives this person this field in clear."""
        told = decide(table=current().table, field=code, ask=self._ask(customer, code))
        return told.outcome is Outcome.SHOW

    def lists(self, customer: str, code: str) -> bool:
        """Whether the cell is open, which is what a list needs."""
        told = decide(table=current().table, field=code, ask=self._ask(customer, code))
        return told.outcome is Outcome.SHOW and told.effective is Cell.OPEN

    def _ask(self, customer: str, code: str) -> AskFact:
        assert self.role is not None
        return AskFact(
            role=self.role, relation=self.relation(customer), state=self.state,
            has_grant=GRANTS.get((customer, self.name)) == code.partition(".")[0],
            frozen=customer == "crane", in_sitting=True,
        )  # fmt: skip

    def consulted(self, customer: str) -> set[str]:
        """The fields that this very session has open, by the record."""
        looks = Consultation.objects.filter(
            reader=self.person_id(), dossier=self.house.dossiers[customer],
            session__in=self.sessions, sitting_ends_at__gt=clock.now(),
        )  # fmt: skip
        return {code for look in looks for code in look.fields["show"]}

    def recorded(self, kind: str, since: int) -> list[dict[str, Any]]:
        """The facts of this person's entries of one kind that the request appended."""
        rows = ledger.entries(kinds=[kind], actor=self.person_id(), limit=20).rows
        return [dict(row.facts) for row in rows if row.number > since]

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers that she tries: together the cast stands in every column of the table."""
        return _TRIES.get(self.name, ("heron",))


_TRIES = {
    "olga": ("wren", "heron"),
    "oli": ("finch", "heron"),
    "mia": ("kite", "heron", "wren"),
    "ada": ("heron", "kite", "finch"),
    "ben": ("heron", "crane"),
    "jun": ("gull", "heron"),
    "nora": ("gull", "heron"),
    "kai": ("heron", "crane"),
}


def _may_see_value(who: Visitor, mark: Mark, since: int) -> bool:
    if not who.shows(mark.where, mark.what):
        return False
    covered = mark.what in who.consulted(mark.where)
    if mark.where == "heron" and mark.version != 1 and _reads_case(who, ABOUT_HERON):
        return True
    if mark.version == 1:
        reads = who.recorded("vault.history.read", since)
        return covered and any(read["field"] == mark.what for read in reads)
    listed = _in_a_list(who, mark, since) or _swept(who, mark, since)
    return covered or (who.lists(mark.where, mark.what) and listed)


def _swept(who: Visitor, mark: Mark, since: int) -> bool:
    """Who rotates areas is told countries as counts, and the record names her and the field."""
    read = who.recorded("vault.dossiers.swept", since)
    return any(
        sweep["purpose"] == "handing_over" and mark.what in sweep["fields"] for sweep in read
    )


def _in_a_list(who: Visitor, mark: Mark, since: int) -> bool:
    dossier = str(who.house.dossiers[mark.where])
    pages = who.recorded("vault.list.shown", since)
    return any(mark.what in page["fields"] and dossier in page["dossiers"] for page in pages)


def _may_see_told(who: Visitor, mark: Mark, since: int) -> bool:
    """Who told a value goes with the value; a former one with the history of a field."""
    if mark.version == 1 and not who.recorded("vault.history.read", since):
        return False
    open_now = who.consulted(mark.where)
    return any(code.partition(".")[0] == mark.what for code in open_now)


def _may_see_order(who: Visitor, mark: Mark, since: int) -> bool:
    """Orders go with their register; what they come to also with a silence that is looked into."""
    silence = who.recorded("warning.customer.read", since) or who.recorded(
        "warning.winback.read", since
    )
    if silence and who.role in READERS and who.lists(mark.where, mark.what):
        return True
    return mark.what in who.consulted(mark.where) and who.shows(mark.where, mark.what)


def _may_see_engagement(who: Visitor, mark: Mark, since: int) -> bool:
    """Who may engage agents sees on which order; so does the order register."""
    assert who.role is not None
    engages = may(Verb.ENGAGE, role=who.role, relation=who.relation(mark.where))
    return engages or _may_see_order(who, mark, since)


def _may_see_purpose(who: Visitor, mark: Mark, since: int) -> bool:
    answers = who.role in WATCHING or who.relation(mark.where) in ANSWERING
    return mark.what == who.name or (answers and bool(who.recorded("vault.timeline.read", since)))


def _may_see_point(who: Visitor, mark: Mark, since: int) -> bool:
    answers = who.role in WATCHING or who.relation(mark.where) in ANSWERING
    read = who.recorded("vault.register.read", since) or who.recorded(OPENINGS_READ, since)
    return answers and bool(read)


def _may_see_file(who: Visitor, mark: Mark, since: int) -> bool:
    return who.name == mark.where


def _opened_an_entry(who: Visitor, since: int) -> bool:
    """Owner and compliance may open what is sealed in an entry, others in their own; recorded."""
    opened = [ledger.entry(UUID(read["entry"])) for read in who.recorded(OPENINGS_READ, since)]
    return any(
        row is not None and (who.role in WATCHING or row.actor == str(who.person_id()))
        for row in opened
    )


def _reads_case(who: Visitor, case: str) -> bool:
    """Whether a look of this very session at a case is on record, and was hers to take."""
    assert who.role is not None
    keeps = case == ABOUT_HERON and who.relation("heron") in {Relation.KEEPER, Relation.DEPUTY}
    stands = Standing(leads=CASES[case] == who.name, keeps=keeps)
    return may_read(who.role, stands) and CaseLook.objects.filter(
        reader=who.person_id(), case=who.house.cases[case], session__in=who.sessions, given=True,
        ends_at__gt=clock.now(),
    ).exists()  # fmt: skip


def _may_see_fact(who: Visitor, mark: Mark, since: int) -> bool:
    """A fact about a customer passes through the cell of its field."""
    if not _reads_case(who, mark.where):
        return False
    field_ = field_for(mark.what)
    if mark.where != ABOUT_HERON:
        return True
    return who.shows("heron", field_) if field_ else _sees_whole(who)


def _may_see_order_of_case(who: Visitor, mark: Mark, since: int) -> bool:
    """The number of a customer's order goes with the register of its orders."""
    shown = mark.where != ABOUT_HERON or who.shows("heron", mark.what)
    return shown and _reads_case(who, mark.where)


def _may_see_piece(who: Visitor, mark: Mark, since: int) -> bool:
    """What cannot be taken apart is for those to whom all of identity and contacts is open."""
    return _reads_case(who, mark.where) and (mark.where != ABOUT_HERON or _sees_whole(who))


def _may_see_bytes(who: Visitor, mark: Mark, since: int) -> bool:
    """Bytes of evidence have a record of their own, besides the look at the case."""
    return _may_see_piece(who, mark, since) and bool(
        who.recorded("investigations.evidence.read", since)
    )


def _sees_whole(who: Visitor) -> bool:
    codes = [spec.code for part in WHOLE for spec in current().of(part)]
    return all(who.shows("heron", code) for code in codes)


def _may_see_watched(who: Visitor, mark: Mark, since: int) -> bool:
    return who.role in LEADING | KEEPERS and bool(
        who.recorded("investigations.tripwire.read", since)
    )


def _may_see_own_list(who: Visitor, mark: Mark, since: int) -> bool:
    return who.role in KEEPERS and bool(who.recorded("screening.own.read", since))


_RULES = {
    ANSWER: may_see_answer_of,
    EXIT: may_see_exit,
    BACK: may_see_back,
    TOUCH: may_see_touch,
    TRAY: may_see_mail,
    SAID: may_see_said,
    ABOUT_HER: may_see_answer,
    HANGS: may_see_hanging,
    casework.FACT: _may_see_fact,
    casework.ORDER: _may_see_order_of_case,
    casework.PIECE: _may_see_piece,
    casework.WORD: _may_see_piece,
    casework.BYTES: _may_see_bytes,
    casework.WATCHED: _may_see_watched,
    casework.OWN: _may_see_own_list,
    "value": _may_see_value,
    "told": _may_see_told,
    "order": _may_see_order,
    "engagement": _may_see_engagement,
    "purpose": _may_see_purpose,
    "secret point": _may_see_point,
    "import": _may_see_file,
    "order of a file": _may_see_file,
}
"""Everything else (reasons, searches, clash checks) is for those who open its entry."""
_SAID = {
    "reason", "purpose", "search", "clash", "import", "engagement", casework.WORD,
    casework.ORDER,
    casework.WATCHED, SAID, ABOUT_HER, ANSWER, EXIT, BACK,
}  # fmt: skip
"""What stands sealed beside entries and is no value of a customer."""


def visitor(house: Planted, name: str) -> Visitor:
    """Seat one of the cast at a browser."""
    client = Client(REMOTE_ADDR="192.0.2.44", HTTP_USER_AGENT="Firefox (Linux)")
    client.raise_request_exception = False
    if name == NOBODY:
        return Visitor(name, house, client)
    person_id = house.world.id(name)
    key = _signed_in(client, person_id)
    row = people.person(person_id)
    assert row is not None
    secret, token = _token(house, name) if row.state is not State.ON_NOTICE else ("", "")
    told = Visitor(
        name, house, client, secret, frozenset({_name_of_session(key), token}), row.role, row.state
    )
    if name == LEFT:
        staff.leave(person_id=person_id, by=house.actor("olga"), at=clock.now())
        told.state = State.LEFT
    drain()  # a queue older than a minute would shut the house, and the walk would see nothing
    return told


def _token(house: Planted, name: str) -> tuple[str, str]:
    """A token with every scope: its secret and its id. People on notice get none."""
    issued = staff.issue_token(
        person_id=house.world.id(name), name="walk", scopes=SCOPES, by=house.actor(name),
        at=clock.now(), expires_at=clock.now() + timedelta(days=30),
    )  # fmt: skip
    return issued.secret, str(issued.token_id)


def _signed_in(client: Client, person_id: UUID) -> str:
    person = get_user_model()._default_manager.get(pk=person_id)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[FACTOR_KEY] = "totp"
    session["account_authentication_methods"] = [
        {"method": "password", "at": clock.now().timestamp()}
    ]
    session.create()
    UserSession.objects.create(user=person, session_key=session.session_key, ip="192.0.2.44")
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return str(session.session_key)


def values(
    house: Planted, customers: Sequence[str], compartments: list[str]
) -> dict[str, list[str]]:
    """What to put into the gaps of addresses: other people's ids, real codes, and guesses."""
    catalogue = current()
    first = {spec.compartment: spec.code for spec in reversed(catalogue.fields.values())}
    fields = [first[code] for code in compartments]
    ada = house.world.id("ada")
    session = UserSession.objects.filter(user=ada).values_list("pk", flat=True).first() or 1
    token = next((row.id for row in people.tokens_of(ada, at=clock.now())), uuid4())
    entries = {row.kind: str(row.id) for row in ledger.entries(kinds=TELLING, limit=100).rows}
    return {
        "dossier_id": [str(house.dossiers[name]) for name in customers],
        "person_id": [str(ada)],
        "team_id": [str(row.id) for row in people.teams()],
        "run_id": house.ids["run_id"][:1],
        "job_id": [str(uuid4())],
        "grant_id": house.ids["grant_id"],
        "engagement_id": house.ids["engagement_id"],
        "erasure_id": house.ids["erasure_id"],
        "company_id": house.ids["company_id"],
        "entry_id": list(entries.values()),
        "checkpoint_id": ["1"],
        "handover_id": house.ids["handover_id"],
        **{name: house.ids[name] for name in sorted(ALIKE - {"handover_id"})},
        "other_id": [str(house.world.id("jun"))],
        "warning_id": house.ids["warning_id"],
        "suspension_id": house.ids["suspension_id"],
        "winback_id": house.ids["winback_id"],
        "step_id": house.ids["step_id"],
        "dark_id": house.ids["dark_id"],
        "on": ["2026-05-04"],
        "token_id": [str(token)],
        "session_id": [str(session)],
        "token": ["guessed-at-random"],
        "uidb36": ["1a"],
        "key": ["set-password"],
        "pk": ["1"],
        "index": ["1"],
        "size": ["1"],
        "number": ["1", "2"],
        "code": compartments,
        "compartment": compartments,
        "field": fields,
        "name": list(ACTS),
        "what": ["1", "confirm"],
        "kind": ["customers"],
        "ending": ["csv"],
        "preset": ["strict"],
        "lang": ["en"],
        "place": ["0/000"],
        **_of_cases(house),
        **addresses(house),
    }


def _of_cases(house: Planted) -> dict[str, list[str]]:
    """Ids and codes of the three cases and of what they stand beside."""
    return {
        **{
            name: house.ids[name]
            for name in ("case_id", "evidence_id", "finding_id", "decision_id", "fact_id",
                         "link_id", "party_id", "own_id", "questionnaire_id")
        },
        "check": ["basics.licence", "email_web.dns"],
        "act": ["close"],
        "goal_code": ["official_site"],
        "load_id": [str(uuid4())],
        "upload_id": [str(uuid4())],
        "hit_id": [str(uuid4())],
        "fingerprint": ["0" * 32],
    }  # fmt: skip


_SIGNED = Path(settings.DATA_DIR) / "keys" / "ledger.state"


@contextmanager
def _undone(*, keep: bool) -> Iterator[None]:
    """Undo what a request wrote. The gate sees what it demands: no transaction around it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    signed = _SIGNED.read_bytes() if _SIGNED.exists() else None
    with block:
        yield
        if not keep:
            transaction.set_rollback(True)
    if not keep and signed is None:
        _SIGNED.unlink(missing_ok=True)
    elif not keep and signed is not None and _SIGNED.read_bytes() != signed:
        _SIGNED.write_bytes(signed)  # or the signer would notice that the rows are gone


@contextmanager
def _log() -> Iterator[io.StringIO]:
    """Collect the lines that the house would write to its log."""
    text, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logs._Lines("web"))
    root.addHandler(handler)
    logs._configure_structlog()
    try:
        yield text
    finally:
        root.removeHandler(handler)
        structlog.reset_defaults()


def _newest_entry() -> int:
    rows = ledger.entries(limit=1).rows
    return rows[0].number if rows else 0


def _body(path: str, data: Any) -> dict[str, Any]:
    if data is None:
        return {}
    if isinstance(data, bytes):
        return {"data": data, "content_type": "application/json"}
    from urllib.parse import urlencode

    return {
        "data": urlencode(data, doseq=True),
        "content_type": "application/x-www-form-urlencoded",
    }


def _bytes_of(raw: Any) -> bytes:
    body = b"".join(raw.streaming_content) if raw.streaming else raw.content
    head = f"{raw.status_code} {raw.reason_phrase}\n" + "".join(
        f"{name}: {value}\n" for name, value in raw.headers.items()
    )
    return (head + raw.cookies.output() + "\n\n").encode("utf-8", "replace") + body


def _error_of(raw: Any) -> str:
    told = getattr(raw, "exc_info", None)
    return repr(told[1]) if told else ""


def _letter(one: Any) -> bytes:
    return str(one.message()).encode("utf-8", "replace")
