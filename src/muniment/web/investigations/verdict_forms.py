"""The form of a verdict: what a refusal would cost, the terms, the reason."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from muniment.core.errors import fill
from muniment.core.money import Money, NotMoney
from muniment.investigations.casefile import CaseFile
from muniment.investigations.domain.advice import WITH_DEPOSIT, Advice, Order, Terms, Way
from muniment.investigations.domain.deposit import DEMURRAGE_DAYS, Costs
from muniment.investigations.services import Deal

OTHER = "other"
WAYS = {
    Way.DEPOSIT_COPY: gettext_lazy("Deposit, the rest against the copy of the bill of lading"),
    Way.DEPOSIT_RELEASE: gettext_lazy("Deposit, the rest before the originals are released"),
    Way.DEPOSIT_CREDIT: gettext_lazy("Deposit, the rest by confirmed letter of credit"),
    Way.CREDIT: gettext_lazy("Letter of credit at sight"),
    Way.CREDIT_CONFIRMED: gettext_lazy("Letter of credit, confirmed"),
    Way.PREPAID: gettext_lazy("All of it before shipment"),
    Way.OPEN_ACCOUNT: gettext_lazy("Open account"),
    Way.DECLINE: gettext_lazy("Decline"),
}


def _amount(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_digits=15,
        decimal_places=2, widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )  # fmt: skip


class DealForm(forms.Form):
    """What the advice is fitted to; nothing of it must be known."""

    order = forms.ChoiceField(
        label=gettext_lazy("This order is"),
        choices=[
            (Order.FIRST.value, gettext_lazy("the first of this customer")),
            (Order.REPEAT.value, gettext_lazy("one more of a customer who has paid")),
        ],
        widget=forms.RadioSelect,
        initial=Order.FIRST.value,
    )
    amount = _amount(gettext_lazy("Value of the order"))
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, min_length=3, required=False
    )
    freight_out = _amount(
        gettext_lazy("Freight to the port"), gettext_lazy("As far as we pay it; 0 when they do.")
    )
    freight_back = _amount(gettext_lazy("Freight back"), gettext_lazy("Or on to another buyer."))
    demurrage_a_day = _amount(
        gettext_lazy("Demurrage a day"), gettext_lazy("Of all containers together.")
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days at the port"), min_value=0, max_value=365, required=False,
        help_text=gettext_lazy("While it is argued about; 30 when nobody says."),
    )  # fmt: skip
    free_days = forms.IntegerField(
        label=gettext_lazy("Of them free"), min_value=0, max_value=365, required=False
    )
    resale_loss_percent = forms.IntegerField(
        label=gettext_lazy("Loss when sold to others, %"), min_value=0, max_value=100,
        required=False, help_text=gettext_lazy("100 for goods made for this buyer alone."),
    )  # fmt: skip
    insured_limit = _amount(
        gettext_lazy("Limit of the credit insurer"), gettext_lazy("Empty when there is none.")
    )

    costs = ("amount", "currency", "freight_out", "freight_back", "demurrage_a_day", "days",
             "free_days", "resale_loss_percent", "insured_limit")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be added up."""
        told = super().clean() or {}
        given = [name for name in _MONEY if told.get(name) is not None]
        if given and not told.get("currency"):
            self.add_error("currency", gettext("Say in which currency the amounts are."))
        if not self.errors and not told.get("amount") and any(name in given for name in _COSTS):
            self.add_error("amount", gettext("Say what the order is worth."))
        if not self.errors and given:
            self._require_money(told)
        return told

    def _require_money(self, told: dict[str, Any]) -> None:
        try:
            Money.of(Decimal(1), told["currency"].upper())
        except NotMoney:
            self.add_error("currency", gettext("Three letters, such as USD."))

    @property
    def cost_fields(self) -> list[forms.BoundField]:
        """The fields of the calculator, in their order."""
        return [self[name] for name in self.costs]

    def deal(self) -> Deal:
        """What was typed, as the advice wants it."""
        told = self.cleaned_data
        return Deal(Order(told["order"]), self._money("insured_limit"), self._costs())

    def _costs(self) -> Costs | None:
        told, order = self.cleaned_data, self._money("amount")
        names = (*_COSTS, "resale_loss_percent")
        if not order or not order.minor or all(told.get(name) is None for name in names):
            return None
        return Costs(
            order=order, freight_out=self._money("freight_out"),
            freight_back=self._money("freight_back"),
            demurrage_a_day=self._money("demurrage_a_day"),
            resale_loss_percent=told["resale_loss_percent"], free_days=told["free_days"] or 0,
            days=DEMURRAGE_DAYS if told["days"] is None else told["days"],
        )  # fmt: skip

    def _money(self, name: str) -> Money | None:
        told = self.cleaned_data
        given = told.get(name)
        return None if given is None else Money.of(given, told["currency"].upper())


