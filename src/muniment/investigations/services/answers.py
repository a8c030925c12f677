"""Taking the one answer of a third party: evidence first, then findings, in one transaction."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import Actor, Door, Place
from muniment.core.clock import rfc3339
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.investigations import evidence
from muniment.investigations.asking import SEALED
from muniment.investigations.domain.answers import (
    LONGEST_SHORT,
    Answers,
    Fault,
    cleaned,
    read_answers,
    spoken,
)
from muniment.investigations.domain.questionnaires import Form, form_of, say
from muniment.investigations.gate.outsiders import locked
from muniment.investigations.models import Case, Questionnaire
from muniment.investigations.sealing import CASE, seal_of
from muniment.investigations.services.questionnaires import end
from muniment.investigations.services.settling import settle
from muniment.ledger.services import append_entry
from muniment.people import queries as people

ANSWERED = "investigations.questionnaire.answered"
FORMAT = "muniment/answer/v1"
_SALT_BYTES = 16


class AnswersUnfit(MunimentError):
    """Some answers are missing or cannot be read; nothing was kept, the link still works.

    Attributes:
        faults: question → what is wrong; `answered_by` stands for the name.
    """

    code = "investigations.questionnaire.answers_unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("{count} answers are missing or cannot be read.")
    next_step = gettext_noop("Correct the marked answers and send again.")

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the third party takes away.

    Attributes:
        copy: the answer, byte for byte as it lies in evidence; sha256: its hash, hexadecimal.
        entry_leaf: hash of the ledger entry that names this hash, hexadecimal.
    """

    copy: bytes
    sha256: str
    entry_leaf: str
    at: datetime


def take_answer(
    *, token: str, told: Mapping[str, str], answered_by: str, may_quote: bool, language: str,
    place: Place, at: datetime,
) -> Receipt:  # fmt: skip
    """Take the one answer to a questionnaire; every link to it ends.

    Of two answers at the same moment one is taken and the other finds the link closed.

    Raises:
        LinkClosed: unknown, run out, used, revoked, or its case is closed: nobody is told which.
        AnswersUnfit: nothing was kept.
    """
    by = Actor(person_id=None, door=Door.PORTAL, place=place)
    with transaction.atomic():
        case, row = locked(token, at)
        form = form_of(row.form)
        answers = _read(form, told, answered_by)
        seal = seal_of(case.id)
        content = seal.open(SEALED, row.id, row.sealed)
        who = " ".join(cleaned(answered_by).split())[:LONGEST_SHORT]
        copy = canonical.dump(
            _copy(form, content, answers, who, may_quote=may_quote, language=language, at=at)
        )
        kept = evidence.keep(
            case_id=case.id, content=copy, kind="answer", source=content["name"],
            method="one_time_link", by=by, at=at,
        )  # fmt: skip
        content["answer"] = {
            "values": dict(answers.values), "answered_by": who, "may_quote": may_quote,
            "receipt": kept.sha256, "evidence": str(kept.id), "language": language,
        }  # fmt: skip
        end(row, Questionnaire.State.ANSWERED, seal, content, at)
        leaf = _record(case, row, kept.sha256, content, by=by, at=at)
        case.refresh_from_db()
        settle(case, seal, form.check, by=by, at=at)
    return Receipt(copy, kept.sha256, leaf, at)


def _read(form: Form, told: Mapping[str, str], answered_by: str) -> Answers:
    answers = read_answers(form, told)
    faults = dict(answers.faults)
    if not cleaned(answered_by):
        faults["answered_by"] = Fault.MISSING
    if len(answered_by) > LONGEST_SHORT:
        faults["answered_by"] = Fault.TOO_LONG
    if faults:
        raise AnswersUnfit(faults)
    return answers


def _copy(
    form: Form, content: Mapping[str, Any], answers: Answers, who: str, *, may_quote: bool,
    language: str, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """The answer as it is kept; the salt keeps anybody from confirming a guess by the hash."""
    return {
        "v": FORMAT,
        "form": form.code,
        "form_version": form.version,
        "asked_by": people.company().name,
        "about": content["about"],
        "answered_by": who,
        "may_quote": may_quote,
        "at": rfc3339(at),
        "salt": canonical.b64(os.urandom(_SALT_BYTES)),
        "answers": [
            {
                "question": say(one.words, language),
                "code": one.code,
                "answer": spoken(form, one.code, answers.values, language),
            }
            for one in form.questions
            if one.code in answers.values
        ],
    }


def _record(
    case: Case, row: Questionnaire, sha256: str, content: Mapping[str, Any], *, by: Actor,
    at: datetime,
) -> str:  # fmt: skip
    """Name the hash of the answer in the ledger, in clear: the receipt rests on it."""
    entry = append_entry(
        kind=ANSWERED, subject=case.id, by=by, at=at,
        facts={
            "questionnaire": str(row.id), "form": row.form, "receipt": sha256,
            "may_quote": content["answer"]["may_quote"],
        },
        sealed={
            "answered_by": content["answer"]["answered_by"], "address": by.place.address,
            "device": by.place.device,
        },
        seal_under=(case.id, CASE),
    )  # fmt: skip
    return entry.leaf_hash.hex()
