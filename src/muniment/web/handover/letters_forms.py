"""Forms about a customer's word: how to ask, why to stop, filing an answer that came otherwise."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from muniment.handover.domain.replies import LONGEST_NAME, LONGEST_TEXT
from muniment.handover.domain.states import Answer, AnswerWay
from muniment.handover.papers import Paper
from muniment.handover.services.confirmations import LONGEST_WAIT_DAYS, Sending
from muniment.handover.wording import language_names
from muniment.web.handover.letters_words import ANSWERS, WAYS

BY_MAIL, BY_HAND = "mail", "hand"


def _deliveries() -> list[tuple[str, Any]]:
    """Without a mail server only one way is left."""
    by_hand = (BY_HAND, gettext_lazy("I hand the links over myself"))
    by_mail = (BY_MAIL, gettext_lazy("By mail from this house, with reminders"))
    return [by_mail, by_hand] if settings.CONFIG.mail_url else [by_hand]


def _languages() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Each customer’s own")), *language_names()]


class AskForm(forms.Form):
    """How customers are asked."""

    delivery = forms.ChoiceField(label=gettext_lazy("How the letters get there"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letters"), choices=_languages, required=False
    )
    days = forms.IntegerField(
        label=gettext_lazy("Open for so many days"),
        min_value=1,
        max_value=LONGEST_WAIT_DAYS,
        initial=14,
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("Remind every so many days"),
        min_value=0,
        max_value=30,
        initial=5,
        help_text=gettext_lazy("At most three times; 0 for never. Only by mail."),
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        field = self.fields["delivery"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _deliveries()

    def sending(self) -> Sending:
        """What was chosen."""
        told = self.cleaned_data
        return Sending(
            by_mail=told["delivery"] == BY_MAIL,
            language=told["language"],
            days=told["days"],
            remind_days=min(told["remind_days"], told["days"]),
        )


class CloseForm(forms.Form):
    """Why nobody waits any more."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class FileForm(forms.Form):
    """An answer that came by mail or on paper."""

    way = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[(one.value, WAYS[one]) for one in (AnswerWay.MAIL, AnswerWay.PAPER)],
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("What the customer says"),
        choices=[(one.value, ANSWERS[one]) for one in Answer],
    )
    answered_by = forms.CharField(
        label=gettext_lazy("Who answered: name and post"), max_length=LONGEST_NAME
    )
    comment = forms.CharField(
        label=gettext_lazy("In the customer’s words"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    promises = forms.CharField(
        label=gettext_lazy("Promises that the customer names"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("One a line."),
    )
    quotations = forms.CharField(
        label=gettext_lazy("Quotations that the customer names"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("One a line."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("The mail, pasted whole"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 4}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or the file"),
        required=False,
        help_text=gettext_lazy("PDF, PNG, JPEG or a mail as text; at most 5 MB."),
    )

    def clean(self) -> dict[str, Any]:
        """An answer without the paper that it stands on proves nothing."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("pasted") and not told.get("file"):
            self.add_error("file", gettext_lazy("Paste the mail or choose the file."))
        return told

    def paper(self) -> Paper:
        """The evidence: the file, or the mail as it was pasted."""
        upload = self.cleaned_data.get("file")
        if upload:
            return Paper(upload.read(), upload.name or "")
        return Paper(self.cleaned_data["pasted"].encode("utf-8", "replace"), "mail.txt")

    def told(self) -> dict[str, str]:
        """The answer by field."""
        names = ("answer", "answered_by", "comment", "promises", "quotations")
        return {name: self.cleaned_data[name] for name in names}
