"""How cases of the demonstration are played: a story, and the verbs that its people use.

Nothing leaves the house while cases are played, whatever the settings say, so every check that
asks outside tells that it was not reached: the demonstration shows honestly what offline means.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib import resources
from uuid import UUID

from django.conf import settings

from muniment.core import clock
from muniment.core.actor import Actor, Place
from muniment.core.money import Money
from muniment.demo.cast import FIREFOX
from muniment.demo.founding import NAMES, Stage
from muniment.demo.script import Act
from muniment.investigations import gate
from muniment.investigations import services as investigations
from muniment.investigations.advising import Deal, advice_for
from muniment.investigations.casefile import CaseFile
from muniment.investigations.checks.search import CAPTURED
from muniment.investigations.domain.advice import Terms, Way
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.search import Goal
from muniment.investigations.runner import run_checks

BETWEEN = timedelta(milliseconds=500)
"""Acts of cases begin between the full seconds of all others, and their clock hardly moves: so
entries stay in the order of time however long a check takes."""
ELSEWHERE = Place(address="203.0.113.80", device=FIREFOX, site="")
"""Where third parties sit who answer a questionnaire."""
DECLINE = Terms(Way.DECLINE)
Verb = Callable[[], object]


def text_of(name: str, **told: str) -> str:
    """Read a mail or a list of the demonstration, with its days filled in."""
    file = resources.files("muniment.demo.data").joinpath("cases", name)
    return file.read_text(encoding="utf-8").format(**told)


@dataclass
class Story:
    """One case in the play.

    Attributes:
        who: the key of whoever leads it.
        case_id: known once it is open.
        asked: the questionnaires that were sent, by form.
    """

    stage: Stage
    who: str
    case_id: UUID | None = None
    asked: dict[str, UUID] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """The case."""
        assert self.case_id is not None
        return self.case_id

    def on(self, days_ago: int, hour: int, minute: int, *verbs: Verb) -> Act:
        """Let something happen on a working day."""
        day = self.stage.calendar.workday(days_ago)
        return self._act(self.stage.calendar.moment(day, hour, minute), verbs)

    def lately(self, minutes_ago: int, *verbs: Verb) -> Act:
        """Let something happen shortly before the viewer looks."""
        at = self.stage.now - timedelta(minutes=minutes_ago)
        return self._act(at.replace(microsecond=0), verbs)

    def _act(self, at: datetime, verbs: Sequence[Verb]) -> Act:
        def do() -> None:
            with clock.ticking(at + BETWEEN):
                for verb in verbs:
                    verb()

        return Act(at + BETWEEN, do)

    def by(self, who: str = "") -> Actor:
        """Somebody at work on the case; its leader when nobody is named."""
        return self.stage.actor(who or self.who, clock.now())

    def open(
        self, *, mail: str = "", facts: Mapping[str, Sequence[str]] | None = None,
        occasion: investigations.Occasion = investigations.INQUIRY,
    ) -> None:  # fmt: skip
        """Open it, from a mail of the data folder or from fields."""
        now = clock.now()
        sent = format_datetime(now - timedelta(minutes=50))
        received = format_datetime(now - timedelta(minutes=49))
        self.case_id = investigations.open_case(
            mail=text_of(mail, sent=sent, received=received) if mail else "",
            facts=facts, occasion=occasion, by=self.by(), at=now,
        )  # fmt: skip

    def know(self, note: str, **facts: str) -> None:
        """Add what somebody learnt; `bank__account` stands for `bank.account`."""
        told = {code.replace("__", "."): [value] for code, value in facts.items()}
        investigations.add_facts(
            case_id=self.id, facts=told, note=note, by=self.by(), at=clock.now()
        )

    def run(self, ids: Sequence[str] | None = None) -> None:
        """Run all checks that have no fresh answer, or some, with the way out shut."""
        config = replace(settings.CONFIG, offline=1)
        run_checks(case_id=self.id, ids=ids, by=self.by(), at=clock.now(), config=config)

    def run_at_home(self) -> None:
        """Ask only what our own lists and files say: enough for somebody whom we know too well."""
        self.run(
            ["lists.denied", "lists.disputes", "hands.same", "deal.terms", "email_web.address"]
        )

    def looked_for(self, *goals: Goal, found: str = "") -> None:
        """Search by hand: keep what was seen, and say for which goals one looked."""
        if found:
            self.keep(found, kind="paste", source="search")
        investigations.add_facts(
            case_id=self.id, facts={CAPTURED: [goal.value for goal in goals]}, by=self.by(),
            at=clock.now(),
        )  # fmt: skip

    def keep(self, words: str, *, kind: str, source: str) -> UUID:
        """Keep something as evidence."""
        kept = investigations.add_evidence(
            case_id=self.id, content=words.encode(), kind=kind, source=source, by=self.by(),
            at=clock.now(),
        )  # fmt: skip
        return kept.id

    def saw(
        self, signal: str, words: str, *, kind: str = "call", source: str, **facts: str
    ) -> UUID:
        """Put on record what a person saw, with its evidence; gives the finding."""
        evidence = self.keep(words, kind=kind, source=source)
        return investigations.add_finding(
            case_id=self.id, signal=signal, facts=facts, excerpt=words, evidence_ids=[evidence],
            confidence=90, by=self.by(), at=clock.now(),
        )  # fmt: skip

    def settle(self, check: str, note: str, outcome: Outcome = Outcome.DONE) -> None:
        """Say how a check ended that a person did."""
        investigations.record_manual_outcome(
            case_id=self.id, check=check, outcome=outcome, note=note, by=self.by(), at=clock.now()
        )

    def ask(self, form: str, recipient: investigations.Recipient, reason: str) -> None:
        """Send a questionnaire whose one-time link somebody hands over herself."""
        company, now = self.file().known("company.name")[0], clock.now()
        self.asked[form] = investigations.ask_third_party(
            case_id=self.id, form=form, recipient=recipient,
            telling=investigations.Telling(company, reason, NAMES[self.who]),
            sending=investigations.Sending(by_mail=False), by=self.by(), at=now,
        )  # fmt: skip

    def answered(self, form: str, by: str, **told: str) -> None:
        """Hand the link over, and let the third party open it and answer."""
        link = investigations.hand_over_link(
            case_id=self.id, questionnaire_id=self.asked[form], by=self.by(), at=clock.now()
        )
        gate.open_link(token=link.token, place=ELSEWHERE, at=clock.now())
        investigations.take_answer(
            token=link.token, told=told, answered_by=by, may_quote=True, language="en",
            place=ELSEWHERE, at=clock.now(),
        )  # fmt: skip

    def file(self, who: str = "") -> CaseFile:
        """Read the case, on record like every look."""
        return gate.read_case(reader=self.by(who), case_id=self.id, at=clock.now())

    def confirm(self, signal: str, reason: str, *, who: str) -> None:
        """Let somebody who may confirm all findings of a signal."""
        for row in self.file(who).findings:
            if row.signal == signal:
                investigations.confirm_finding(
                    case_id=self.id, finding_id=row.id, reason=reason, by=self.by(who),
                    at=clock.now(),
                )  # fmt: skip

    def confirm_hands(self, reason: str, *, who: str) -> None:
        """Let somebody who may confirm that the same hands are behind the linked companies."""
        for row in self.file(who).links:
            if row.strength == "link":
                investigations.confirm_link(
                    case_id=self.id, link_id=row.id, reason=reason, by=self.by(who),
                    at=clock.now(),
                )  # fmt: skip

    def decide(self, reason: str, *, terms: Terms | None = None, deal: Deal | None = None) -> None:
        """Give the verdict, on the terms that are advised first when none are named."""
        told, case = deal or Deal(), self.file()
        advised = advice_for(case.assessment, at_risk=case.at_risk, deal=told).terms[0]
        investigations.decide(
            case_id=self.id, terms=terms or advised, deal=told, reason=reason, by=self.by(),
            at=clock.now(),
        )  # fmt: skip

    def approve(self, reason: str, *, who: str) -> None:
        """Put the waiting verdict into force, as the second person."""
        waiting = self.file(who).waiting
        assert waiting is not None, "the play is wrong about a verdict"
        investigations.approve_override(
            case_id=self.id, decision_id=waiting.id, reason=reason, by=self.by(who),
            at=clock.now(),
        )  # fmt: skip

    def close(self, reason: str) -> None:
        """Close it; nobody looks at it again by himself."""
        investigations.close_case(case_id=self.id, reason=reason, by=self.by(), at=clock.now())

    def blacklist(self, reason: str, *, who: str) -> UUID:
        """Put the company on the house's own list."""
        return investigations.blacklist_case(
            case_id=self.id, reason=reason, by=self.by(who), at=clock.now()
        )


def dollars(amount: str) -> Money:
    """An amount in US dollars."""
    return Money.of(amount, "USD")
