"""Accounts from invitation to the last day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import Fact
from muniment.core.ids import new_token
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State, Step
from muniment.people.domain.roles import Role
from muniment.people.domain.secrets import digest
from muniment.people.models import LANGUAGES, Invitation, Person
from muniment.people.services import posts
from muniment.people.services.errors import (
    DaysInvalid,
    EmailInvalid,
    EmailTaken,
    InvitationClosed,
    PasswordTooWeak,
)
from muniment.people.services.guards import (
    checked_name,
    lock_house,
    lock_person,
    require_another_owner,
    require_manager,
    require_manager_or_line,
    require_other,
    require_step,
    take_step,
)
from muniment.people.services.signins import close_bulk_ways, close_every_way_in
from muniment.people.withdrawing import require_free

INVITATION_DAYS = 7


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh invitation; the token is shown to the invited person only and kept nowhere."""

    person_id: UUID
    token: str
    expires_at: datetime


def invite_person(
    *,
    name: str,
    email: str,
    role: Role,
    by: Actor,
    at: datetime,
    team_id: UUID | None = None,
    line_manager_id: UUID | None = None,
    outside_company_id: UUID | None = None,
    language: str = "en",
) -> Invited:
    """Make an account that waits for its person to accept the invitation.

    Raises:
        NotYourAccount: `by` may not make accounts of this role.
        NameMissing, EmailInvalid, EmailTaken, PostInvalid, GroupNotFound, LineManagerUnfit:
            nothing was written.
    """
    with transaction.atomic():
        lock_house()
        require_manager(by, role)
        posts.checked_post(
            role=role,
            team_id=team_id,
            line_manager_id=line_manager_id,
            outside_company_id=outside_company_id,
        )
        person = Person(
            name=checked_name(name, limit=120),
            email=fresh_email(email),
            role=role.value,
            team_id=team_id,
            outside_company_id=outside_company_id,
            language=checked_language(language),
            made_at=at,
        )
        person.set_unusable_password()
        person.save(force_insert=True)
        posts.set_line(person, line_manager_id)
        invited = _open_invitation(person, at)
        _tell(person, "invited", by, at, sealed={"name": person.name, "email": person.email})
    return invited


def invite_again(*, person_id: UUID, by: Actor, at: datetime) -> Invited:
    """Make a new link for somebody who has not accepted yet; the old one is void.

    Raises:
        PersonNotFound, NotYourAccount, StepNotOpen: nothing was written.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager(by, Role(person.role))
        require_step(person, Step.ACCEPT)
        invited = _open_invitation(person, at)
        _tell(person, "invited_again", by, at)
    return invited


def accept_invitation(*, token: str, password: str, by: Actor, at: datetime) -> UUID:
    """Let the invited person in with a password of her own; give her id.

    Raises:
        InvitationClosed: used, replaced or too old.
        PasswordTooWeak: nothing was written, the link still works.
    """
    with transaction.atomic():
        lock_house()
        found = Invitation.objects.filter(digest=digest(token), closed_at=None, expires_at__gt=at)
        invitation = found.select_related("person").first()
        if invitation is None or State(invitation.person.state) is not State.INVITED:
            raise InvitationClosed
        person = invitation.person
        take_step(person, Step.ACCEPT)
        person.set_password(checked_password(password, person))
        person.save(update_fields=["state", "password"])
        Invitation.objects.filter(pk=invitation.pk).update(closed_at=at)
        posts.open_post(person, at)
        _tell(person, "accepted", by, at)
    return person.id


def change_post(
    *,
    person_id: UUID,
    role: Role,
    team_id: UUID | None,
    line_manager_id: UUID | None,
    by: Actor,
    at: datetime,
) -> None:
    """Give somebody another role, team or line manager; the old post stays on record.

    Raises:
        PersonNotFound, NotYourAccount, OwnAccount, LastOwner, StepNotOpen, PostInvalid,
        GroupNotFound, LineManagerUnfit, LineClosesCircle: nothing was written.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        old = Role(person.role)
        require_manager(by, old, role)
        if role is not old:
            require_other(by, person)
            require_another_owner(person)
        require_step(person, Step.LEAVE)  # who has left holds no post to change
        _change_post(person, role, team_id, line_manager_id, at)
        facts: dict[str, Fact] = {"role": role.value, "role_before": old.value}
        _tell(person, "post_changed", by, at, facts=_post_facts(facts, person))


def _change_post(
    person: Person, role: Role, team_id: UUID | None, line_manager_id: UUID | None, at: datetime
) -> None:
    posts.checked_post(
        role=role,
        team_id=team_id,
        line_manager_id=line_manager_id if line_manager_id != person.line_manager_id else None,
        outside_company_id=person.outside_company_id,
    )
    posts.set_line(person, line_manager_id)
    person.role, person.team_id = role.value, team_id
    person.save(update_fields=["role", "team"])
    if State(person.state) is not State.INVITED:
        posts.close_post(person, at)
        posts.open_post(person, at)


def _post_facts(facts: dict[str, Fact], person: Person) -> dict[str, Fact]:
    team, manager = person.team_id, person.line_manager_id
    return facts | {
        "team": str(team) if team else None,
        "line_manager": str(manager) if manager else None,
    }


