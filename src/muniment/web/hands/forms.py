"""What a person makes of a tie."""

from django import forms
from django.utils.translation import gettext_lazy


class JudgeForm(forms.Form):
    """Confirmed or denied, and why."""

    say = forms.ChoiceField(
        label=gettext_lazy("What do you say?"),
        choices=[
            ("confirm", gettext_lazy("Yes, the same people are behind both")),
            ("deny", gettext_lazy("No, this ties nobody")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        help_text=gettext_lazy("What you know beyond this page. It stays, sealed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
