"""One's own contact: what is owed to whom, a touch in ten seconds, the calendar feed."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches import queries, services
from muniment.touches.feed import feed as written
from muniment.touches.queries import feed_owner
from muniment.vault import queries as vault
from muniment.web.access import StaffRequest, open_to_all, signed_in
from muniment.web.touches.forms import QuickForm
from muniment.web.touches.words import FEED, PARTS, PROMISES

_SHOWN = 100


@signed_in
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show what the reader owes, the most urgent first."""
    return _page(request)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def quick(request: StaffRequest) -> HttpResponse:
    """Note a touch from anywhere: the customer by codename."""
    begun = {"codename": request.GET.get("of", "")[:48], "kind": request.GET.get("kind", "")[:16]}
    form = QuickForm(request.POST or None, initial={name: it for name, it in begun.items() if it})
    if request.method == "POST" and form.is_valid():
        head = vault.dossier_named(form.cleaned_data["codename"])
        if head is None or request.reader.role.is_outside:
            form.add_error("codename", gettext("There is no such codename; “Customers” finds it."))
        else:
            services.log_touch(
                dossier_id=head.id, touch=form.told(), by=request.actor, at=clock.now()
            )
            told = gettext("Noted: contact with %(codename)s.") % {"codename": head.codename}
            messages.success(request, told)
            return redirect("touches:contact", head.id)
    status = 422 if form.is_bound else 200
    me = request.reader.id
    owed = queries.owed_by([me], on=timezone.localdate(clock.now())).get(me, [])
    content = {"form": form, "codenames": [kept.codename for kept, _ in owed[:_SHOWN]]}
    return render(request, "touches/quick.html", content, status=status)


@signed_in
@never_cache
@require_POST
def make_feed(request: StaffRequest) -> HttpResponse:
    """Make a secret address of the reader's calendar; it is shown this once."""
    token = services.make_feed(by=request.actor, at=clock.now())
    return _page(request, made=request.build_absolute_uri(reverse("touches:feed", args=[token])))


@signed_in
@require_POST
def end_feed(request: StaffRequest) -> HttpResponse:
    """End the secret address of the reader's calendar."""
    services.end_feed(by=request.actor, at=clock.now())
    return redirect("touches:mine")


@open_to_all
@never_cache
@require_GET
def feed(request: StaffRequest, token: str) -> HttpResponse:  # noqa: ARG001 - a view
    """Hand out somebody's own duties to her calendar: codenames and days alone."""
    owner = feed_owner(token)
    row = people.reader(owner) if owner else None
    with translation.override(row.language if row else "en"):
        words = {name: gettext(text) for name, text in FEED.items()}
    told = written(token, words=words, at=clock.now())
    if told is None:
        raise Http404
    return HttpResponse(told, content_type="text/calendar; charset=utf-8")


def _page(request: StaffRequest, *, made: str = "") -> HttpResponse:
    now = clock.now()
    today, me = timezone.localdate(now), request.reader.id
    owed = queries.owed_by([me], on=today).get(me, [])
    visits, promises = queries.visits_by(me), queries.promises_by(me)
    names = vault.codenames_of(
        [*(it.dossier_id for it in visits), *(it.dossier_id for it in promises)]
    )
    content = {
        "owed": [
            {
                "kept": kept, "part": PARTS[duty.part], "due_on": duty.due_on,
                "late": duty.late(today), "days": duty.days, "age": duty.age(today),
            }
            for kept, duty in owed[:_SHOWN]
        ],
        "more": max(0, len(owed) - _SHOWN),
        "visits": [{"row": it, "codename": names[it.dossier_id]} for it in visits],
        "promises": [
            {"row": it, "kind": PROMISES[it.kind], "codename": names[it.dossier_id]}
            for it in promises
        ],
        "today": today, "waiting": queries.waiting_count(me), "feed": queries.feed_of(me),
        "made": made, "mail_address": settings.CONFIG.mail_in_address,
        "outside": request.reader.role.is_outside,
        "has_feed": not request.reader.role.is_outside and request.reader.state is State.ACTIVE,
    }  # fmt: skip
    return render(request, "touches/mine.html", content)
