"""Areas and posts changing hands without a leaver: choose, look, do."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.handover.domain.states import Kind
from muniment.handover.services import rotation as rotating
from muniment.handover.services.rotation import Market, Rotation
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.countries import countries
from muniment.vault.domain.duties import KEEPERS
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.handover.planning import LEADING
from muniment.web.handover.words import KINDS
from muniment.web.vault.words import language

_UNKNOWN = "--"
"""How the market of customers without a country is named in a form."""


def _name(market: Market) -> str:
    """The country in the reader's language."""
    known = countries().get(market.country)
    return known.name(language()) if known else market.country or gettext("unknown")


class RotationForm(forms.Form):
    """Whose customers, of which markets, go to whom."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        choices=[(one.value, KINDS[one]) for one in (Kind.ROTATION, Kind.TRANSFER)],
    )
    person = forms.MultipleChoiceField(
        label=gettext_lazy("Whose customers"), widget=forms.CheckboxSelectMultiple
    )
    market = forms.MultipleChoiceField(
        label=gettext_lazy("Of which countries"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: of all."),
    )
    heir = forms.MultipleChoiceField(
        label=gettext_lazy("Who may take them"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: everybody at work who keeps customers."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)

    def __init__(
        self, *args: Any, led: list[tuple[str, str]], able: list[tuple[str, str]],
        markets: tuple[Market, ...], **told: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **told)
        named = [(one.country or _UNKNOWN, f"{_name(one)} ({one.customers})") for one in markets]
        for name, choices in (("person", led), ("heir", able), ("market", named)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def persons(self) -> list[UUID]:
        """Whose customers."""
        return [UUID(one) for one in self.cleaned_data["person"]]

    def planned(self, request: StaffRequest) -> Rotation:
        """Work the plan out from what holds now."""
        told = self.cleaned_data
        markets = {"" if one == _UNKNOWN else one for one in told["market"]}
        return rotating.plan_rotation(
            person_ids=self.persons(), markets=markets or None,
            heirs=[UUID(one) for one in told["heir"]], by=request.actor, at=clock.now(),
        )  # fmt: skip


@for_roles(*LEADING)
@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: StaffRequest) -> HttpResponse:
    """Choose people, markets and heirs, and see what would be done; nothing changes here.

    Raises: NotYoursToHand.
    """
    form = _form(request)
    planned = attempt(form, lambda: form.planned(request)) if request.POST.get("do") else None
    return _page(request, form, planned)


@for_roles(*LEADING)
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    """Do what was shown, for all people of it or for none.

    Raises: NotYoursToHand.
    """
    form = _form(request)
    begun = attempt(form, lambda: _begin(request, form))
    if begun is None:
        return _page(request, form, None)
    count = sum(one.before.customers for one in begun)
    told = ngettext("%d customer changed hands.", "%d customers changed hands.", count)
    messages.success(request, told % count)
    if len(begun) == 1:
        return redirect("handovers:board", begun[0].handover_id)
    return redirect("handovers:index")


def _begin(request: StaffRequest, form: RotationForm) -> tuple[Any, ...]:
    return rotating.begin_rotation(
        kind=Kind(form.cleaned_data["kind"]), rotation=form.planned(request),
        fingerprint=request.POST.get("fingerprint", ""), reason=form.cleaned_data["reason"],
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _form(request: StaffRequest) -> RotationForm:
    """The form with the markets of the people that are ticked."""
    led, able = _led(request), _able(request)
    ticked = [UUID(one) for one, _ in led if one in request.POST.getlist("person")]
    markets: tuple[Market, ...] = ()
    if ticked:
        markets = rotating.markets_of(person_ids=ticked, by=request.actor, at=clock.now())
    data = request.POST if request.method == "POST" else None
    return RotationForm(data, led=led, able=able, markets=markets)


def _led(request: StaffRequest) -> list[tuple[str, str]]:
    """Those whose customers the reader may move; an owner stands above everybody."""
    reader = request.reader
    below = people.reports_of(reader.id)
    return [
        (str(row.id), row.name)
        for row in people.people(limit=1000).rows
        if row.role in KEEPERS
        and row.state is State.ACTIVE
        and row.id != reader.id
        and (row.id in below or reader.role is Role.OWNER)
    ]


def _able(request: StaffRequest) -> list[tuple[str, str]]:
    return [
        (str(row.id), row.name)
        for row in people.people(limit=1000).rows
        if row.role in KEEPERS and row.state is State.ACTIVE and row.id != request.reader.id
    ]


def _page(request: StaffRequest, form: RotationForm, planned: Rotation | None) -> HttpResponse:
    is_wrong = bool(request.POST.get("do")) and planned is None
    names = dict(_led(request)) | dict(_able(request))
    content = {
        "form": form,
        "planned": planned,
        "plans": [
            (names.get(str(one.person_id), ""), one, [
                (item.codename, names.get(str(item.fit.heir_id), "") if item.fit else "")
                for item in one.items
            ])
            for one in (planned.plans if planned else ())
        ],
        "sent": [
            (name, value)
            for name in ("kind", "person", "market", "heir", "reason")
            for value in request.POST.getlist(name)
        ],
    }  # fmt: skip
    return render(request, "handover/rotate.html", content, status=422 if is_wrong else 200)
