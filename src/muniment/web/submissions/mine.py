"""What a salesperson hands in: her customers, what is stale, what is missing, one button."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people.queries import reports_of
from muniment.submissions import queries, services
from muniment.submissions.domain.freshness import CustomerFreshness, FieldState, Freshness
from muniment.submissions.reporting import my_freshness
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.duties import KEEPERS, LEADING
from muniment.vault.queries import DossierHead
from muniment.web.access import StaffRequest, for_roles
from muniment.web.submissions.words import code_word, lateness_word

_NAMED = 3
"""So many fields are named one by one, or so many compartments."""


@for_roles(*KEEPERS)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the reader's customers with what wants a word, the stalest first."""
    now, me, catalogue = clock.now(), request.reader.id, current()
    draft = services.draft_of(me, at=now)
    fresh = my_freshness(request.reader, draft.heads, catalogue=catalogue, at=now)
    rows = [
        _row(one, fresh[one.id], draft.changed.get(one.id, 0), me, catalogue) for one in draft.heads
    ]
    content = {
        "rows": sorted(rows, key=lambda row: (-row["wants"], row["head"].codename)),
        "draft": draft,
        "stands": lateness_word(draft.late),
        "late": draft.late,
        "past": queries.submissions_of(me, limit=8),
        "leads": bool(reports_of(me)),
        "sets": request.reader.role in LEADING,
        "changed_fields": sum(draft.changed.values()),
    }
    return render(request, "submissions/index.html", content)


@for_roles(*KEEPERS)
@require_POST
def hand_in(request: StaffRequest) -> HttpResponse:
    """Hand in for the open period.

    Raises: NothingToHandIn, AlreadyHandedIn, NotYourCustomer.
    """
    ids = _ids(request.POST)
    services.hand_in(confirmed=ids, by=request.actor, at=clock.now())
    done = ngettext(
        "Handed in. %(n)d customer is confirmed as unchanged.",
        "Handed in. %(n)d customers are confirmed as unchanged.",
        len(ids),
    )
    messages.success(request, done % {"n": len(ids)})
    return redirect("submissions:index")


def _ids(told: QueryDict) -> list[UUID]:
    """Ticked customers; what is no id cannot be hers and is left out."""
    found = []
    for text in told.getlist("confirmed"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _row(
    head: DossierHead,
    fresh: CustomerFreshness,
    changed: int,
    person_id: UUID,
    catalogue: Catalogue,
) -> dict[str, Any]:
    wanting = [one for one in fresh.fields if one.state is not Freshness.FRESH]
    named = _by_compartment(wanting, catalogue)
    return {
        "head": head,
        "fresh": fresh,
        "changed": changed,
        "wants": len(wanting),
        "named": named[:_NAMED],
        "more": sum(int(count) for _, count in named[_NAMED:]),
        "duty": "" if head.keeper_id == person_id else gettext("deputy"),
    }


def _by_compartment(
    wanting: Sequence[FieldState], catalogue: Catalogue
) -> list[tuple[str, int | str]]:
    """Name a few fields one by one; of many, count those of each compartment, most first."""
    codes = [one.field for one in wanting]
    if len(codes) <= _NAMED:
        return [(code_word(catalogue, code), "") for code in codes]
    specs = [catalogue.fields.get(code) for code in codes]
    counted = Counter(
        spec.compartment if spec else code for spec, code in zip(specs, codes, strict=True)
    )
    return [(code_word(catalogue, code), count) for code, count in counted.most_common()]
