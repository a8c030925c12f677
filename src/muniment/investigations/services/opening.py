"""Opening a case: from fields, from a pasted mail, or about a customer with a dossier."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from muniment.core import ids
from muniment.core.actor import Actor
from muniment.core.money import Money
from muniment.investigations import evidence
from muniment.investigations.domain import duties
from muniment.investigations.domain.inquiry import parse_inquiry
from muniment.investigations.errors import CaseNotYours, NothingKnown
from muniment.investigations.gate.reading import PURPOSE
from muniment.investigations.models import Case, CaseCounter, Fact
from muniment.investigations.sealing import new_seal
from muniment.investigations.services.common import record, rerate
from muniment.investigations.services.facts import Facts, Origin, checked, write
from muniment.vault import gate as vault
from muniment.vault.domain import codenames
from muniment.vault.domain.contacts import load_contacts
from muniment.vault.gate import Opened
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries import dossier_named

OPENED = "investigations.case.opened"
LONGEST_ABOUT = 2000
LONGEST_ORDER = 80
_TRIES = 20
Trigger = Case.Trigger
"""What a case can be opened for, for the doors."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a case is opened for.

    Attributes:
        order: number of the order or dispute, handed over by the door.
        at_risk: what could be lost; decides how much has to be checked.
        about: in words, for whoever reads the case.
    """

    trigger: Case.Trigger = Case.Trigger.INQUIRY
    order: str = ""
    at_risk: Money | None = None
    about: str = ""


INQUIRY = Occasion()


def open_case(
    *, facts: Facts | None = None, mail: str | bytes = b"", occasion: Occasion = INQUIRY,
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Open a case about somebody who is no customer yet; who opens it leads it.

    Args:
        facts: what is known, by code; adopted at once.
        mail: as it was received or pasted; kept as evidence. What is read from it is proposed,
            or, when no facts were given, adopted: it is what the buyer claims.

    Raises:
        NothingKnown, FactInvalid: nothing was written.
        CaseNotYours: the role opens no cases. ReaderUnknown: nobody of this id.
    """
    given = checked(facts or {})
    read = checked(parse_inquiry(mail).facts) if mail else {}
    if not given and not read and not mail:
        raise NothingKnown
    with transaction.atomic():
        number = _number(by, at)
        case = new_case(number, None, "", occasion, by=by, at=at)
        adopted = Origin(Fact.Source.INQUIRY)
        proposed = Origin(Fact.Source.INQUIRY, Fact.State.PROPOSED)
        seal = new_seal(case.id)
        write(case.id, seal, given or read, adopted, by=by.person_id, at=at)
        if given and read:
            write(case.id, seal, read, proposed, by=by.person_id, at=at)
        _keep_mail(case.id, mail, by, at)
        case.refresh_from_db()
        rerate(case, at)
    return case.id


