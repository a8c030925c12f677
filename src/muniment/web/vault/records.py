"""What is kept about a dossier: orders, looks, former values, the secret register, the policy."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.sales import reading as sales
from muniment.sales.reading import OrderHistoryShut
from muniment.vault import gate
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.explain import COLUMN, explain
from muniment.vault.domain.policy import Decision
from muniment.vault.domain.purpose import KIND_LABELS, ReferenceKind
from muniment.vault.domain.secrets import BASIS_LABELS, ValueBasis
from muniment.vault.gate import CompartmentNotFound, LookRow, SecretPointRow
from muniment.web.access import StaffRequest, signed_in
from muniment.web.account.words import device_name
from muniment.web.ledger.telling import REFUSALS
from muniment.web.vault.head import open_page
from muniment.web.vault.words import (
    LEVELS,
    ORDER_STATES,
    entry_url,
    language,
    said,
    shown,
)

ORDERS_IN = sales.FIELD.partition(".")[0]
"""The compartment that opens the order register."""
_TONES = {"open": "open", "granted": "open", "counted": "counted", "in_sitting": "open"}


@dataclass(frozen=True, slots=True)
class Event:
    """One look as `parts/timeline.html` shows it."""

    at: Any
    text: str
    who: str
    icon: str
    tone: str
    detail: str
    url: str


@signed_in
@never_cache
@require_GET
def orders(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show the order register to somebody whose look at it is on record, a lock otherwise."""
    page = open_page(request, dossier_id)
    try:
        found = sales.orders_for(
            reader=request.actor, dossier_id=dossier_id, at=page.now,
            cursor=request.GET.get("cursor"),
        )  # fmt: skip
    except OrderHistoryShut as error:
        can_open = error.facts["reason"] in {"open", "granted", "counted", "in_sitting"}
        content = {"can_open": can_open, "compartment": ORDERS_IN}
    else:
        rows = [{"order": row, "state": ORDER_STATES[row.state.value]} for row in found.rows]
        seals_at = page.sitting_over(ORDERS_IN)
        content = {"rows": rows, "page": found, "seals_at": seals_at, "compartment": ORDERS_IN}
    content |= {"shut": "page" not in content, **page.content("orders")}
    return render(request, "vault/orders.html", content)


