"""The house's answers to the questions of checks; registered when the room starts."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django.conf import settings

from muniment.customs_data.profile import NoCustomsData
from muniment.customs_data.questions import QUESTIONS
from muniment.investigations import asking as third_parties
from muniment.investigations import comparing, connectors, links, questions
from muniment.investigations.domain.checks import NotReached, Subject
from muniment.investigations.models import Case
from muniment.investigations.questions import Asking
from muniment.screening.domain.parties import PartyKind
from muniment.screening.queries import screen


def register() -> None:
    """Let the rooms of the house answer."""
    questions.register("screen", _screen)
    questions.register("own_customers", _own_customers)
    questions.register("same_hands", _same_hands)
    questions.register("own_disputes", _own_disputes)
    questions.register("third_parties", _third_parties)
    questions.register("rdap_server", rdap_server)
    for question in QUESTIONS:
        questions.register(question, _customs(question))


def _screen(asking: Asking, inputs: Mapping[str, object]) -> object:
    kind = str(inputs.get("kind") or "")
    return screen(
        _texts(inputs.get("names")),
        PartyKind(kind) if kind in set(PartyKind) else PartyKind.UNKNOWN,
        _texts(inputs.get("countries")),
        _texts(inputs.get("birth_dates")),
        at=asking.at,
        identifiers=_texts(inputs.get("identifiers")),
    )


def _customs(question: str) -> questions.Answerer:
    def answer(_: Asking, inputs: Mapping[str, object]) -> object:
        try:
            return QUESTIONS[question](**cast(dict[str, Any], dict(inputs)))
        except NoCustomsData:
            raise NotReached("no_data") from None

    return answer


def _own_customers(asking: Asking, _: Mapping[str, object]) -> object:
    case_id = _case_of(asking)
    dossier_id = Case.objects.values_list("dossier_id", flat=True).get(pk=case_id)
    return comparing.own_customers(without=dossier_id, at=asking.at)


def _same_hands(asking: Asking, inputs: Mapping[str, object]) -> object:
    subject = inputs.get("subject")
    facts = subject.facts if isinstance(subject, Subject) else asking.subject.facts
    return links.same_hands(_case_of(asking), facts, asking.at)


def _own_disputes(asking: Asking, inputs: Mapping[str, object]) -> object:
    return links.own_disputes(_case_of(asking), _texts(inputs.get("names")), asking.at)


def rdap_server(_: Asking, inputs: Mapping[str, object]) -> object:
    """Which server answers for a domain; needs no house, so the terminal asks it as well."""
    told = {name: str(inputs.get(name, "")) for name in ("domain", "file")}
    return connectors.rdap_server(settings.CONFIG, told["domain"], file=told["file"])


def _third_parties(asking: Asking, inputs: Mapping[str, object]) -> object:
    return third_parties.for_check(_case_of(asking), str(inputs.get("check", "")), asking.at)


def _case_of(asking: Asking) -> UUID:
    """Only a case may be compared with our customers: it leaves a record, and has a gate.

    Raises:
        NotReached: `nobody_answers`.
    """
    if asking.case_id is None:
        raise NotReached("nobody_answers")
    return asking.case_id


def _texts(told: object) -> Sequence[str]:
    if isinstance(told, str):
        return (told,) if told else ()
    return tuple(str(one) for one in told) if isinstance(told, list | tuple | set) else ()
