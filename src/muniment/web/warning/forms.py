"""Forms of the warning pages."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError
from muniment.warning.domain.dark import Answer
from muniment.warning.domain.outcomes import BY_PEOPLE, Outcome, Pause, Reason
from muniment.warning.domain.winback import State, StepKind
from muniment.warning.reading import Scope, Show, WarningFilter
from muniment.web.errors import Refusal
from muniment.web.warning.words import ANSWERS, OUTCOMES, PAUSES, REASONS, STATES, STEPS

_DAY = {"type": "date"}


def _choices(words: Mapping[Any, Any], codes: Iterable[Any] | None = None) -> list[tuple[str, Any]]:
    return [(code.value, words[code]) for code in (codes if codes is not None else words)]


def _words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": 2000})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs=_DAY)


def attempt(form: forms.Form, verb: Callable[[Mapping[str, Any]], object]) -> bool:
    """Do a verb with a form; say on the form what was wrong with it, if anything was."""
    if not form.is_valid():
        return False
    try:
        verb(form.cleaned_data)
    except MunimentError as error:
        if error.kind is not ErrorKind.INVALID:
            raise
        said = Refusal.of(error)
        form.add_error(None, f"{said.title} {said.next_step}")
        return False
    return True


class FilterForm(forms.Form):
    """What the list is narrowed to; what cannot be read narrows nothing."""

    show = forms.ChoiceField(
        label=gettext_lazy("Answered"),
        required=False,
        choices=[
            ("open", pgettext_lazy("a warning", "Open")),
            ("closed", gettext_lazy("Closed")),
            ("all", gettext_lazy("All")),
        ],
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        required=False,
        choices=[("", gettext_lazy("All")), *_choices(REASONS)],
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Whose customers"),
        required=False,
        choices=[("all", gettext_lazy("All that I may see")), ("mine", gettext_lazy("Mine"))],
    )

    def narrowed(self) -> WarningFilter:
        """Read what was chosen."""
        self.is_valid()
        told = self.cleaned_data
        return WarningFilter(
            show=Show(told.get("show") or "open"),
            scope=Scope(told.get("scope") or "all"),
            reason=Reason(told["reason"]) if told.get("reason") else None,
        )


class OutcomeForm(forms.Form):
    """What became of a warning, and how one knows."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What is the case?"), choices=_choices(OUTCOMES, BY_PEOPLE)
    )
    reason = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=2000, widget=_words(2)
    )

    def read(self) -> tuple[Outcome, str]:
        """Give the outcome and its reason."""
        return Outcome(self.cleaned_data["outcome"]), self.cleaned_data["reason"]


class WordForm(forms.Form):
    """What the customer said, and until when that explains its silence."""

    said_on = forms.DateField(label=gettext_lazy("Said on"), widget=_day())
    words = forms.CharField(
        label=gettext_lazy("What the customer said"), max_length=2000, widget=_words()
    )
    until = forms.DateField(
        label=gettext_lazy("Its clock stands still until"),
        required=False,
        widget=_day(),
        help_text=gettext_lazy("Leave it empty if it only told you something."),
    )
    why = forms.ChoiceField(label=gettext_lazy("Because"), required=False, choices=_choices(PAUSES))


class PauseForm(forms.Form):
    """A time in which the customer orders nothing."""

    starts_on = forms.DateField(label=gettext_lazy("From"), widget=_day())
    ends_on = forms.DateField(
        label=gettext_lazy("Until"),
        widget=_day(),
        help_text=gettext_lazy("The first day on which it may order again."),
    )
    why = forms.ChoiceField(label=gettext_lazy("Because"), choices=_choices(PAUSES))

    def pause(self) -> Pause:
        """Give the reason."""
        return Pause(self.cleaned_data["why"])


class RhythmForm(forms.Form):
    """How often a customer is known to order."""

    gap_days = forms.IntegerField(
        label=gettext_lazy("Days between two orders"),
        min_value=1,
        max_value=1100,
        help_text=gettext_lazy("Counts as much as about three gaps seen."),
    )
    months = forms.MultipleChoiceField(
        label=gettext_lazy("Only in these months"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(month), str(month)) for month in range(1, 13)],
        help_text=gettext_lazy("1 is January. Nothing ticked: in all months."),
    )
    next_on = forms.DateField(
        label=gettext_lazy("Next order expected on"), required=False, widget=_day()
    )

    def month_numbers(self) -> list[int]:
        """Give the months as numbers."""
        return [int(month) for month in self.cleaned_data["months"]]


