"""A trading company for tests, built by the real verbs.

Olga owns it, Mia manages sales, Ada keeps customers, Ben sells beside her, Cy is the document
clerk, Fin does finance, Kai watches compliance, Sam administers, Cus keeps the files; Eve
works for an export agent.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import HOUSE, Actor, Door, Place
from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryRow
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.sales import services as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.gate import Opened
from tests.company import PASSWORD, Company

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

IDENTITY = {
    "identity.legal_name": "Nordlicht Handels GmbH",
    "identity.country": "DE",
    "identity.website": "https://www.nordlicht-handel.example",
    "identity.customer_code": "C-1001",
}
CONTACTS = {"contacts.emails": "einkauf@nordlicht-handel.example"}


class World(Company):
    """The company and its customers."""

    agency: UUID

    def actor(self, name: str, session: str = "") -> Actor:
        """Somebody at work in the office, through the pages."""
        return Actor(
            person_id=self.people[name],
            door=Door.WEB,
            place=Place(address="192.0.2.7", device="Test browser", site="office"),
            session_id=session or f"session-of-{name}",
        )

    def dossier(
        self,
        keeper: str = "ada",
        values: Mapping[str, Mapping[str, str]] | None = None,
        at: datetime = NOON,
    ) -> UUID:
        """A customer that `keeper` opened, with name and e-mail unless told otherwise."""
        told = {"identity": IDENTITY, "contacts": CONTACTS} if values is None else values
        return vault.open_dossier(values=told, told="business card", by=self.actor(keeper), at=at)

    def order(self, dossier_id: UUID, number: str = "PO-77") -> str:
        """A live order of this customer."""
        fact = OrderFact(
            number=number, dossier_id=dossier_id, ordered_on=NOON.date(), amount_minor=1_250_000,
            currency="USD", state=OrderState.BOOKED, handled_by="Ada",
        )  # fmt: skip
        sales.record_orders(orders=[fact], by=self.actor("mia"), at=NOON)
        return number

    def look(
        self, name: str, dossier_id: UUID, compartment: str = "identity", **told: Any
    ) -> Opened:
        """Consult for a believable purpose."""
        request = {
            "purpose": "quote the second colour",
            "reference_kind": "inquiry",
            "reference": "INQ-208",
            "at": NOON,
            **told,
        }
        session = request.pop("session", "")
        return gate.consult(
            reader=self.actor(name, session),
            dossier_id=dossier_id,
            compartment=compartment,
            **request,
        )

    def entries(self, kind: str) -> list[EntryRow]:
        """Entries of one kind, oldest first."""
        return list(reversed(ledger.entries(kinds=[kind], limit=200).rows))


def world() -> World:
    """Found the company, let everybody join, furnish the house."""
    vault.furnish(at=NOON)
    token = people.first_run_token()
    assert token
    olga = people.found_company(
        token=token, company_name="Heron Trading", owner_name="Olga",
        owner_email="olga@house.example", password=PASSWORD, language="en", by=HOUSE, at=NOON,
    )  # fmt: skip
    made = World({"olga": olga})
    made.joins("mia", Role.SALES_MANAGER, line_manager_id=olga)
    made.joins("ada", Role.SALESPERSON, line_manager_id=made.id("mia"))
    made.joins("ben", Role.SALESPERSON, line_manager_id=made.id("mia"))
    made.joins("cy", Role.DOCUMENT_CLERK, line_manager_id=olga)
    made.joins("cus", Role.CUSTODIAN, line_manager_id=olga)
    made.joins("fin", Role.FINANCE, line_manager_id=olga)
    made.joins("kai", Role.COMPLIANCE, line_manager_id=olga)
    made.joins("sam", Role.ADMINISTRATOR, line_manager_id=olga)
    made.agency = people.add_outside_company(
        name="Harbour Export Agency",
        kind="export_agent",
        country="CN",
        by=made.actor("olga"),
        at=NOON,
    )
    made.joins("eve", Role.EXPORT_AGENT, outside_company_id=made.agency)
    return made