@signed_in
@never_cache
@require_GET
def record(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show who looked, as far as the reader may know."""
    page = open_page(request, dossier_id)
    told = gate.timeline(
        reader=request.actor, dossier_id=dossier_id, at=page.now, cursor=request.GET.get("cursor")
    )
    readers = [row.reader_id for row in told.page.rows]
    outside = request.reader.role.is_outside
    names = {request.reader.id: request.reader.name} if outside else page.names_of(readers)
    catalogue = current()
    content = {
        **page.content("record"),
        "events": [_event(row, names, catalogue) for row in told.page.rows],
        "page": told.page,
        "in_full": told.in_full,
    }
    return render(request, "vault/record.html", content)


@signed_in
@never_cache
@require_GET
def history(request: StaffRequest, dossier_id: UUID, field: str) -> HttpResponse:
    """Show the former values of a field that is open to the reader now.

    Raises: HistoryShut, DossierNotFound.
    """
    page = open_page(request, dossier_id)
    told = gate.history(reader=request.actor, dossier_id=dossier_id, field=field, at=page.now)
    names = page.names_of(
        person for row in told.versions for person in (row.submitted_by, row.verified_by)
    )
    rows = [
        {
            "row": row,
            "text": shown(told.spec, row.text),
            "submitter": names.get(row.submitted_by, "") if row.submitted_by else "",
            "verifier": names.get(row.verified_by, "") if row.verified_by else "",
        }
        for row in told.versions
    ]
    content = {
        **page.content("dossier"),
        "rows": rows,
        "label": told.spec.label(language()),
        "compartment": told.spec.compartment,
        "seals_at": page.sitting_over(told.spec.compartment),
        "entry": entry_url(told.entry_id),
    }
    return render(request, "vault/history.html", content)


@signed_in
@never_cache
@require_GET
def secrets(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show which points of this customer are claimed secret, since when, and why.

    Raises: RecordShut, DossierNotFound.
    """
    page = open_page(request, dossier_id)
    rows = gate.secret_register(reader=request.actor, dossier_id=dossier_id, at=page.now)
    names = people.names(row.claimed_by for row in rows)
    fields = current().fields
    points: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        points.setdefault(row.number, []).append(_point(row, names, fields))
    content = {
        **page.content("secrets"),
        "points": [{"now": versions[0], "former": versions[1:]} for versions in points.values()],
        "company": people.company().name,
        "printed_at": page.now,
    }
    return render(request, "vault/secrets.html", content)


@signed_in
@never_cache
@require_GET
def explained(request: StaffRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Say field by field what the reader sees of a compartment and which cell decided.

    Owner, compliance and managers may ask for somebody else (`?person=`).
    """
    page = open_page(request, dossier_id)
    catalogue, person_id = current(), _asked_for(request)
    spec = catalogue.compartment(code)
    if spec is None:
        raise CompartmentNotFound
    decisions = gate.explain(
        by=request.actor, person_id=person_id, dossier_id=dossier_id, compartment=code, at=page.now
    )
    subjects = _subjects(request.reader)
    content = {
        **page.content("dossier"),
        "spec": spec,
        "label": spec.label(language()),
        "lines": [_explained(one, catalogue) for one in decisions],
        "column": _column(decisions, catalogue),
        "subjects": subjects,
        "person_id": person_id,
        "subject": dict(subjects).get(person_id, request.reader.name),
        "for_other": person_id != request.reader.id,
        "table_number": catalogue.table_number,
    }
    return render(request, "vault/explain.html", content)


def _event(row: LookRow, names: dict[UUID, str], catalogue: Catalogue) -> Event:
    spec = catalogue.compartment(row.compartment)
    label = spec.label(language()) if spec else row.compartment
    given = row.outcome == "given"
    text = gettext("opened “%(name)s”") if given else gettext("was refused “%(name)s”")
    who = names.get(row.reader_id, "") if row.reader_id else gettext("Somebody")
    kind = gettext(KIND_LABELS[ReferenceKind(row.reference_kind)]) if row.reference_kind else ""
    device = device_name(row.device) if row.device else ""
    parts = [row.purpose, f"{kind} {row.reference}".strip(), row.site, row.address, device]
    if not given and row.reader_id:
        parts.insert(0, str(REFUSALS.get(row.reason, "")))
    if row.look:
        parts.insert(0, gettext("counted look %(n)d") % {"n": row.look})
    return Event(
        at=row.at,
        text=text % {"name": label},
        who=who,
        icon="lock-open" if given else "lock",
        tone=_TONES.get(row.reason, "plain") if given else "shut",
        detail=" · ".join(part for part in parts if part),
        url=entry_url(row.entry_id) if row.reader_id else "",
    )


def _point(row: SecretPointRow, names: dict[UUID, str], fields: dict[str, Any]) -> dict[str, Any]:
    labels = [fields[code].label(language()) if code in fields else code for code in row.fields]
    return {
        "row": row,
        "level": LEVELS[row.level],
        "fields": labels,
        "bases": [gettext(BASIS_LABELS[ValueBasis(basis)]) for basis in row.bases],
        "by": names.get(row.claimed_by, ""),
    }


def _asked_for(request: StaffRequest) -> UUID:
    try:
        return UUID(request.GET.get("person", ""))
    except ValueError:
        return request.reader.id


def _subjects(reader: ReaderRow) -> list[tuple[UUID, str]]:
    """Whom the reader may ask about, herself first."""
    if reader.role.is_outside:
        return []
    everybody = reader.role in {Role.OWNER, Role.COMPLIANCE}
    below = frozenset() if everybody else people.reports_of(reader.id)
    if not everybody and not below:
        return []
    rows = people.people(limit=500).rows
    others = [
        (row.id, row.name) for row in rows if row.id != reader.id and (everybody or row.id in below)
    ]
    return [(reader.id, reader.name), *others]


def _explained(one: Decision, catalogue: Catalogue) -> dict[str, Any]:
    sentences = [part for part in explain(one) if part.template != COLUMN]
    return {
        "label": catalogue.fields[one.field].label(language()),
        "state": one.effective.value,
        "sentences": [said(part, catalogue.fields) for part in sentences],
    }


def _column(decisions: tuple[Decision, ...], catalogue: Catalogue) -> str:
    return said(explain(decisions[0])[0], catalogue.fields) if decisions else ""
