"""Codes of the warning room in words, and the sentence of a warning with its numbers."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from muniment.warning.domain.dark import Answer, Kind
from muniment.warning.domain.outcomes import Outcome, Pause, Reason
from muniment.warning.domain.score import ALARM
from muniment.warning.domain.winback import State, StepKind

Words = str | Promise

REASONS: Mapping[Reason, Words] = {
    Reason.STOPPED: gettext_lazy("Gone quiet"),
    Reason.DECLINED: gettext_lazy("Orders less"),
    Reason.TAKEN: gettext_lazy("May have been taken"),
}
OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.STILL: gettext_lazy("Still a customer"),
    Outcome.TOLD_US: gettext_lazy("It told us why"),
    Outcome.LOST: gettext_lazy("Lost"),
    Outcome.TAKEN: gettext_lazy("Went with somebody who left"),
    Outcome.FALSE: gettext_lazy("False alarm"),
    Outcome.ORDERED: gettext_lazy("It ordered"),
}
PAUSES: Mapping[Pause, Words] = {
    Pause.HOLIDAY: gettext_lazy("Holidays: Ramadan, Christmas, Spring Festival, summer"),
    Pause.STOCK: gettext_lazy("Its shelves are full"),
    Pause.SEASON: gettext_lazy("Out of its season"),
    Pause.REBUILD: gettext_lazy("It moves, rebuilds or changes hands"),
    Pause.AGREED: gettext_lazy("The next order is agreed"),
    Pause.OTHER: gettext_lazy("Another reason"),
}
STATES: Mapping[State, Words] = {
    State.OPEN: pgettext_lazy("a win-back case", "At work"),
    State.OFFERED: gettext_lazy("Offer made"),
    State.WON: gettext_lazy("Won back"),
    State.LOST: gettext_lazy("Not won back"),
}
STEPS: Mapping[StepKind, Words] = {
    StepKind.CALL: gettext_lazy("Call"),
    StepKind.VISIT: gettext_lazy("Visit"),
    StepKind.OFFER: gettext_lazy("Offer"),
    StepKind.SAMPLE: gettext_lazy("Samples"),
    StepKind.LETTER: gettext_lazy("Letter"),
    StepKind.OTHER: gettext_lazy("Something else"),
}
KINDS: Mapping[Kind, Words] = {
    Kind.VALUES: gettext_lazy("Facts about customers handed in"),
    Kind.CALENDAR: gettext_lazy("Appointments in the shared calendar"),
    Kind.MAIL: gettext_lazy("Mails copied to the house"),
    Kind.LOGGED: gettext_lazy("Calls and visits noted"),
}
ANSWERS: Mapping[Answer, Words] = {
    Answer.HOLIDAY: gettext_lazy("Away: holiday, illness, a fair"),
    Answer.ASKED: gettext_lazy("I asked; all is well"),
    Answer.BUSY: gettext_lazy("Other work, by agreement"),
    Answer.WATCH: gettext_lazy("No answer yet; ask me again in a month"),
    Answer.NOTICE: gettext_lazy("Leaving the company"),
}


def day(told: str) -> str:
    """Write a day of a sentence's numbers in the reader's way."""
    return date_format(date.fromisoformat(told), "DATE_FORMAT")


def percent(share: float) -> str:
    """Write a chance; never 0 % or 100 %, which no model knows."""
    told = round(share * 100)
    if told < 1:
        return gettext("under 1 %")
    return f"{told}\u00a0%" if told <= 99 else gettext("over 99 %")


def sentence(reason: Reason, facts: Mapping[str, Any], *, employee: str = "", horizon: int) -> str:
    """Say why the house warns, with the numbers that it rests on."""
    if reason is Reason.STOPPED:
        return _stopped(facts, horizon)
    if reason is Reason.DECLINED:
        return _declined(facts)
    return _taken(facts, employee)


def _stopped(facts: Mapping[str, Any], horizon: int) -> str:
    told = ngettext(
        "Silent for %(silent)s day; it usually orders every %(gap)s days.",
        "Silent for %(silent)s days; it usually orders every %(gap)s days.",
        facts["silent"],
    ) % {"silent": facts["silent"], "gap": round(facts["gap"])}
    rest = gettext("Chance that the silence lasts %(horizon)s days: %(chance)s.")
    told = f"{told} {rest % {'horizon': horizon, 'chance': percent(facts['chance'])}}"
    if facts["chance"] >= ALARM:
        return told
    return f"{told} {gettext('Told this early because of the money that it brings.')}"


def _declined(facts: Mapping[str, Any]) -> str:
    told = gettext(
        "In the last 13 weeks it ordered %(orders)s of what is usual for it. "
        "Chance that this is more than an accident: %(chance)s."
    ) % {"orders": percent(facts["orders_kept"]), "chance": percent(facts["chance"])}
    if "money_kept" not in facts:
        return told
    money = gettext("In money it was %(money)s.") % {"money": percent(facts["money_kept"])}
    return f"{told} {money}"


def _taken(facts: Mapping[str, Any], employee: str) -> str:
    told = gettext(
        "It may have gone along with %(who)s (last day %(left)s): chance %(chance)s, from about "
        "%(since)s, with %(part)s of its orders."
    ) % {
        "who": employee or gettext("somebody"), "left": day(facts["left_on"]),
        "chance": percent(facts["chance"]), "since": day(facts["since"]),
        "part": percent(1 - facts["remaining"]),
    }  # fmt: skip
    if "usd_lost" in facts:
        lost = gettext("Gone so far: about USD %(usd)s, between %(low)s and %(high)s.")
        told += " " + lost % {
            "usd": f"{facts['usd_lost']:,}", "low": f"{facts['low']:,}",
            "high": f"{facts['high']:,}",
        }  # fmt: skip
    check = gettext("A suspicion to check with the customer, not a finding about a person.")
    return f"{told} {check}"


def named(names: Mapping[UUID, str], person_id: UUID | None) -> str:
    """Name somebody, or "" where there is nobody."""
    return names.get(person_id, "") if person_id else ""
