"""What is kept of a message or a meeting before anybody knows whose customer it concerns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from uuid import UUID

from muniment.touches.domain.kinds import Direction, Kind, Trace
from muniment.touches.reading.calendars import Meeting
from muniment.touches.reading.messages import SeenMail

MOST_PARTIES = 100
EARLIEST = date(1990, 1, 1)


class Unfit(ValueError):
    """Nothing can be noted of this mail; the text is a code that says why."""


@dataclass(frozen=True, slots=True)
class Bad:
    """One piece of a file that cannot be used: where it stands, and a code for why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Noted:
    """One contact as a message or a meeting tells it; no text of it is here.

    Attributes:
        key: what it is known by again.
        parties: everybody in it, address → name as written (may be empty); small letters.
        sender: who began it; "" for a meeting without organizer.
        shown: outside addresses whose own trace is in it, if whoever carries it can be trusted.
        answers: Message-IDs that it answers.
    """

    kind: Kind
    on: date
    key: str
    parties: Mapping[str, str]
    sender: str = ""
    subject: str = ""
    shown: frozenset[str] = frozenset()
    trace: Trace = Trace.SAID
    answers: tuple[str, ...] = ()

    def as_said(self) -> "Noted":
        """The same without any trace: whoever brought it could have written it herself."""
        return replace(self, shown=frozenset(), trace=Trace.SAID)

    def without(self, address: str) -> "Noted":
        """The same without one party: the house's own address is nobody."""
        others = {one: name for one, name in self.parties.items() if one != address}
        return replace(self, parties=others)

    def colleagues(self, staff: Mapping[str, UUID]) -> set[UUID]:
        """Our people in it."""
        return {staff[one] for one in self.parties if one in staff}

    def outsiders(self, staff: Mapping[str, UUID], own_domains: Collection[str]) -> list[str]:
        """The addresses in it that are nobody's of the house."""
        return [
            one
            for one in self.parties
            if one not in staff and one.rpartition("@")[2] not in own_domains
        ]

    def direction(self, staff: Mapping[str, UUID]) -> Direction:
        """Who began: we or the customer; a meeting is both."""
        if self.kind is not Kind.MAIL:
            return Direction.BOTH
        return Direction.OUT if self.sender in staff else Direction.IN


def of_mail(mail: SeenMail, *, vouched: bool, zone: tzinfo) -> Noted:
    """Keep what counts of one mail.

    Args:
        vouched: the sender's domain sent it, by the word of a mail server of ours.

    Raises:
        Unfit: `automatic` (no person sent it), `no_day` or `nobody_else`.
    """
    if mail.automatic:
        raise Unfit("automatic")
    on = _day(mail.sent_at, zone)
    names = dict(mail.names)
    parties = {one: names.get(one, "") for one in mail.parties[:MOST_PARTIES]}
    if len(parties) < 2:
        raise Unfit("nobody_else")
    return Noted(
        kind=Kind.MAIL, on=on, parties=parties,
        sender=mail.sender, subject=mail.subject, answers=mail.answers,
        key=mail.message_id or mail.digest.hex(),
        shown=frozenset({mail.sender}) if vouched else frozenset(),
        trace=Trace.MAIL if vouched else Trace.SAID,
    )  # fmt: skip


def _day(sent_at: datetime | None, zone: tzinfo) -> date:
    try:
        on = sent_at.astimezone(zone).date() if sent_at else date.min
    except OverflowError:  # east of UTC the last evening of the year 9999 has no day
        raise Unfit("no_day") from None
    if on < EARLIEST:
        raise Unfit("no_day")
    return on


def of_meeting(meeting: Meeting, *, owner: str, zone: tzinfo) -> Noted | None:
    """Keep what counts of one meeting; None when it did not take place with anybody else.

    Args:
        owner: the mail address whose calendar it is in.
    """
    answers = dict(meeting.attendees)
    others = [one for one in meeting.parties if one != owner][: MOST_PARTIES - 1]
    if meeting.cancelled or answers.get(owner) == "declined" or not others:
        return None
    names = dict(meeting.names)
    shown = frozenset(one for one in others if answers.get(one) == "accepted")
    return Noted(
        kind=Kind.VISIT if meeting.in_person else Kind.CALL,
        on=meeting.starts_at.astimezone(zone).date(),
        key=meeting.digest.hex(), parties={one: names.get(one, "") for one in (owner, *others)},
        sender=meeting.organizer, subject=meeting.title, shown=shown,
        trace=Trace.ACCEPTED if shown else Trace.SAID,
    )  # fmt: skip