def give_notice(
    *, person_id: UUID, notice_on: date, last_day_on: date, by: Actor, at: datetime
) -> None:
    """Put on record that somebody will leave, and when; her API tokens and sessions end.

    The sales managers above her may do it, too: between the word and the record lies the time
    in which a book is copied.

    Raises:
        PersonNotFound, NotYourAccount, StepNotOpen, DaysInvalid: nothing was written.
    """
    if last_day_on < notice_on:
        raise DaysInvalid
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager_or_line(by, person)
        take_step(person, Step.GIVE_NOTICE)
        person.notice_on, person.last_day_on = notice_on, last_day_on
        person.save(update_fields=["state", "notice_on", "last_day_on"])
        facts: dict[str, Fact] = {
            "notice_on": notice_on.isoformat(),
            "last_day_on": last_day_on.isoformat(),
            **close_bulk_ways(person, at),
        }
        _tell(person, "notice_given", by, at, facts=facts)


def withdraw_notice(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Put on record that somebody stays after all.

    Raises:
        PersonNotFound, NotYourAccount, StepNotOpen: nothing was written.
        MunimentError: a room above refuses, as while a hand-over runs (`withdrawing`).
    """
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager_or_line(by, person)
        require_free(person_id)
        take_step(person, Step.WITHDRAW_NOTICE)
        person.notice_on = person.last_day_on = None
        person.save(update_fields=["state", "notice_on", "last_day_on"])
        _tell(person, "notice_withdrawn", by, at)


def leave(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """End somebody's employment now: every session, token, link and password is void at once.

    Who reported to her reports to the next line manager above her who is at work.

    Raises:
        PersonNotFound, NotYourAccount, OwnAccount, LastOwner, StepNotOpen: nothing was written.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager(by, Role(person.role))
        require_other(by, person)
        require_another_owner(person)
        take_step(person, Step.LEAVE)
        person.left_at = at
        person.set_unusable_password()
        person.save(update_fields=["state", "left_at", "password"])
        ended = close_every_way_in(person, at)
        posts.close_post(person, at)
        moved = _hand_reports_up(person, by, at)
        _tell(person, "left", by, at, facts={**ended, "reports_moved": moved})


def _hand_reports_up(person: Person, by: Actor, at: datetime) -> int:
    reports = list(person.reports.exclude(state=State.LEFT.value).order_by("id"))
    manager_id = posts.nearest_manager_at_work(person)
    for report in reports:
        _change_post(report, Role(report.role), report.team_id, manager_id, at)
        facts: dict[str, Fact] = {"role": report.role, "role_before": report.role}
        _tell(report, "post_changed", by, at, facts=_post_facts(facts, report))
    return len(reports)


def reinstate(*, person_id: UUID, by: Actor, at: datetime) -> Invited:
    """Take somebody back who left: a new invitation, a new password, a new second factor.

    Raises:
        PersonNotFound, NotYourAccount, OwnAccount, StepNotOpen: nothing was written.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager(by, Role(person.role))
        require_other(by, person)
        take_step(person, Step.REINSTATE)
        person.notice_on = person.last_day_on = person.left_at = None
        person.save(update_fields=["state", "notice_on", "last_day_on", "left_at"])
        invited = _open_invitation(person, at)
        _tell(person, "reinstated", by, at)
    return invited


def choose_language(*, person_id: UUID, language: str, by: Actor, at: datetime) -> None:
    """Set the language in which somebody sees the house; her own choice only.

    Raises:
        PersonNotFound: nobody, or somebody else.
    """
    with transaction.atomic():
        person = lock_person(person_id if by.person_id in {person_id, None} else UUID(int=0))
        person.language = checked_language(language)
        person.save(update_fields=["language"])
        _tell(person, "language_chosen", by, at, facts={"language": person.language})


def fresh_email(email: str) -> str:
    """Normalise an e-mail address and make sure that it is free.

    Raises:
        EmailInvalid, EmailTaken: as the names say.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise EmailInvalid from None
    if Person.objects.filter(email=email).exists():
        raise EmailTaken
    return email


def checked_password(password: str, person: Person) -> str:
    """Hold a new password against the house's rules.

    Raises:
        PasswordTooWeak: too short, too common, or too like the name.
    """
    try:
        validate_password(password, user=person)
    except ValidationError:
        raise PasswordTooWeak from None
    return password


def checked_language(language: str) -> str:
    """Fall back to English where the house does not speak the language."""
    return language if language in LANGUAGES else LANGUAGES[0]


def _open_invitation(person: Person, at: datetime) -> Invited:
    Invitation.objects.filter(person=person, closed_at=None).update(closed_at=at)
    token, expires_at = new_token(), at + timedelta(days=INVITATION_DAYS)
    Invitation.objects.create(
        person=person, digest=digest(token), made_at=at, expires_at=expires_at
    )
    return Invited(person_id=person.id, token=token, expires_at=expires_at)


def _tell(
    person: Person,
    happened: str,
    by: Actor,
    at: datetime,
    *,
    facts: dict[str, Fact] | None = None,
    sealed: dict[str, str] | None = None,
) -> None:
    append_entry(
        kind=f"people.person.{happened}",
        subject=person.id,
        by=by,
        at=at,
        facts={"role": person.role} if facts is None else facts,
        sealed=sealed or {},
    )
