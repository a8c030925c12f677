"""A case about a dossier shows no more than the dossier does.

A fact that corresponds to a field of the vault passes through that field's cell of the access
table. What cannot be taken apart (excerpts, evidence, details, the mail itself) may show any of
identity and contacts, so it is withheld unless all of both is open.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from muniment.investigations.casefile import (
    DecisionRow,
    EvidenceRow,
    FactRow,
    FindingRow,
    LinkRow,
    QuestionnaireRow,
    RunRow,
    Shown,
)
from muniment.investigations.loading import Insides
from muniment.vault.domain.fields import MaskKind
from muniment.vault.domain.masks import mask
from muniment.vault.domain.policy import Outcome
from muniment.vault.gate import Pane

WHOLE: Final = ("identity", "contacts")
COMPARTMENTS: Final = (*WHOLE, "product", "pricing", "logistics")
_UNDECIDED: Final = "shut"

_FIELDS: Final[Mapping[str, str]] = {
    "company.name": "identity.legal_name",
    "company.trading_name": "identity.trading_names",
    "company.country": "identity.country",
    "company.registration_number": "identity.registration_number",
    "company.lei": "identity.registration_number",
    "company.tax_number": "identity.tax_number",
    "company.address": "identity.registered_address",
    "company.website": "identity.website",
    "contact.email": "contacts.emails",
    "contact.phone": "contacts.phones",
    "person.name": "contacts.people",
    "person.title": "contacts.people",
    "deal.product": "product.ranges",
    "deal.hs_code": "product.ranges",
    "deal.quantity": "product.annual_purchase",
    "deal.unit": "product.annual_purchase",
    "deal.unit_price": "pricing.price_agreement",
    "deal.amount": "pricing.price_agreement",
    "deal.currency": "pricing.price_agreement",
    "deal.payment": "pricing.payment_terms",
    "deal.letter_of_credit": "pricing.payment_terms",
    "deal.incoterm": "logistics.incoterm",
    "deal.port": "logistics.destination_port",
    "deal.origin": "logistics.destination_port",
    "deal.destination": "logistics.destination_port",
    "deal.consignee": "logistics.consignee",
    "deal.notify": "logistics.notify_party",
    "deal.forwarder": "logistics.forwarder",
    "bank.account": "pricing.payment_terms",
    "bank.name": "pricing.payment_terms",
    "bank.country": "pricing.payment_terms",
}
"""Fact → field of the vault; a fact that is not named here may show anything."""

_TOPICS: Final[Mapping[str, str]] = {
    "company": "identity.legal_name",
    "web": "identity.website",
    "person": "contacts.people",
    "contact": "contacts.people",
}


class Shade:
    """What one reader sees of a case about a dossier."""

    def __init__(self, panes: Mapping[str, Pane]) -> None:
        self._panes = panes
        whole = [pane for pane in panes.values() if pane.spec.compartment in WHOLE]
        shut = [pane for pane in whole if pane.decision.outcome is not Outcome.SHOW]
        self.is_whole = bool(whole) and not shut
        self._why = shut[0].decision.reason.value if shut else _UNDECIDED

    def over(self, inside: Insides) -> Insides:
        """Lay the shade over everything that a case holds."""
        amount = inside.at_risk if self._shows("pricing.price_agreement") else None
        order = inside.order if self._shows("product.order_history") else ""
        facts = tuple(self._fact(row) for row in inside.facts)
        shaded = replace(inside, facts=facts, at_risk=amount, order=order)
        if self.is_whole:
            return shaded
        return replace(
            shaded,
            about="",
            findings=tuple(map(_finding, inside.findings)),
            runs={check: _run(row) for check, row in inside.runs.items()},
            evidence=tuple(map(_evidence, inside.evidence)),
            decisions=tuple(map(_decision, inside.decisions)),
            links=tuple(map(_link, inside.links)),
            questionnaires=tuple(map(_questionnaire, inside.questionnaires)),
        )

    def _shows(self, field: str) -> bool:
        pane = self._panes.get(field)
        return pane is not None and pane.decision.outcome is Outcome.SHOW

    def _fact(self, row: FactRow) -> FactRow:
        field = field_for(row.code)
        pane = self._panes.get(field) if field else None
        if field is None and self.is_whole:
            return row
        if pane is None:
            return replace(row, value="", note="", shown=Shown.WITHHELD, why=self._why)
        if pane.decision.outcome is Outcome.SHOW:
            return row if self.is_whole else replace(row, note="")
        why = pane.decision.reason.value
        if pane.decision.outcome is not Outcome.MASK:
            return replace(row, value="", note="", shown=Shown.WITHHELD, why=why)
        # As a text whatever the field: nobody promised that the words are well formed.
        value = mask(row.value, MaskKind.TEXT)
        return replace(row, value=value, note="", shown=Shown.MASKED, why=why)


def field_for(code: str) -> str | None:
    """Name the field of the vault that a fact corresponds to, or None when it may show anything."""
    return _FIELDS.get(code) or _TOPICS.get(code.partition(".")[0])


def compartments_for(codes: Collection[str]) -> frozenset[str]:
    """Name the compartments that some facts touch, identity and contacts always."""
    fields = [field for code in codes if (field := field_for(code))]
    return frozenset(WHOLE) | {field.partition(".")[0] for field in fields}


def _finding(row: FindingRow) -> FindingRow:
    marks = tuple(replace(mark, reason="") for mark in row.marks)
    return replace(row, key="", facts={}, excerpt="", marks=marks, withheld=True)


def _run(row: RunRow) -> RunRow:
    return replace(row, detail={}, note="")


def _evidence(row: EvidenceRow) -> EvidenceRow:
    # Without its hash as well: a short paste could be guessed and confirmed by it.
    return replace(row, source="", method="", sha256="", size=0, withheld=True)


def _decision(row: DecisionRow) -> DecisionRow:
    return replace(row, terms="", reason="", second_reason="", frozen={})


def _link(row: LinkRow) -> LinkRow:
    return replace(row, ties=(), reason="")


def _questionnaire(row: QuestionnaireRow) -> QuestionnaireRow:
    return replace(
        row, name="", company="", email="", about="", told={}, answered_by="", receipt="",
        evidence=None, closed_because="", withheld=True,
    )  # fmt: skip
