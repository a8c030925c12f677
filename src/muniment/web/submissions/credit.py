"""My customers and my credit: who found and grew them, dated, with proof."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import STAFF
from muniment.submissions import queries
from muniment.submissions.reporting import read_credit
from muniment.submissions.statement import make_statement
from muniment.vault.domain.duties import KEEPERS
from muniment.web.access import StaffRequest, for_roles


@for_roles(*KEEPERS)
@never_cache
@require_GET
def mine(request: StaffRequest) -> HttpResponse:
    """Show the reader's own credit."""
    return _page(request, request.reader.id, own=True)


@for_roles(*STAFF)
@never_cache
@require_GET
def of_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show somebody's credit to those who lead her; on record.

    Raises: CreditNotFound.
    """
    return _page(request, person_id, own=person_id == request.reader.id)


@for_roles(*KEEPERS)
@require_POST
def statement(request: StaffRequest) -> HttpResponse:
    """Hand out the reader's own credit with its proofs; that she took it is on record."""
    made = make_statement(by=request.actor, at=clock.now(), readme=_readme())
    answer = HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="muniment-credit.zip"'
    return answer


def _page(request: StaffRequest, person_id: UUID, *, own: bool) -> HttpResponse:
    rows = read_credit(reader=request.actor, person_id=person_id, at=clock.now())
    rule = queries.tail_rule()
    content: dict[str, Any] = {
        "rows": rows,
        "own": own,
        "name": people.names([person_id]).get(person_id, ""),
        "found": sum(1 for row in rows if row.found),
        "keeps": sum(1 for row in rows if row.keeps_now),
        "told": sum(row.told for row in rows),
        "handled": sum(row.handled.orders for row in rows if row.handled),
        "rule": rule,
        "rule_percent": f"{rule.basis_points / 100:g}" if rule else "",
        "today": timezone.localdate(clock.now()),
    }
    return render(request, "submissions/credit.html", content)


def _readme() -> str:
    return gettext(
        """Statement of credit

What is here
  statement.json      customers by codename, and each fact with the number of its entry
  proofs/             for each entry its exact bytes (.json) and its proof (.tlog-proof)
  key.txt             the public key of the ledger
  verify.html         checks a proof in your browser, without a network

How to check
  Open verify.html from your disk, choose a proof and the entry of the same number, and
  paste the key. Take the key from a source of your own: the annex of your contract, a
  letter, the company’s site. Or, where Muniment is installed:
  muniment verify NUMBER.tlog-proof --entry NUMBER.json --key KEY

What a good proof says
  These bytes, to the last one, stood in the ledger when its key signed, with their day.
  Customers and people stand in them as numbers; no name and no value of a customer does.
"""
    )
