"""Views of the style guide. They are not part of the house."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from muniment.core.cursor import Page
from muniment.core.errors import ErrorKind, MunimentError
from muniment.core.money import Money
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.web.errors import Refusal

NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
NAMES = [
    "Amber Heron",
    "Quiet Lantern",
    "Copper Reed",
    "Winter Orchard",
    "Blue Anvil",
    "Stone Sparrow",
]
PEOPLE = ["Ada Lovelace", "王小明", "Ben Okafor", "李静", "Cy Twombly", "陈建国"]
ROWS = [
    SimpleNamespace(
        codename=name,
        country=country,
        keeper=person,
        total=Money("USD", 1_234_500 * (place + 3)),
        orders=place * 17 + 4,
        state=state,
    )
    for place, (name, country, person, state) in enumerate(
        zip(
            NAMES,
            ["DE", "GB", "FR", "NL", "ES", "IE"],
            PEOPLE,
            ["open", "masked", "counted", "ask", "shut", "open"],
            strict=True,
        )
    )
]


class Paper(forms.Form):
    purpose = forms.CharField(help_text="What you need it for; it stands in the record.")
    reference = forms.CharField(required=False, label="Order or inquiry")
    kind = forms.ChoiceField(choices=[("quote", "Quotation"), ("ship", "Shipment")])
    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    colour = forms.ChoiceField(
        choices=[("a", "Carry on"), ("b", "Ask first")], widget=forms.RadioSelect, initial="a"
    )
    agree = forms.BooleanField(label="I have read the note of the keeper", required=False)


class NotYours(MunimentError):
    code = "vault.consultation.refused"
    kind = ErrorKind.REFUSED
    title = "Pricing of this customer is closed for you."
    next_step = "Say what you need it for, and its keeper decides."


def components(request: HttpRequest) -> HttpResponse:
    request.reader = ReaderRow(
        UUID(int=1), "Ada Lovelace", "en", Role.OWNER, State.ACTIVE, None, None
    )
    messages.success(request, "The handover is accepted.")
    return render(request, "styleguide.html", _content(request))


def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide_bare.html", {"form": Paper()})


def job(request: HttpRequest, done: int) -> HttpResponse:
    return render(request, "parts/progress.html", {"job": _job(done)})


def refused(request: HttpRequest) -> HttpResponse:
    raise NotYours


def _job(done: int) -> SimpleNamespace:
    return SimpleNamespace(
        id="orders",
        title="Import of orders",
        done=min(done, 404_384),
        total=404_384,
        state="done" if done >= 404_384 else "running",
        note="3 rows need a look.",
        url=f"/styleguide/job/{done + 202_192}/",
    )


def _content(request: HttpRequest) -> dict[str, object]:
    return {
        "rows": ROWS,
        "people": PEOPLE,
        "page": Page(rows=[], next_cursor="abc", previous_cursor="def"),
        "form": Paper(),
        "wrong": Paper({"purpose": "", "kind": "none", "until": "x", "colour": "a"}),
        "refusal": Refusal.of(NotYours()),
        "cards": _compartments(),
        "job": _job(131_072),
        "events": _events(),
        "money": Money("CNY", 88_120_050),
    }


def _compartments() -> list[SimpleNamespace]:
    states = ["open", "masked", "counted", "ask", "shut"]
    titles = ["Profile", "Contacts", "Pricing", "End buyers", "Supply"]
    notes = [
        "The team reads it freely.",
        "You see parts of it. The keeper sees all.",
        "Each opening is one look. Keeper: Ben Okafor.",
        "Ben Okafor decides.",
        "Open to owner and keeper.",
    ]
    return [
        SimpleNamespace(
            id=f"card-{place}",
            title=title,
            icon=icon,
            state=state,
            note=note,
            fields=place + 3,
            looks_left=2 if state == "counted" else None,
            looks_of=3 if state == "counted" else None,
            who="Ben Okafor" if state == "ask" else "",
            open_url="" if state in {"shut"} else "/styleguide/refused/",
        )
        for place, (state, title, note, icon) in enumerate(
            zip(
                states,
                titles,
                notes,
                ["notebook", "phone", "currency-dollar", "route", "truck"],
                strict=True,
            )
        )
    ]


def _events() -> list[SimpleNamespace]:
    told = [
        ("Ben Okafor", "opened Contacts for order 17", "eye", "open"),
        ("Ada Lovelace", "took her second look at Pricing", "hand-stop", "counted"),
        ("李静", "asked to see End buyers", "message-question", "ask"),
        ("Cy Twombly", "was refused Supply", "lock", "shut"),
    ]
    return [
        SimpleNamespace(
            at=NOON - timedelta(hours=7 * place),
            who=who,
            text=text,
            icon=icon,
            tone=tone,
            detail="Quotation 17, office" if place == 1 else "",
            url="",
        )
        for place, (who, text, icon, tone) in enumerate(told)
    ]
