"""What only a person can do: read a profile, hold a licence against the register, call back.

Each check hands out a task; the person records the outcome, with evidence and with signals
chosen from the catalogue.
"""

from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import ManualCheck
from muniment.investigations.domain.checks import (
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.signals import signals_seen_by


class _ByPerson(ManualCheck):
    """Hands out its task, and nothing else."""

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - a person does it
        """Hand out the task, with the signals that answer it."""
        signals = [one.code for one in signals_seen_by(self.id)]
        return Result(Outcome.NEEDS_PERSON, task=self.task, detail={"signals": signals})


class PersonOnSite(_ByPerson):
    """Whether the company's own pages name the contact."""

    id: ClassVar[str] = "person.on_site"
    title: ClassVar[str] = gettext_noop("The contact on the company's own site")
    step: ClassVar[Step] = Step.PERSON
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset({"person.name"}),
        frozenset({"company.website"}),
    )
    weight: ClassVar[int] = 2
    minutes: ClassVar[int] = 2
    task: ClassVar[str] = gettext_noop(
        "Look for the contact on the company's own site: team, contact, news, downloads."
    )


class PersonProfile(_ByPerson):
    """Whether a professional network knows the contact at this company."""

    id: ClassVar[str] = "person.profile"
    title: ClassVar[str] = gettext_noop("The contact on professional networks")
    step: ClassVar[Step] = Step.PERSON
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"person.name"}),)
    weight: ClassVar[int] = 2
    minutes: ClassVar[int] = 2
    task: ClassVar[str] = gettext_noop(
        "Look at the contact's profile: company, title, since when, connections, picture."
    )


class CallBack(_ByPerson):
    """Call the company on a number that the inquiry did not bring."""

    id: ClassVar[str] = "person.call_back"
    title: ClassVar[str] = gettext_noop("Call back on a number found independently")
    step: ClassVar[Step] = Step.PERSON
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.name"}),)
    weight: ClassVar[int] = 4
    minutes: ClassVar[int] = 5
    task: ClassVar[str] = gettext_noop(
        "Find the switchboard in a register or on the official site, call it, "
        "and ask for the contact and the inquiry."
    )


class LicenceCopy(_ByPerson):
    """Hold the licence copy against the register."""

    id: ClassVar[str] = "basics.licence"
    title: ClassVar[str] = gettext_noop("Licence copy against the register")
    step: ClassVar[Step] = Step.BASICS
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.name"}),)
    weight: ClassVar[int] = 3
    minutes: ClassVar[int] = 4
    task: ClassVar[str] = gettext_noop(
        "Ask for the licence copy and hold name, number, address, directors and dates "
        "against the public register."
    )