def open_case_for_dossier(
    *, dossier_id: UUID, occasion: Occasion, facts: Facts | None = None, mail: str | bytes = b"",
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Open a case about a customer; identity and contacts are consulted as the opener.

    Only what the access table shows her in clear goes into the case. Contacts that are not open
    to her are left out (the refusal is on record); without the identity there is no case.

    Raises:
        ConsultationRefused, DossierNotFound: the vault says no; recorded there.
        CaseNotYours: the role opens no cases.
        RuntimeError: called inside a transaction, which could undo the record of the look.
    """
    given = checked(facts or {})
    with transaction.atomic():
        number = _number(by, at)
    identity = _consult(dossier_id, "identity", number, by, at)
    try:
        contacts = _consult(dossier_id, "contacts", number, by, at)
    except vault.ConsultationRefused:
        contacts = None
    known = checked(_facts_of(identity, contacts))
    with transaction.atomic():
        case = new_case(number, dossier_id, identity.codename, occasion, by=by, at=at)
        seal = new_seal(case.id)
        write(case.id, seal, known, Origin(Fact.Source.DOSSIER), by=by.person_id, at=at)
        write(case.id, seal, given, Origin(Fact.Source.PERSON), by=by.person_id, at=at)
        if mail:
            read = checked(parse_inquiry(mail).facts)
            proposed = Origin(Fact.Source.INQUIRY, Fact.State.PROPOSED)
            write(case.id, seal, read, proposed, by=by.person_id, at=at)
        _keep_mail(case.id, mail, by, at)
        case.refresh_from_db()
        rerate(case, at)
    return case.id


def _keep_mail(case_id: UUID, mail: str | bytes, by: Actor, at: datetime) -> None:
    raw = mail.encode("utf-8", "replace") if isinstance(mail, str) else mail
    if raw:
        evidence.keep(
            case_id=case_id, content=raw, kind="mail", source="inquiry", method="pasted",
            by=by, at=at,
        )  # fmt: skip


def _number(by: Actor, at: datetime) -> str:
    """Take the next number of the year; gaps stay where an opening was refused.

    Raises:
        CaseNotYours: the role opens no cases; no number was taken.
    """
    if not duties.may_open(reader_of(by).role):
        raise CaseNotYours
    return next_number(at)


def next_number(at: datetime) -> str:
    """Take the next number of the year inside the caller's transaction."""
    CaseCounter.objects.get_or_create(year=at.year)
    counter = CaseCounter.objects.select_for_update().get(year=at.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"C-{at.year}-{counter.last:04d}"


def new_case(
    number: str, dossier_id: UUID | None, codename: str, occasion: Occasion, *, by: Actor,
    at: datetime, owner_id: UUID | None = None, rule: int | None = None,
) -> Case:  # fmt: skip
    """Write a case without facts, on record, inside the caller's transaction.

    Args:
        owner_id: who leads it; None: who opens it.
        rule: number of the rule in whose name the house opens it.
    """
    leader = owner_id or by.person_id
    assert leader is not None
    case_id, amount = ids.new_id(), occasion.at_risk
    about: dict[str, object] = {
        "order": occasion.order.strip()[:LONGEST_ORDER],
        "about": occasion.about.strip()[:LONGEST_ABOUT],
        "currency": amount.currency if amount else None,
        "amount_minor": amount.minor if amount else None,
    }
    row = Case(
        id=case_id, number=number, trigger=occasion.trigger, dossier_id=dossier_id,
        owner_id=leader, opened_by_id=by.person_id, opened_at=at, touched_at=at,
        sealed=new_seal(case_id).seal("case", case_id, about), codename=codename,
    )  # fmt: skip
    case = row if codename else _with_codename(row)
    if codename:
        case.save(force_insert=True)
    record(
        OPENED, case_id, by=by, at=at,
        facts={
            "number": number, "trigger": Case.Trigger(occasion.trigger).value,
            "dossier": str(dossier_id) if dossier_id else None,
            **({} if rule is None else {"rule": rule}),
        },
        sealed={"order": str(about["order"])} if about["order"] else {},
    )  # fmt: skip
    return case


def _with_codename(row: Case) -> Case:
    """Give the case two plain words that no dossier and no other case has."""
    random = secrets.SystemRandom()
    for _ in range(_TRIES):
        row.codename = codenames.propose(random)
        if dossier_named(row.codename) is not None:
            continue
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return row
    raise codenames.CodenamesUsedUp(draws=_TRIES)


def _consult(dossier_id: UUID, compartment: str, number: str, by: Actor, at: datetime) -> Opened:
    again = vault.read_again(reader=by, dossier_id=dossier_id, compartment=compartment, at=at)
    return again or vault.consult(
        reader=by, dossier_id=dossier_id, compartment=compartment,
        purpose=f"{PURPOSE} {number}", reference_kind="inquiry", reference=number, at=at,
    )  # fmt: skip


FROM_FIELDS = {
    "identity.legal_name": "company.name",
    "identity.trading_names": "company.trading_name",
    "identity.country": "company.country",
    "identity.registration_number": "company.registration_number",
    "identity.tax_number": "company.tax_number",
    "identity.registered_address": "company.address",
    "identity.website": "company.website",
    "contacts.emails": "contact.email",
    "contacts.phones": "contact.phone",
}
PEOPLE = "contacts.people"


def _facts_of(*opened: Opened | None) -> dict[str, list[str]]:
    """Take over what was shown in clear; a mask is no fact."""
    shown = [field for one in opened if one for field in one.fields if field.shown and field.text]
    return facts_in((field.spec.code, field.text, field.spec.several) for field in shown)


def facts_in(fields: Iterable[tuple[str, str, bool]]) -> dict[str, list[str]]:
    """Turn fields of a dossier into facts: its code, its text, whether it holds several values."""
    found: dict[str, list[str]] = {}
    for field, text, several in fields:
        code = FROM_FIELDS.get(field)
        if code:
            found.setdefault(code, []).extend(text.split("\n") if several else [text])
        elif field == PEOPLE:
            _add_people(found, text)
    return found


def _add_people(found: dict[str, list[str]], text: str) -> None:
    for person in load_contacts(text):
        told: Mapping[str, str] = {
            "person.name": person.name, "person.title": person.post,
            "contact.email": person.email, "contact.phone": person.phone,
        }  # fmt: skip
        for code, value in told.items():
            if value:
                found.setdefault(code, []).append(value)
