"""Forms of hand-overs. The plan's form is sent again and again until it is confirmed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

from muniment.handover.domain.states import ItemState, Kind
from muniment.handover.queries import BoardFilter
from muniment.handover.withdrawals import Choice
from muniment.web.handover.words import KINDS, STATES

_DAY = {"type": "date"}


class PlanForm(forms.Form):
    """When, why, and how many customers an heir may get."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happens"), choices=[(kind.value, KINDS[kind]) for kind in Kind]
    )
    notice_on = forms.DateField(
        label=gettext_lazy("Notice given on"), widget=forms.DateInput(_DAY), required=False
    )
    last_day_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(_DAY), required=False,
        help_text=gettext_lazy("Needed for somebody who leaves."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Sealed; only those who lead the person read it."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("New customers an heir may get"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=gettext_lazy("Empty: half more than an even share."),
    )

    def clean(self) -> dict[str, Any]:
        """A leaver has days, and the last one is not before the first."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == Kind.LEAVER.value:
            first, last = told.get("notice_on"), told.get("last_day_on")
            if not last:
                self.add_error("last_day_on", gettext_lazy("Say when the last day is."))
            elif first and last < first:
                self.add_error("last_day_on", gettext_lazy("It lies before the notice."))
        return told


def fresh_plan() -> PlanForm:
    """The form before anything was said: notice today, the last day in 30 days."""
    today = timezone.localdate()
    return PlanForm(
        initial={
            "kind": Kind.LEAVER.value,
            "notice_on": today,
            "last_day_on": today + timedelta(days=30),
        }
    )


def heirs_in(sent: QueryDict) -> frozenset[UUID] | None:
    """The heirs that are ticked; None before anybody was asked."""
    if "asked" not in sent:
        return None
    return frozenset(filter(None, map(_uuid, sent.getlist("heir"))))


def named_in(sent: QueryDict) -> dict[UUID, UUID]:
    """Heirs chosen by hand, by customer; ticked rows go to `give_to`."""
    pairs = [one.partition(":")[::2] for one in sent.getlist("named") if ":" in one]
    named = {_uuid(left): _uuid(right) for left, right in pairs}
    if sent.get("do") == "give" and (to := _uuid(sent.get("give_to", ""))):
        named |= {_uuid(one): to for one in sent.getlist("row")}
    if sent.get("do") == "by_fit":
        named |= dict.fromkeys(map(_uuid, sent.getlist("row")))
    return {left: right for left, right in named.items() if left and right}


def only_in(sent: QueryDict) -> frozenset[UUID] | None:
    """The customers that alone change hands (rotation); None means all."""
    ids = frozenset(filter(None, map(_uuid, sent.getlist("only"))))
    return ids or None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class BoardForm(forms.Form):
    """What the board is narrowed to."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *((one.value, STATES[one]) for one in ItemState)],
    )
    heir = forms.ChoiceField(label=gettext_lazy("Heir"), required=False)
    main = forms.BooleanField(label=gettext_lazy("Main customers only"), required=False)
    waiting = forms.BooleanField(label=gettext_lazy("Not accepted yet"), required=False)

    def __init__(self, *args: Any, heirs: Mapping[UUID, str], **told: Any) -> None:
        super().__init__(*args, **told)
        field = self.fields["heir"]
        assert isinstance(field, forms.ChoiceField)
        rows = sorted(((str(one), name) for one, name in heirs.items()), key=lambda row: row[1])
        field.choices = [("", gettext_lazy("All")), *rows]
        if not heirs:
            del self.fields["heir"]

    def narrowed(self) -> BoardFilter:
        """Say it as the board understands it; what makes no sense narrows nothing."""
        self.is_valid()
        told = self.cleaned_data
        return BoardFilter(
            state=ItemState(told["state"]) if told.get("state") else None,
            heir_id=UUID(told["heir"]) if told.get("heir") else None,
            main=bool(told.get("main")),
            waiting=bool(told.get("waiting")),
        )


class ReasonForm(forms.Form):
    """Why something is done; sealed."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


ALL_BACK, CONFIRMED_STAY, AS_TICKED = "back", "confirmed", "ticked"


class WithdrawForm(ReasonForm):
    """Why a hand-over is taken back, and which customers stay with their heirs."""

    who = forms.ChoiceField(
        label=gettext_lazy("Which customers stay with their heirs"),
        choices=[
            (CONFIRMED_STAY, gettext_lazy("Those that confirmed the heir")),
            (ALL_BACK, gettext_lazy("None: all go back")),
            (AS_TICKED, gettext_lazy("Those ticked below")),
        ],
        initial=CONFIRMED_STAY,
    )

    def staying(self, choices: Sequence[Choice], ticked: Sequence[str]) -> list[UUID]:
        """The customers that stay, by their ids on the board."""
        who = self.cleaned_data["who"]
        if who == CONFIRMED_STAY:
            return [one.item_id for one in choices if one.is_confirmed]
        return [one.item_id for one in choices if who == AS_TICKED and str(one.item_id) in ticked]


class OfferForm(ReasonForm):
    """Another heir for one customer."""

    heir = forms.ChoiceField(label=gettext_lazy("Next heir"))

    def __init__(self, *args: Any, heirs: Mapping[UUID, str], **told: Any) -> None:
        super().__init__(*args, **told)
        field = self.fields["heir"]
        assert isinstance(field, forms.ChoiceField)
        rows = sorted(((str(one), name) for one, name in heirs.items()), key=lambda row: row[1])
        field.choices = list(rows)
        self.order_fields(["heir", "reason"])
