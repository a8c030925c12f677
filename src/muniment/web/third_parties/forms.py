"""The form by which somebody outside is asked: who, what is told, how it is sent."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from muniment.investigations.domain.answers import LONGEST_SHORT
from muniment.investigations.domain.questionnaires import forms as questionnaires
from muniment.investigations.domain.questionnaires import say
from muniment.investigations.services import Recipient, Sending, Telling
from muniment.investigations.services.questionnaires import LONGEST_WAIT_DAYS
from muniment.web.third_parties.words import language_here

BY_MAIL, BY_HAND = "mail", "hand"


def _kinds() -> list[tuple[str, str]]:
    return [(code, say(one.title, language_here())) for code, one in questionnaires().items()]


def _deliveries() -> list[tuple[str, Any]]:
    """Without a mail server only one way is left."""
    by_hand = (BY_HAND, gettext_lazy("I hand the link over myself"))
    by_mail = (BY_MAIL, gettext_lazy("By mail from this house, with reminders"))
    return [by_mail, by_hand] if settings.CONFIG.mail_url else [by_hand]


class AskForm(forms.Form):
    """Everything that leaves the house is typed or confirmed here."""

    form = forms.ChoiceField(
        label=gettext_lazy("Who is asked"), choices=_kinds, widget=forms.RadioSelect
    )
    name = forms.CharField(label=gettext_lazy("Person or department"), max_length=LONGEST_SHORT)
    company = forms.CharField(
        label=gettext_lazy("Its company"), max_length=LONGEST_SHORT, required=False
    )
    email = forms.EmailField(label=gettext_lazy("Mail address"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("Phone"), max_length=60, required=False,
        help_text=gettext_lazy("Only to see whether it is the customer's own."),
    )  # fmt: skip
    named_by_buyer = forms.BooleanField(
        label=gettext_lazy("The customer named this reference"), required=False
    )
    about = forms.CharField(
        label=gettext_lazy("About whom"), max_length=LONGEST_SHORT,
        help_text=gettext_lazy("As the third party knows the company: name and place."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why you ask"), max_length=LONGEST_SHORT, required=False,
        help_text=gettext_lazy("One sentence; no prices, no other customers."),
    )  # fmt: skip
    signed_as = forms.CharField(
        label=gettext_lazy("Signed"), max_length=LONGEST_SHORT,
        help_text=gettext_lazy("Your name, and how you can be reached."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES
    )
    days = forms.IntegerField(
        label=gettext_lazy("Open for so many days"), min_value=1, max_value=LONGEST_WAIT_DAYS
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("Remind every so many days"), min_value=0, max_value=30,
        help_text=gettext_lazy("At most three times; 0 for never."),
    )  # fmt: skip
    delivery = forms.ChoiceField(
        label=gettext_lazy("How it gets there"), choices=_deliveries, widget=forms.RadioSelect
    )

    TO, TOLD, SENT = (
        ("name", "company", "email", "phone", "named_by_buyer"),
        ("about", "reason", "signed_as"),
        ("language", "days", "remind_days", "delivery"),
    )

    def clean(self) -> dict[str, Any]:
        """Want an address when the house itself shall send."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("delivery") == BY_MAIL and not told.get("email") and "email" not in self.errors:
            self.add_error("email", gettext_lazy("A letter by mail needs an address."))
        return told

    def recipient(self) -> Recipient:
        """Who is asked."""
        return Recipient(**{name: self.cleaned_data[name] for name in self.TO})

    def telling(self) -> Telling:
        """What the third party learns."""
        return Telling(**{name: self.cleaned_data[name] for name in self.TOLD})

    def sending(self) -> Sending:
        """How it is sent."""
        told = self.cleaned_data
        return Sending(
            by_mail=told["delivery"] == BY_MAIL, language=told["language"], days=told["days"],
            remind_days=min(told["remind_days"], told["days"]),
        )  # fmt: skip


class CloseForm(forms.Form):
    """Why nobody waits any more."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_SHORT)
