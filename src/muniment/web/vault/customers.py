"""The list of customers and the clash check above it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError
from muniment.people import queries as people
from muniment.people.queries import ReaderRow
from muniment.vault import gate, services
from muniment.vault.domain.clash import VERDICT_TEXT
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.policy import Cell, Relation
from muniment.vault.domain.values import ValueInvalid
from muniment.vault.gate import DossierRow, GlancePage, ListFilter
from muniment.vault.services import ClashAnswer
from muniment.vault.services.clashes import checks_left
from muniment.web.access import StaffRequest, signed_in
from muniment.web.vault.forms import SCOPES, ClashForm, ListForm
from muniment.web.vault.words import Freshness, freshness, language, mended, relation_name, shown

PER_PAGE = 50
_TELLING = {Cell.OPEN.value, Cell.MASKED.value}
_BOX_OF = {
    "contacts.emails": "email",
    "contacts.phones": "phone",
    "identity.registration_number": "registration",
    "identity.website": "website",
}


@dataclass(frozen=True, slots=True)
class ColumnCell:
    """One cell of the list: `text` as the reader expects it, or nothing."""

    label: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One row of the list."""

    row: DossierRow
    cells: tuple[ColumnCell, ...]
    keeper: str
    deputy: str
    relation: str
    fresh: Freshness

    @property
    def locked(self) -> str:
        """The one state of all columns when none of them shows anything, or ""."""
        states = {cell.state for cell in self.cells}
        silent = len(states) == 1 and not states & _TELLING
        return states.pop() if silent else ""


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """Show the list, narrowed and paged. A search is posted, so no address or log holds it."""
    now, reader = clock.now(), request.reader
    form = ListForm(request.POST if request.method == "POST" else request.GET, auto_id="list-%s")
    filters, swapped = form.narrowed(reader), bool(request.headers.get("HX-Request"))
    told = request.POST if request.method == "POST" else request.GET
    cursor = told.get("cursor") or None
    if request.method == "POST" and not filters.search and not swapped:
        return redirect(address(filters, cursor))
    found = gate.glance(
        reader=request.actor, filters=filters, at=now, cursor=cursor, limit=PER_PAGE
    )
    content = {
        "form": form,
        "clash_form": ClashForm(auto_id="clash-%s"),
        "may_check": _may(Verb.CHECK_CLASH, reader),
        **_page(reader, found, filters, cursor, now),
    }
    template = "vault/_customers.html" if swapped else "vault/index.html"
    response = render(request, template, content)
    if swapped and not filters.search:
        response["HX-Push-Url"] = address(filters, cursor)
    return response


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def clash(request: StaffRequest) -> HttpResponse:
    """Answer "do we already know them?" beside what was typed."""
    posted = request.method == "POST"
    form = ClashForm(request.POST if posted else None, auto_id="clash-%s")
    answer = _checked(request, form) if posted and form.is_valid() else None
    may_check = _may(Verb.CHECK_CLASH, request.reader)
    left = checks_left(request.reader.id, at=clock.now()) if may_check else 0
    content = {
        "clash_form": form,
        "checks_left": answer.left if answer else left,
        "answer": answer,
        "verdict_text": VERDICT_TEXT[answer.verdict] if answer else "",
        "may_open": _may(Verb.OPEN, request.reader),
        "known": _known(form) if answer else {},
    }
    template = "vault/_clash.html" if request.headers.get("HX-Request") else "vault/clash.html"
    return render(request, template, content, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_GET
def left(request: StaffRequest) -> HttpResponse:
    """Say how many clash checks are left today; asked for when the check is unfolded."""
    count = checks_left(request.reader.id, at=clock.now())
    return render(request, "vault/_left.html", {"checks_left": count})


def address(filters: ListFilter, cursor: str | None = None) -> str:
    """The address of a list that was not searched: nothing sealed stands in it."""
    parts = {
        "scope": filters.scope.value,
        "state": filters.state.value,
        "codename": filters.codename,
        "keeper": str(filters.keeper_id or ""),
        "unkept": "1" if filters.unkept else "",
        "sort": filters.sort.value,
        "cursor": cursor or "",
    }
    return f"{reverse('customers:index')}?{urlencode({k: v for k, v in parts.items() if v})}"


def _page(
    reader: ReaderRow, found: GlancePage, filters: ListFilter, cursor: str | None, now: Any
) -> dict[str, Any]:
    rows = found.page.rows
    outside = reader.role.is_outside
    ids = {person for row in rows for person in (row.keeper_id, row.deputy_id)}
    names = {} if outside else people.names(ids | {filters.keeper_id})
    labels = [spec.label(language()) for spec in found.columns]
    return {
        "lines": [_line(found, row, names, now) for row in rows],
        "columns": labels,
        "page": found.page,
        "filters": filters,
        "keeper_name": names.get(filters.keeper_id) if filters.keeper_id else "",
        "tabs": [] if outside else _tabs(filters),
        "everybody_url": address(ListFilter()),
        "next_url": address(filters, found.page.next_cursor) if found.page.next_cursor else "",
        "first_url": address(filters) if cursor else "",
        "may_open": _may(Verb.OPEN, reader),
        "outside": outside,
    }


def _tabs(filters: ListFilter) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "scope": scope.value,
            "here": scope is filters.scope,
            "url": address(ListFilter(scope=scope, state=filters.state, sort=filters.sort)),
        }
        for scope, label in SCOPES.items()
    ]


def _line(found: GlancePage, row: DossierRow, names: dict[UUID, str], now: Any) -> CustomerLine:
    cells = tuple(
        ColumnCell(
            label=spec.label(language()),
            state=cell.cell.value,
            text=shown(spec, cell.text).replace("\n", ", ")
            if cell.cell is Cell.OPEN
            else cell.text,
        )
        for spec, cell in zip(found.columns, row.cells, strict=True)
    )
    keeper = names.get(row.keeper_id, "") if row.keeper_id else ""
    deputy = names.get(row.deputy_id, "") if row.deputy_id else ""
    near = row.relation in {Relation.KEEPER, Relation.DEPUTY, Relation.LINE_MANAGER}
    relation = relation_name(row.relation) if near else ""
    return CustomerLine(row, cells, keeper, deputy, relation, freshness(row.touched_at, now))


def _checked(request: StaffRequest, form: ClashForm) -> ClashAnswer | None:
    """Ask, and put what cannot be read beside its box."""
    try:
        return services.check_clash(by=request.actor, at=clock.now(), **form.cleaned_data)
    except ValueInvalid as error:
        form.add_error(_BOX_OF.get(str(error.facts["field"])), _short(error))
    except MunimentError as error:
        if error.kind not in {ErrorKind.INVALID, ErrorKind.LIMITED}:
            raise
        form.add_error(None, mended(error))
    return None


def _short(error: ValueInvalid) -> str:
    return mended(error).partition(": ")[2] or mended(error)


def _known(form: ClashForm) -> dict[str, str]:
    """What was typed, under the codes of the fields it would go to."""
    told = form.cleaned_data
    known = {
        "identity.legal_name": told["name"],
        "identity.registration_number": told["registration"],
        "identity.website": told["website"],
        "contacts.emails": told["email"],
        "contacts.phones": told["phone"],
    }
    return {code: text for code, text in known.items() if text}


def _may(verb: Verb, reader: ReaderRow) -> bool:
    return may(verb, role=reader.role, relation=Relation.COLLEAGUE)
