"""A small company made by the real verbs: Ada owns it, Mia manages sales, Ben and Cy sell."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from muniment.core.actor import HOUSE, Actor, Place
from muniment.people import services
from muniment.people.domain.roles import Role

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PASSWORD = "six quiet herons at dawn"
OFFICE = Place(address="192.0.2.7", device="Test browser")


@dataclass
class Company:
    """Ids of people by short name, and the verbs that tests need most."""

    people: dict[str, UUID] = field(default_factory=dict)
    at: datetime = NOON

    def id(self, name: str) -> UUID:
        return self.people[name]

    def actor(self, name: str) -> Actor:
        return Actor(person_id=self.people[name], place=OFFICE)

    def email(self, name: str) -> str:
        return f"{name}@house.example"

    def invited(self, name: str, role: Role, by: Actor = HOUSE, **post: UUID | str | None):
        invited = services.invite_person(
            name=name.title(), email=self.email(name), role=role, by=by, at=self.at, **post
        )
        self.people[name] = invited.person_id
        return invited

    def joins(self, name: str, role: Role, **post: UUID | str | None) -> UUID:
        invited = self.invited(name, role, **post)
        services.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=self.at)
        return invited.person_id

    def has_app(self, name: str) -> str:
        """Give somebody an authenticator app; returns its secret."""
        return services.set_up_authenticator_app(person_id=self.id(name), by=HOUSE, at=self.at)


def founded() -> Company:
    """Found the company with Ada alone."""
    token = services.first_run_token()
    assert token
    ada = services.found_company(
        token=token,
        company_name="Heron Trading",
        owner_name="Ada",
        owner_email="ada@house.example",
        password=PASSWORD,
        language="en",
        by=HOUSE,
        at=NOON,
    )
    return Company({"ada": ada})


def staffed() -> Company:
    """Found the company and let its staff join."""
    company = founded()
    company.joins("adm", Role.ADMINISTRATOR)
    company.joins("mia", Role.SALES_MANAGER, line_manager_id=company.id("ada"))
    company.joins("ben", Role.SALESPERSON, line_manager_id=company.id("mia"))
    company.joins("cy", Role.SALESPERSON, line_manager_id=company.id("ben"))
    return company
