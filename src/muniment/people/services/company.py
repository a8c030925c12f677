"""The beginning of the house, its teams, and the companies of its guests."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from muniment.core.actor import Actor
from muniment.core.ids import new_token
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.domain.secrets import digest
from muniment.people.models import OutsideCompany, Person, Team
from muniment.people.services import posts
from muniment.people.services.accounts import checked_password, fresh_email
from muniment.people.services.errors import FirstRunClosed, GroupNotFound, NameTaken, PostInvalid
from muniment.people.services.guards import checked_name, lock_house, require_accounts_role


def first_run_token() -> str | None:
    """Make the one-time token of the first-run link, or None when the house has an owner.

    Each call makes the links before it void; only a digest is kept.
    """
    with transaction.atomic():
        house = lock_house()
        if house.founded_at is not None:
            return None
        token = new_token()
        house.first_run_digest = digest(token)
        house.save(update_fields=["first_run_digest"])
    return token


def found_company(
    *,
    token: str,
    company_name: str,
    owner_name: str,
    owner_email: str,
    password: str,
    language: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Found the company and its first owner, who can sign in at once; give the owner's id.

    Raises:
        FirstRunClosed: founded already, or not the newest token.
        NameMissing, EmailInvalid, PasswordTooWeak: nothing was written.
    """
    with transaction.atomic():
        house = lock_house()
        known = bytes(house.first_run_digest or b"")
        if house.founded_at or not hmac.compare_digest(known, digest(token)):
            raise FirstRunClosed
        owner = Person(
            name=checked_name(owner_name, limit=120),
            email=fresh_email(owner_email),
            role=Role.OWNER.value,
            state=State.ACTIVE.value,
            language=language,
            made_at=at,
        )
        owner.set_password(checked_password(password, owner))
        owner.save(force_insert=True)
        posts.open_post(owner, at)
        house.name = checked_name(company_name, limit=200)
        house.founded_at, house.first_run_digest = at, None
        house.save(update_fields=["name", "founded_at", "first_run_digest"])
        _write_founding(owner, by, at)
    return owner.id


def _write_founding(owner: Person, by: Actor, at: datetime) -> None:
    append_entry(
        kind="people.company.founded",
        subject=owner.id,
        by=by,
        at=at,
        facts={"role": owner.role},
        sealed={"name": owner.name, "email": owner.email},
    )


def note_keys_kept(*, by: Actor, at: datetime) -> None:
    """Put on record that a copy of the keys was taken out of the house.

    Raises:
        NotYourAccount: neither owner nor administrator.
    """
    with transaction.atomic():
        require_accounts_role(by)
        house = lock_house()
        house.keys_kept_at = at
        house.save(update_fields=["keys_kept_at"])
        append_entry(kind="people.keys.kept", subject=None, by=by, at=at, facts={})


def create_team(*, name: str, by: Actor, at: datetime) -> UUID:
    """Make a team; give its id.

    Raises:
        NotYourAccount, NameMissing, NameTaken: nothing was written.
    """
    with transaction.atomic():
        lock_house()
        require_accounts_role(by)
        team = Team(name=_free_team_name(name, except_for=None), made_at=at)
        team.save(force_insert=True)
        append_entry(kind="people.team.made", subject=team.id, by=by, at=at, facts={})
    return team.id


def rename_team(*, team_id: UUID, name: str, by: Actor, at: datetime) -> None:
    """Give a team another name.

    Raises:
        NotYourAccount, GroupNotFound, NameMissing, NameTaken: nothing was written.
    """
    with transaction.atomic():
        lock_house()
        require_accounts_role(by)
        team = Team.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise GroupNotFound
        team.name = _free_team_name(name, except_for=team_id)
        team.save(update_fields=["name"])
        append_entry(kind="people.team.renamed", subject=team.id, by=by, at=at, facts={})


def _free_team_name(name: str, *, except_for: UUID | None) -> str:
    name = checked_name(name, limit=100)
    others = Team.objects.exclude(pk=except_for) if except_for else Team.objects.all()
    if others.filter(name__iexact=name).exists():
        raise NameTaken
    return name


def add_outside_company(*, kind: str, name: str, country: str, by: Actor, at: datetime) -> UUID:
    """Make a company whose people may come in as guests; give its id.

    `kind` is `export_agent`, `law_firm` or `other`; `country` is ISO 3166 alpha-2.

    Raises:
        NotYourAccount, NameMissing, NameTaken, PostInvalid: nothing was written.
    """
    country = country.strip().upper()
    if kind not in OutsideCompany.Kind.values or len(country) != 2 or not country.isalpha():
        raise PostInvalid
    with transaction.atomic():
        require_accounts_role(by)
        made = OutsideCompany(
            kind=kind, name=checked_name(name, limit=200), country=country, made_at=at
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            raise NameTaken from None
        facts = {"kind": kind, "country": country}
        append_entry(kind="people.outside.added", subject=made.id, by=by, at=at, facts=facts)
    return made.id
