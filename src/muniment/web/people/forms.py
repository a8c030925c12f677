"""Forms of the people pages."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from muniment.people import queries
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role, may_manage
from muniment.people.queries import PeopleFilter
from muniment.web.words import ROLES, STATES

KINDS = [
    ("export_agent", gettext_lazy("Export agent")),
    ("law_firm", gettext_lazy("Law firm")),
    ("other", gettext_lazy("Other")),
]
_DAY = {"type": "date"}


def _roles(acting: Role | None) -> list[tuple[str, Any]]:
    allowed = [role for role in Role if acting is None or may_manage(acting, role)]
    return [(role.value, ROLES[role]) for role in allowed]


def _teams() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("No team")), *((str(t.id), t.name) for t in queries.teams())]


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


class FilterForm(forms.Form):
    """What the address book is narrowed to."""

    text = forms.CharField(
        label=gettext_lazy("Name or e-mail"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = gettext_lazy("All")
        states = [(state.value, STATES[state]) for state in State]
        self.fields["role"].choices = [("", every), *_roles(None)]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", every), *_teams()[1:]]  # type: ignore[attr-defined]
        at_work = ("", gettext_lazy("At work"))
        self.fields["state"].choices = [at_work, *states]  # type: ignore[attr-defined]

    def narrowed(self) -> PeopleFilter:
        """Read what was chosen; what cannot be read narrows nothing."""
        told = self.cleaned_data if self.is_valid() else {}
        role, state = told.get("role"), told.get("state")
        return PeopleFilter(
            text=told.get("text", ""),
            role=Role(role) if role else None,
            state=State(state) if state else None,
            team_id=_id(told.get("team")),
        )


class PostForm(forms.Form):
    """Role, team and line manager."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    line_manager = forms.ChoiceField(label=gettext_lazy("Line manager"), required=False)

    def __init__(self, *args: Any, acting: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", gettext_lazy("Nobody"))
        self.fields["role"].choices = _roles(acting)  # type: ignore[attr-defined]
        self.fields["team"].choices = _teams()  # type: ignore[attr-defined]
        managers = [(str(key), name) for key, name in queries.possible_managers()]
        self.fields["line_manager"].choices = [nobody, *managers]  # type: ignore[attr-defined]

    def post(self) -> dict[str, Any]:
        """Name the post as the verbs want it."""
        told = self.cleaned_data
        return {
            "role": Role(told["role"]),
            "team_id": _id(told["team"]),
            "line_manager_id": _id(told["line_manager"]),
        }


class InviteForm(PostForm):
    """Who is invited, and as what."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    outside_company = forms.ChoiceField(
        label=gettext_lazy("Outside company"),
        required=False,
        help_text=gettext_lazy("For export agents and lawyers only."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "role", "team", "line_manager", "outside_company", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = [(str(row.id), row.name) for row in queries.outside_companies()]
        none = ("", gettext_lazy("None: our own staff"))
        self.fields["outside_company"].choices = [none, *companies]  # type: ignore[attr-defined]

    def person(self) -> dict[str, Any]:
        """Name the person as the verb wants her."""
        told = self.cleaned_data
        return self.post() | {
            "name": told["name"],
            "email": told["email"],
            "language": told["language"],
            "outside_company_id": _id(told["outside_company"]),
        }


class NoticeForm(forms.Form):
    """The day of the notice and the last day."""

    notice_on = forms.DateField(
        label=gettext_lazy("Notice given on"), widget=forms.DateInput(attrs=_DAY)
    )
    last_day_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs=_DAY)
    )


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=100)


class OutsideCompanyForm(forms.Form):
    """A company whose people come in as guests."""

    name = forms.CharField(label=gettext_lazy("Name of the company"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it does for us"), choices=KINDS)
    country = forms.RegexField(
        label=gettext_lazy("Country"),
        regex=r"^[A-Za-z]{2}$",
        help_text=gettext_lazy("Two letters, such as CN or DE."),
        widget=forms.TextInput(attrs={"maxlength": 2, "autocapitalize": "characters"}),
    )
