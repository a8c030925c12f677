"""What the house holds against a case: its own customers, and other cases.

Comparing means unsealing what no person asked to see, so it is the house that does it, on record
before it begins, and what comes back names customers by token and cases by number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from uuid import UUID

from muniment.core.actor import HOUSE
from muniment.investigations.domain.hands.records import Record
from muniment.investigations.domain.tokens import token_of
from muniment.investigations.models import Case, Fact, Finding
from muniment.investigations.sealing import seals_of
from muniment.ledger.services import append_entry
from muniment.vault import gate as vault
from muniment.vault.gate import SweepPurpose
from muniment.vault.gate.recording import on_record

COMPARED = "investigations.cases.compared"
REFUSED = "conduct.refused_at_port"
_LOOK_ALIKE = (
    "identity.legal_name", "identity.trading_names", "identity.website", "contacts.emails",
)  # fmt: skip
_HANDS = (
    *_LOOK_ALIKE, "identity.registration_number", "identity.country",
    "identity.registered_address", "contacts.phones",
)  # fmt: skip
_FROM_FIELDS: Mapping[str, tuple[str, ...]] = {
    "company_name": ("identity.legal_name", "identity.trading_names"),
    "registration_no": ("identity.registration_number",),
    "country": ("identity.country",),
    "address": ("identity.registered_address",),
    "phone": ("contacts.phones",),
    "email": ("contacts.emails",),
    "website": ("identity.website",),
}
_FROM_FACTS: Mapping[str, tuple[str, ...]] = {
    "company_name": ("company.name", "company.trading_name"),
    "registration_no": ("company.registration_number",),
    "country": ("company.country",),
    "address": ("company.address",),
    "phone": ("contact.phone",),
    "email": ("contact.email",),
    "website": ("company.website",),
    "contact_name": ("person.name",),
    "director": ("company.officer",),
    "bank_account": ("bank.account",),
    "analytics_id": ("web.analytics_id",),
    "icon": ("web.favicon",),
    "template": ("web.template",),
    "inquiry_ip": ("mail.ip",),
}


@dataclass(frozen=True, slots=True)
class OwnCustomer:
    """A customer to compare with.

    Attributes:
        codename: its token (`domain/tokens.py`), the only thing that a check may tell of it.
        domains: web and mail addresses.
    """

    codename: str
    names: tuple[str, ...]
    domains: tuple[str, ...]


_MOST_RECORDS = 20  # of one company: more values than that of one kind say nothing new


def own_customers(*, without: UUID | None, at: datetime) -> tuple[OwnCustomer, ...]:
    """Names and domains of all our customers but one, each under its token."""
    found = []
    for dossier_id, told in vault.sweep(
        purpose=SweepPurpose.LOOK_ALIKE, fields=_LOOK_ALIKE, by=HOUSE, at=at
    ):
        if dossier_id != without:
            names = (*_lines(told, "identity.legal_name"), *_lines(told, "identity.trading_names"))
            reach = (*_lines(told, "identity.website"), *_lines(told, "contacts.emails"))
            found.append(OwnCustomer(token_of(dossier_id), names, reach))
    return tuple(found)


def known_records(*, case: Case, at: datetime) -> list[Record]:
    """Everything known of other companies: our customers and the other cases.

    `Record.company` names them: a customer's token, or `case:` and its id. A case about a
    customer adds to that customer's records.
    """
    records = []
    for dossier_id, told in vault.sweep(
        purpose=SweepPurpose.LOOK_ALIKE, fields=_HANDS, by=HOUSE, at=at
    ):
        if dossier_id != case.dossier_id:
            values = {code: _lines(told, code) for code in told}
            records += records_of(token_of(dossier_id), "dossier", values, _FROM_FIELDS)
    for other, facts in _other_cases(case, at):
        company = token_of(other.dossier_id) if other.dossier_id else f"case:{other.id}"
        records += records_of(company, f"case-{other.number}", facts, _FROM_FACTS)
    return records


def subject_records(facts: Mapping[str, Sequence[str]]) -> list[Record]:
    """The facts of a case as records of one company."""
    return records_of("subject", "case", facts, _FROM_FACTS)


def records_of(
    company: str, source: str, told: Mapping[str, Sequence[str]],
    columns: Mapping[str, tuple[str, ...]],
) -> list[Record]:  # fmt: skip
    """Lay several values of a kind into several records of the same company."""
    names = list(columns)
    lists = [[value for code in columns[name] for value in told.get(code, ())] for name in names]
    rows = list(zip_longest(*lists, fillvalue=""))[:_MOST_RECORDS]
    return [
        Record(
            rec_id=f"{company}/{source}/{number}", source=source, company=company,
            **dict(zip(names, row, strict=True)),
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip


def _other_cases(case: Case, at: datetime) -> Iterator[tuple[Case, dict[str, list[str]]]]:
    with on_record():
        others = Case.objects.exclude(pk=case.id).exclude(state=Case.State.ERASED)
        if case.dossier_id is not None:
            others = others.exclude(dossier=case.dossier_id)
        found = {row.id: row for row in others}
        append_entry(
            kind=COMPARED, subject=case.id, by=HOUSE, at=at,
            facts={"purpose": "same_hands", "cases": len(found)},
        )  # fmt: skip
    wanted = {code for codes in _FROM_FACTS.values() for code in codes}
    facts = facts_of(found, wanted)
    for case_id, row in found.items():
        if case_id in facts:
            yield row, facts[case_id]


def names_of(case_id: UUID, others: Sequence[UUID], at: datetime) -> dict[UUID, list[str]]:
    """The names in other cases, for comparing with those of this one; on record first."""
    if not others:
        return {}
    with on_record():
        append_entry(
            kind=COMPARED, subject=case_id, by=HOUSE, at=at,
            facts={"purpose": "disputes", "cases": len(others)},
        )  # fmt: skip
    found = facts_of(others, {"company.name", "company.trading_name", "person.name"})
    return {one: [name for names in told.values() for name in names] for one, told in found.items()}


def refusals_in(case_id: UUID, others: Sequence[UUID], at: datetime) -> dict[UUID, int]:
    """How often goods were refused, by what a person confirmed in other cases; on record first.

    What a case was told by our own file of disputes is no refusal of its own.
    """
    rows = Finding.objects.filter(
        case__in=others, state=Finding.State.CONFIRMED, superseded_at=None
    ).exclude(check_id="lists.disputes")
    standing = list(rows)
    if not standing:
        return {}
    with on_record():
        append_entry(
            kind=COMPARED, subject=case_id, by=HOUSE, at=at,
            facts={"purpose": "disputes", "cases": len({row.case_id for row in standing})},
        )  # fmt: skip
    seals, found = seals_of({row.case_id for row in standing}), dict[UUID, int]()
    for row in standing:
        if row.case_id in seals:
            told = seals[row.case_id].open("finding", row.id, row.sealed)
            if told["signal"] == REFUSED:
                found[row.case_id] = found.get(row.case_id, 0) + _times(told["facts"])
    return found


def _times(facts: Mapping[str, object]) -> int:
    """A person who writes no number has seen it once."""
    told = str(facts.get("times", ""))
    return int(told) if told.isdecimal() and 0 < int(told) < 1000 else 1


def facts_of(
    case_ids: Sequence[UUID] | Mapping[UUID, object], codes: set[str]
) -> dict[UUID, dict[str, list[str]]]:
    """Unseal the adopted facts of many cases; two queries for each 400.

    The caller has put on record what for.
    """
    ids, found = list(case_ids), dict[UUID, dict[str, list[str]]]()
    for start in range(0, len(ids), 400):
        batch = ids[start : start + 400]
        seals = seals_of(batch)
        rows = Fact.objects.filter(case__in=batch, code__in=codes, state=Fact.State.ADOPTED)
        for row in rows.order_by("-at", "-id"):
            seal = seals.get(row.case_id)
            if seal is not None:
                value = seal.open("fact", row.id, row.sealed)["value"]
                found.setdefault(row.case_id, {}).setdefault(row.code, []).append(value)
    return found


def _lines(told: Mapping[str, str], code: str) -> tuple[str, ...]:
    return tuple(line for line in told.get(code, "").split("\n") if line)
