"""Forms of the fields page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from muniment.vault.domain.fields import (
    Choice,
    FieldSpec,
    FieldType,
    IndexKind,
    MaskKind,
    SecrecyLevel,
)
from muniment.vault.services.fields import LONGEST_LABEL, code_for
from muniment.web.fields.words import INDEX_OF, LEVELS, MASK_OF, TYPES

LONGEST_HELP = 300
_CODE_HELP = gettext_lazy(
    "Small letters, digits and _; it never changes. Left empty it is made from the English name."
)
_ADDABLE = [kind for kind in FieldType if kind is not FieldType.REGISTER]


class NamesForm(forms.Form):
    """The two names of a field or a compartment; one of them is enough."""

    label_en = forms.CharField(
        label=gettext_lazy("Name in English"), max_length=LONGEST_LABEL, required=False
    )
    label_zh = forms.CharField(
        label=gettext_lazy("Name in Chinese"), max_length=LONGEST_LABEL, required=False
    )


class _NamedForm(NamesForm):
    """Names with the code that stands for them for ever."""

    code = forms.CharField(
        label=pgettext_lazy("field", "Code"), max_length=31, required=False, help_text=_CODE_HELP
    )

    def name(self) -> str:
        """The code that was typed, or one made from the English name."""
        told = self.cleaned_data
        return told["code"].strip() or code_for(told["label_en"])


class CompartmentForm(_NamedForm):
    """A compartment to add."""

    about_en = forms.CharField(
        label=gettext_lazy("What is kept here, in English"), max_length=LONGEST_HELP, required=False
    )
    about_zh = forms.CharField(
        label=gettext_lazy("What is kept here, in Chinese"), max_length=LONGEST_HELP, required=False
    )
    field_order = ("label_en", "label_zh", "about_en", "about_zh", "code")

    def told(self) -> dict[str, str]:
        """Name it as the verb wants it."""
        return {**self.cleaned_data, "code": self.name()}


class FieldForm(_NamedForm):
    """A field to add.

    Mask and index follow from the type, so two boxes say whether a part is shown and whether
    the value can be found again.
    """

    compartment = forms.ChoiceField(label=gettext_lazy("Compartment"))
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=[(kind.value, TYPES[kind]) for kind in _ADDABLE]
    )
    choices = forms.CharField(
        label=gettext_lazy("Answers of a choice"),
        required=False,
        help_text=gettext_lazy("One a line: code, English, Chinese, with commas between."),
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "fair, Met at a fair, 展会认识"}),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Secrecy"),
        choices=[(level.value, label) for level, label in LEVELS.items()],
        initial=SecrecyLevel.SECRET.value,
        help_text=gettext_lazy(
            "How much harm a leak would do. Top secret is counted even with a grant."
        ),
    )
    part = forms.BooleanField(
        label=gettext_lazy("A masked cell shows a part, as usual for the type"),
        required=False,
        initial=True,
    )
    searched = forms.BooleanField(
        label=gettext_lazy("Customers can be found by it"), required=False
    )
    in_list = forms.BooleanField(
        label=gettext_lazy("May stand in the list of customers"), required=False
    )
    required = forms.BooleanField(
        label=gettext_lazy("A dossier counts as incomplete without it"), required=False
    )
    several = forms.BooleanField(label=gettext_lazy("Holds several entries"), required=False)
    help_en = forms.CharField(
        label=gettext_lazy("What to write here, in English"),
        max_length=LONGEST_HELP,
        required=False,
    )
    help_zh = forms.CharField(
        label=gettext_lazy("What to write here, in Chinese"),
        max_length=LONGEST_HELP,
        required=False,
    )
    field_order = (
        "label_en", "label_zh", "compartment", "code", "type", "level", "choices", "help_en",
        "help_zh", "part", "searched", "in_list", "required", "several",
    )  # fmt: skip

    def __init__(self, *args: Any, compartments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compartment"].choices = compartments  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the box what does not fit the type."""
        told = self.cleaned_data
        kind = FieldType(told.get("type") or FieldType.TEXT)
        if told.get("searched") and kind not in INDEX_OF:
            self.add_error("searched", gettext("Values of this type cannot be searched."))
        if kind is FieldType.CHOICE and not told.get("choices"):
            self.add_error("choices", gettext("A choice needs at least one answer."))
        return told

    def spec(self) -> FieldSpec:
        """Describe the field as the rules of the vault want it."""
        told = self.cleaned_data
        kind = FieldType(told["type"])
        return FieldSpec(
            code=f"{told['compartment']}.{self.name()}",
            compartment=told["compartment"],
            label_en=told["label_en"].strip(),
            label_zh=told["label_zh"].strip(),
            type=kind,
            level=SecrecyLevel(told["level"]),
            mask=MASK_OF.get(kind, MaskKind.HIDDEN) if told["part"] else MaskKind.HIDDEN,
            index=INDEX_OF.get(kind, IndexKind.NONE) if told["searched"] else IndexKind.NONE,
            in_list=told["in_list"],
            required=told["required"],
            several=told["several"],
            help_en=told["help_en"].strip(),
            help_zh=told["help_zh"].strip(),
            choices=_choices(told["choices"]) if kind is FieldType.CHOICE else (),
        )


def _choices(text: str) -> tuple[Choice, ...]:
    """Read one answer a line; a missing code is made from the English words."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in line.replace("，", ",").split(",", 2)]
        code, english, chinese = (*parts, "", "")[:3]
        found.append(Choice(code_for(code), english or code, chinese))
    return tuple(found)
