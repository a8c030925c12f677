"""Cases with a marker in everything that they hold, made by the real verbs.

Three cases: of an inquiry that Ada leads, of a rival that Ben leads and that shares a telephone
and an account with it, and about the customer heron. Facts are taken from the table of words,
so a new one joins by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from muniment.core.actor import Place
from muniment.core.money import Money
from muniment.investigations import gate, services
from muniment.investigations.domain import wording
from muniment.investigations.domain.advice import Terms, Way
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion, Traces
from muniment.screening.domain.parties import PartyKind
from muniment.screening.services import enter_own
from tests.house.marks import Mark
from tests.world import NOON

if TYPE_CHECKING:
    from tests.house.planting import Planted

INQUIRY, RIVAL, ABOUT_HERON = "inquiry", "rival", "heron case"
CASES = {INQUIRY: "ada", RIVAL: "ben", ABOUT_HERON: "ada"}
"""Case → who leads it."""
FACT, PIECE, WORD = "case fact", "case piece", "case word"
"""Kinds of mark: a fact; what cannot be taken apart; what people wrote, sealed twice."""
BYTES, WATCHED, OWN = "evidence", "watched", "own list"
ORDER, LETTER = "order of a case", "letter"
"""What a third party is told: about whom, why, and who signs."""
_RAW = "mail.raw"
_CHECKS = (
    "basics.numbers", "email_web.address", "email_web.dns", "search.identity", "customs.profile",
    "lists.denied", "hands.same", "deal.parties", "deal.route", "deal.terms", "person.profile",
)  # fmt: skip


def investigate(house: Planted) -> None:
    """Open the cases, run what runs offline, judge, decide, watch."""
    shared = _shared(house)
    mail = _mail(house)
    cases = {
        INQUIRY: services.open_case(
            facts={**_facts(house, INQUIRY), **shared}, mail=mail, by=house.actor("ada"), at=NOON,
            occasion=_occasion(house, INQUIRY),
        ),
        RIVAL: services.open_case(
            facts={**_facts(house, RIVAL), **shared}, by=house.actor("ben"), at=NOON,
            occasion=_occasion(house, RIVAL),
        ),
        ABOUT_HERON: services.open_case_for_dossier(
            dossier_id=house.dossiers["heron"], facts=_facts(house, ABOUT_HERON), mail=b"",
            by=house.actor("ada"), at=NOON, occasion=_occasion(house, ABOUT_HERON),
        ),
    }  # fmt: skip
    house.cases.update(cases)
    for name in cases:
        _work(house, name)
    _watch(house)
    house.ids |= _ids(house)


def _facts(house: Planted, case: str) -> dict[str, list[str]]:
    """One value for every fact that there is a word for; mail and days are no place for a core."""
    told = {}
    for code in wording.FACTS:
        mark = Mark(code, case, FACT)
        if code.startswith("contact.email"):
            told[code] = [f"{house.marks.text(mark)}@{house.marks.text(mark)}.example"]
        elif code == "company.website":
            told[code] = [f"https://{house.marks.text(mark)}.example"]
        elif code == "contact.phone":
            told[code] = [f"+49{house.marks.digits(mark)}"]
        elif code == "deal.amount":
            told[code] = [f"{house.marks.digits(mark)}.05"]
        elif code not in {_RAW, "company.country", "deal.currency"}:
            told[code] = [f"{house.marks.text(mark)} Trading"]
    return told | {"company.country": ["DE"], "deal.currency": ["USD"]}


def _shared(house: Planted) -> dict[str, list[str]]:
    """What the inquiry and its rival have in common: each case shows its own side of the tie."""
    both = f"{INQUIRY}|{RIVAL}"
    return {
        "contact.phone": [f"+49{house.marks.digits(Mark('contact.phone', both, FACT))}"],
        "bank.account": [house.marks.text(Mark("bank.account", both, FACT)) + "0011223344"],
    }


def _mail(house: Planted) -> bytes:
    word = house.marks.text(Mark(_RAW, INQUIRY, FACT))
    sender = house.marks.text(Mark("contact.email", INQUIRY, FACT))
    return (
        f"From: {sender} <{sender}@{sender}.example>\nTo: us@house.example\nSubject: {word}\n"
        f"Date: Fri, 1 May 2026 10:00:00 +0000\nMessage-ID: <1@{sender}.example>\n\n"
        f"We want {word} before {word}.\n"
    ).encode()


def _occasion(house: Planted, case: str) -> Occasion:
    return Occasion(
        order=f"D-{house.marks.text(Mark('product.order_history', case, ORDER))}",
        at_risk=Money.of(f"{house.marks.digits(Mark('deal.amount', case, FACT))}.07", "USD"),
        about=house.marks.text(Mark("about", case, PIECE)),
    )


def _work(house: Planted, case: str) -> None:
    """Bring in evidence and findings, judge them, give a verdict and see to the re-check."""
    case_id, by = house.cases[case], house.actor(CASES[case])
    told = {"case_id": case_id, "by": by, "at": NOON}
    run_checks(ids=_CHECKS, config=replace(settings.CONFIG, offline=1), **told)
    kept = services.add_evidence(
        content=f"pasted {house.marks.text(Mark('paste', case, BYTES))}".encode(), kind="paste",
        source=f"https://{house.marks.text(Mark('source', case, PIECE))}.example", **told,
    )  # fmt: skip
    finding = services.add_finding(
        signal="conduct.refused_at_port", facts={"times": 2, "x": _piece(house, case, "told")},
        key=_piece(house, case, "key"), excerpt=_piece(house, case, "excerpt"),
        evidence_ids=[kept.id], **told,
    )  # fmt: skip
    another = {**told, "by": house.actor("kai")}  # nobody confirms what she saw herself
    services.confirm_finding(finding_id=finding, reason=_word(house, case, "judged"), **another)
    services.record_manual_outcome(
        check="basics.licence", outcome=Outcome.DONE, note=_word(house, case, "note"), **told
    )
    _ask_a_bank(house, case)
    decision = services.decide(terms=Terms(Way.PREPAID), reason=_word(house, case, "why"), **told)
    services.watch_case(every_days=30, **told)
    house.ids.setdefault("evidence_id", []).append(str(kept.id))
    house.ids.setdefault("finding_id", []).append(str(finding))
    house.ids.setdefault("decision_id", []).append(str(decision))


def _ask_a_bank(house: Planted, case: str) -> None:
    """A questionnaire with an open link; the bank of the inquiry has answered by it."""
    told = {"case_id": house.cases[case], "by": house.actor(CASES[case]), "at": NOON}
    asked = services.ask_third_party(
        form="bank",
        recipient=services.Recipient(
            name=_word(house, case, "recipient"), company=_piece(house, case, "bank"),
            email=f"{_piece(house, case, 'bank')}@bank.example",
        ),
        telling=services.Telling(
            _word(house, case, LETTER), _word(house, case, LETTER), _word(house, case, LETTER)
        ),
        sending=services.Sending(by_mail=False, days=90), **told,
    )  # fmt: skip
    link = services.hand_over_link(questionnaire_id=asked, **told)
    house.links[case] = link.token
    house.ids.setdefault("questionnaire_id", []).append(str(asked))
    if case == INQUIRY:
        services.take_answer(
            token=link.token, answered_by=_word(house, case, "answered by"), may_quote=True,
            language="en", place=Place(), at=NOON,
            told={
                "holds_account": "yes", "conduct": "good",
                "account_name": _piece(house, case, "answer"),
                "remarks": _piece(house, case, "answer"),
            },
        )  # fmt: skip


def _piece(house: Planted, case: str, what: str) -> str:
    return house.marks.text(Mark(what, case, PIECE))


def _word(house: Planted, case: str, what: str) -> str:
    return f"because of {house.marks.text(Mark(what, case, WORD))} this spring"


def _watch(house: Planted) -> None:
    """Somebody on the tripwire, and somebody on the house's own list."""

    def word(kind: str) -> str:
        return house.marks.text(Mark(kind, "", kind))

    party = services.watch_party(
        traces=Traces(
            word(WATCHED), names=[f"{word(WATCHED)} Ltd"], emails=[f"{word(WATCHED)}@a.example"],
            addresses=[f"{word(WATCHED)} Road 5"],
        ),
        reason=f"went with {word(WATCHED)} in March", by=house.actor("mia"), at=NOON,
    )  # fmt: skip
    entry = enter_own(
        names=[f"{word(OWN)} Brothers"], kind=PartyKind.ENTITY, reason=f"refused {word(OWN)}",
        by=house.actor("kai"), at=NOON,
    )  # fmt: skip
    house.ids |= {"party_id": [str(party)], "own_id": [str(entry)]}


def _ids(house: Planted) -> dict[str, list[str]]:
    """What stands in addresses of these cases."""
    files = [
        gate.read_case(reader=house.actor(leader), case_id=house.cases[case], at=NOON)
        for case, leader in CASES.items()
    ]
    links = [str(link.id) for file in files for link in file.links]
    facts = [str(next(row.id for row in file.facts if row.state == "adopted")) for file in files]
    proposed = [str(row.id) for file in files for row in file.facts if row.state == "proposed"]
    return {
        "case_id": [str(house.cases[case]) for case in CASES],
        "link_id": links[:1] or [str(UUID(int=1))],
        "fact_id": [*facts, *proposed[:1]],
    }