_COSTS = ("freight_out", "freight_back", "demurrage_a_day")
_MONEY = ("amount", "insured_limit", *_COSTS)


class TermsForm(forms.Form):
    """Which terms, and why."""

    terms = forms.ChoiceField(label=gettext_lazy("Terms"), widget=forms.RadioSelect)
    other_way = forms.ChoiceField(
        label=gettext_lazy("Other terms"), required=False,
        choices=[(way.value, word) for way, word in WAYS.items()],
    )  # fmt: skip
    other_deposit = forms.IntegerField(
        label=gettext_lazy("Deposit, %"), min_value=1, max_value=99, required=False
    )
    other_days = forms.IntegerField(
        label=gettext_lazy("Days of credit"), min_value=1, max_value=180, required=False
    )
    other_insured = forms.BooleanField(
        label=gettext_lazy("Only inside the insured limit"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What a boss, a bank or a judge should read in a year."),
    )  # fmt: skip

    def __init__(self, *args: Any, advice: Advice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(code_of(one), sentence(one)) for one in advice.terms]
        if all(one.way is not Way.DECLINE for one in advice.terms):
            chosen.append((code_of(DECLINED), sentence(DECLINED)))
        field = self.fields["terms"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*chosen, (OTHER, gettext("Other terms, named below"))]
        field.initial = chosen[0][0]

    def clean(self) -> dict[str, Any]:
        """Ask for what the way of paying needs."""
        told = super().clean() or {}
        if told.get("terms") == OTHER and not self.errors:
            way = Way(told["other_way"])
            if way in WITH_DEPOSIT and not told.get("other_deposit"):
                self.add_error("other_deposit", gettext("Say how much is paid first."))
            if way is Way.OPEN_ACCOUNT and not told.get("other_days"):
                self.add_error("other_days", gettext("Say for how many days."))
        return told

    def chosen(self) -> Terms:
        """The terms that were chosen."""
        told = self.cleaned_data
        if told["terms"] != OTHER:
            return _terms_of(told["terms"])
        way = Way(told["other_way"])
        share = told["other_deposit"] if way in WITH_DEPOSIT else 0
        if way is Way.OPEN_ACCOUNT:
            return Terms(way, days=told["other_days"], insured=told["other_insured"])
        return Terms(way, (share, share))


DECLINED = Terms(Way.DECLINE)


def code_of(terms: Terms) -> str:
    """Terms as the value of a choice, so that it means the same when the table has changed."""
    low, high = terms.deposit
    return f"{terms.way.value}-{low}-{high}-{terms.days}-{int(terms.insured)}"


def _terms_of(code: str) -> Terms:
    way, low, high, days, insured = code.split("-")
    return Terms(Way(way), (int(low), int(high)), int(days), insured == "1")


def sentence(terms: Terms) -> str:
    """Terms in the reader's language."""
    return fill(gettext(terms.sentence), terms.facts)


def deal_form_of(case: CaseFile, **more: Any) -> DealForm:
    """The form with what the case knows already."""
    initial: dict[str, Any] = {"order": Order.FIRST.value}
    if case.at_risk:
        initial |= {"amount": case.at_risk.amount, "currency": case.at_risk.currency}
    return DealForm(initial=initial, auto_id="deal-%s", **more)
