"""Forms of submissions: rhythm, limits, tail, origin, pasted cards."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from muniment.people import queries as people
from muniment.submissions.queries import keepers_at_work
from muniment.submissions.services import Found
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import ROLE_LABELS
from muniment.vault.domain.duties import KEEPERS
from muniment.web.submissions.words import WEEKDAYS, code_word
from muniment.web.vault.words import language

LARGEST_PROOF = 20_000_000
LARGEST_CARD = 200_000


class RhythmForm(forms.Form):
    """Who hands in how often, and on which day."""

    scope = forms.ChoiceField(label=gettext_lazy("Who"))
    weeks = forms.IntegerField(
        label=gettext_lazy("Every how many weeks"), min_value=0, max_value=8, initial=1,
        help_text=gettext_lazy("0 asks nothing of them."),
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Due on"), coerce=int, initial=4, choices=list(WEEKDAYS.items())
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        roles = [
            (f"role:{role.value}", gettext(ROLE_LABELS[role]))
            for role in sorted(KEEPERS, key=lambda one: one.value)
        ]
        teams = [(f"team:{team.id}", team.name) for team in people.teams()]
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = [("", gettext("The whole company")), *roles, *teams]
        scope.required = False

    def told(self) -> dict[str, Any]:
        """What the verb wants."""
        kind, _, which = self.cleaned_data["scope"].partition(":")
        return {
            "role": which if kind == "role" else "",
            "team_id": UUID(which) if kind == "team" else None,
            "weeks": self.cleaned_data["weeks"],
            "weekday": self.cleaned_data["weekday"],
        }


class ThresholdForm(forms.Form):
    """After how many days a compartment or a field wants a fresh word."""

    code = forms.ChoiceField(label=gettext_lazy("Compartment or field"))
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=3650)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        catalogue = current()
        codes = [one.code for one in catalogue.compartments] + list(catalogue.fields)
        code = self.fields["code"]
        assert isinstance(code, forms.ChoiceField)
        code.choices = [(one, code_word(catalogue, one)) for one in codes]


class TailForm(forms.Form):
    """What a clean hand-over earns."""

    percent = forms.DecimalField(
        label=gettext_lazy("Percent of each order"), min_value=0, max_value=100, decimal_places=2
    )
    months = forms.IntegerField(label=gettext_lazy("Months"), min_value=0, max_value=60)

    def told(self) -> dict[str, int]:
        """What the verb wants."""
        percent = self.cleaned_data["percent"]
        return {"basis_points": int(percent * 100), "months": self.cleaned_data["months"]}


class OriginForm(forms.Form):
    """Who found the customer, who gave it to whom, and what proves it."""

    found_by = forms.ChoiceField(label=gettext_lazy("Found by"), required=False)
    first_contact_on = forms.DateField(
        label=gettext_lazy("First contact"), widget=forms.DateInput(attrs={"type": "date"})
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    cost = forms.CharField(
        label=gettext_lazy("Cost of winning"), required=False, max_length=60,
        help_text=gettext_lazy("Fair, travel, samples, advertising: USD 1,200"),
    )  # fmt: skip
    proof = forms.CharField(
        label=gettext_lazy("What proves it, and where it is kept"), required=False,
        max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("File of the proof"), required=False,
        help_text=gettext_lazy(
            "Only its fingerprint (SHA-256) is kept: keep the file itself where it is."
        ),
    )  # fmt: skip
    assigned_to = forms.ChoiceField(label=gettext_lazy("Assigned to"), required=False)
    assigned_by = forms.ChoiceField(label=gettext_lazy("Assigned by"), required=False)
    assigned_on = forms.DateField(
        label=gettext_lazy("Assigned on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        staff = [(str(row.id), row.name) for row in keepers_at_work()]
        nobody = [("", "–"), *staff]
        self._choices("found_by", [("", gettext("the company, not one person")), *staff])
        self._choices("assigned_to", nobody)
        self._choices("assigned_by", nobody)
        spec = current().fields.get("origin.channel")
        channels = [(one.code, _label(one)) for one in spec.choices] if spec else []
        self._choices("channel", [("", "–"), *channels])

    def clean_file(self) -> bytes:
        """The bytes of the proof; the form is the only place that holds them."""
        given = self.cleaned_data.get("file")
        if not given:
            return b""
        if given.size > LARGEST_PROOF:
            raise forms.ValidationError(gettext("The file is larger than 20 MB."))
        content: bytes = given.read()
        return content

    def told(self) -> Found:
        """What the verb wants."""
        said = self.cleaned_data
        words = {f"origin.{name}": said[name] for name in ("channel", "cost", "proof")}
        return Found(
            found_by=_id(said["found_by"]), first_contact_on=said["first_contact_on"],
            assigned_to=_id(said["assigned_to"]), assigned_by=_id(said["assigned_by"]),
            assigned_on=said["assigned_on"], words={k: v for k, v in words.items() if v},
            proof=said["file"],
        )  # fmt: skip

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class PasteForm(forms.Form):
    """A card, a signature or a vCard, pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("Paste a signature or a card"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 9, "autofocus": True}),
        help_text=gettext_lazy(
            "In any language; the end of a letter or a vCard will do too. Ctrl + Enter reads it."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file (.vcf)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".vcf,text/vcard,text/plain"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Take the text of the file when one is given."""
        said = super().clean() or self.cleaned_data
        given = said.get("file")
        if given and given.size > LARGEST_CARD:
            raise forms.ValidationError(gettext("The file is too large for a card."))
        if given:
            said["text"] = given.read().decode("utf-8", "replace")
        if not said.get("text", "").strip():
            raise forms.ValidationError(gettext("Paste something, or choose a file."))
        return said


class CardForm(forms.Form):
    """What was read, to look over and correct before it is saved."""

    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    post = forms.CharField(label=gettext_lazy("Post"), required=False, max_length=200)
    email = forms.CharField(label=gettext_lazy("E-mail"), required=False, max_length=200)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=60)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)
    emails = forms.CharField(
        label=gettext_lazy("More company e-mails"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    phones = forms.CharField(
        label=gettext_lazy("More company phones"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    messengers = forms.CharField(
        label=gettext_lazy("Messengers"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    company = forms.CharField(label=gettext_lazy("Company"), required=False, max_length=200)
    web = forms.CharField(label=gettext_lazy("Website"), required=False, max_length=300)
    address = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    told = forms.CharField(
        label=gettext_lazy("As told by"), required=False, max_length=200,
        help_text=gettext_lazy("Who in the customer’s house, or which paper, says so."),
    )  # fmt: skip


def _label(choice: Any) -> str:
    label: str = choice.label_zh if language().startswith("zh") else choice.label_en
    return label


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