class AgainForm(forms.Form):
    """An old day to compute again."""

    on = forms.DateField(label=gettext_lazy("As of"), widget=_day())

    def clean_on(self) -> date:
        """Only a day that is over or is today can be computed."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate(clock.now()):
            raise forms.ValidationError(gettext("Choose today or a day before."))
        return on


class WinBackForm(forms.Form):
    """Why a customer went, its last words, and what to offer."""

    why = forms.CharField(label=gettext_lazy("Why it went"), max_length=2000, widget=_words(2))
    last_words = forms.CharField(
        label=gettext_lazy("Its last words"), required=False, max_length=2000, widget=_words(2)
    )
    offer = forms.CharField(
        label=gettext_lazy("What we offer"), required=False, max_length=2000, widget=_words(2)
    )


class OpenForm(WinBackForm):
    """The same, with the person who answers for it."""

    person = forms.UUIDField(label=gettext_lazy("Who answers for it"))
    field_order = ("person", "why", "last_words", "offer")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].widget = forms.Select(choices=list(people))


class StepForm(forms.Form):
    """One more thing to do."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=_choices(STEPS))
    person = forms.UUIDField(label=gettext_lazy("Who"))
    due_on = forms.DateField(label=gettext_lazy("By"), widget=_day())
    words = forms.CharField(
        label=gettext_lazy("In your words"), required=False, max_length=2000, widget=_words(2)
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].widget = forms.Select(choices=list(people))

    def step_kind(self) -> StepKind:
        """Give the kind."""
        return StepKind(self.cleaned_data["kind"])


class ReasonForm(forms.Form):
    """A few words."""

    words = forms.CharField(
        label=gettext_lazy("What came of it"), max_length=2000, widget=_words(2)
    )


class MoveForm(forms.Form):
    """How far a case came, and why; it begins where the case stands."""

    state = forms.ChoiceField(label=gettext_lazy("How far it came"), choices=_choices(STATES))
    reason = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=2000, widget=_words(2)
    )

    def __init__(self, *args: Any, state: State | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["state"] = state.value if state else None


class AnswerForm(forms.Form):
    """What a line manager knows."""

    answer = forms.ChoiceField(label=gettext_lazy("What do you know?"), choices=_choices(ANSWERS))
    words = forms.CharField(label=gettext_lazy("In your words"), max_length=2000, widget=_words(2))
    quiet_until = forms.DateField(
        label=gettext_lazy("Ask nothing more until"),
        required=False,
        widget=_day(),
        help_text=gettext_lazy("Leave it empty for a time that fits the answer."),
    )

    def read(self) -> Answer:
        """Give the answer."""
        return Answer(self.cleaned_data["answer"])


class SettingsForm(forms.Form):
    """How the house warns."""

    horizon_days = forms.IntegerField(
        label=gettext_lazy("A silence of so many days counts as a stop"),
        min_value=28,
        max_value=730,
        help_text=gettext_lazy("182 days are 26 weeks. Shorter for fast buyers."),
    )
    watch_days = forms.IntegerField(
        label=gettext_lazy("Days for which a leaver’s customers are watched"),
        min_value=56,
        max_value=1100,
    )


class RatesForm(forms.Form):
    """What currencies are worth, one a line."""

    rates = forms.CharField(
        label=gettext_lazy("US dollars for one unit"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("One currency a line: EUR 1.10"),
    )

    def clean_rates(self) -> dict[str, Decimal]:
        """Read the lines."""
        found: dict[str, Decimal] = {}
        for line in self.cleaned_data["rates"].splitlines():
            parts = line.replace("=", " ").replace(":", " ").split()
            if not parts:
                continue
            try:
                code, rate = parts
                found[code.upper()] = Decimal(rate.replace(",", "."))
            except (ValueError, InvalidOperation):
                told = gettext("“%(line)s” is no line like EUR 1.10") % {"line": line[:40]}
                raise forms.ValidationError(told) from None
        return found
