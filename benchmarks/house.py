"""A house to measure in: founded and furnished by the real verbs, with as many customers as asked.

Each measured house lives in processes and a data folder of its own, so that no benchmark
warms or fills the database of another.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

PASSWORD = "six quiet herons at dawn"
BATCH = 400


@dataclass(frozen=True, slots=True)
class House:
    """Who works here: Olga owns it, Mia manages sales, Ada keeps every customer, Ben sells."""

    olga: UUID
    mia: UUID
    ada: UUID
    ben: UUID


def set_up() -> None:
    """Load Django for this process, and collect garbage as its own processes do."""
    import django

    from muniment.run.collecting import collect_seldom

    django.setup()
    collect_seldom()


def found() -> House:
    """Make the tables, the keys, the catalogue and four people."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.keys import ring
    from muniment.people import services as people
    from muniment.people.domain.roles import Role
    from muniment.vault.services import furnish

    ring.create()
    furnish(at=clock.now())
    token = people.first_run_token()
    assert token
    olga = people.found_company(
        token=token, company_name="Bench", owner_name="Olga", owner_email=_email("olga"),
        password=PASSWORD, language="en", by=HOUSE, at=clock.now(),
    )  # fmt: skip
    mia = _joins("mia", Role.SALES_MANAGER, olga)
    ada, ben = _joins("ada", Role.SALESPERSON, mia), _joins("ben", Role.SALESPERSON, mia)
    return House(olga, mia, ada, ben)


def _email(name: str) -> str:
    return f"{name}@bench.example"


def _joins(name: str, role: Any, manager: UUID) -> UUID:
    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.people import services as people

    invited = people.invite_person(
        name=name.title(), email=_email(name), role=role, line_manager_id=manager,
        by=HOUSE, at=clock.now(),
    )  # fmt: skip
    people.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=clock.now())
    return invited.person_id


def fill(house: House, customers: int) -> list[UUID]:
    """Bring invented customers in through the import's own verb; all kept by Ada."""
    from muniment.core import clock
    from muniment.core.ids import new_id
    from muniment.ledger.services import drain
    from muniment.vault.services.bulk import import_customers

    ids: list[UUID] = []
    for start in range(0, customers, BATCH):
        ids += import_customers(
            customers=[_customer(house, n) for n in range(start, min(start + BATCH, customers))],
            run_id=new_id(), told="bench.csv", by=actor(house.mia), at=clock.now(),
        )  # fmt: skip
        if start % (BATCH * 25) == 0:
            print(f"  {len(ids):,} of {customers:,} customers", file=sys.stderr)
    drain()
    return ids


def _customer(house: House, number: int) -> Any:
    from muniment.vault.catalogue import current
    from muniment.vault.domain.values import parse
    from muniment.vault.services.bulk import ImportedCustomer

    told = {
        "identity.legal_name": f"Nordlicht Handels GmbH {number}",
        "identity.country": "DE",
        "identity.customer_code": f"C-{number:06}",
        "identity.industry": "importer",
        "identity.status": "active",
        "identity.website": f"https://c{number}.example",
        "product.ranges": "garden lights",
    }
    fields = current().fields
    return ImportedCustomer(
        values={code: parse(text, fields[code]) for code, text in told.items()},
        keeper_id=house.ada,
    )


def actor(person_id: UUID) -> Any:
    """Somebody at work in the office, through the pages."""
    from muniment.core.actor import Actor, Place

    place = Place(address="192.0.2.7", device="Mozilla/5.0 (X11; Linux) Bench", site="office")
    return Actor(person_id=person_id, place=place, session_id="bench")


def lay_out_static() -> None:
    """Lay out the styles and pictures that pages name."""
    from muniment.core import config
    from muniment.run import preparing

    preparing.lay_out_static(config.load())


def sign_in(person_id: UUID) -> Any:
    """A browser of somebody who has shown both factors."""
    from django.conf import settings
    from django.test import Client

    from muniment.people.models import Person
    from muniment.web.account.records import FACTOR_KEY

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(
        Person.objects.get(pk=person_id), backend=settings.AUTHENTICATION_BACKENDS[-1]
    )
    session = browser.session
    session[FACTOR_KEY] = "totp"
    session.save()
    return browser


def elsewhere(part: str, *told: str, data: Path, **environ: str) -> Any:
    """Run one part (`python -m benchmarks.parts.PART`) in its own process; give what it prints."""
    command = [sys.executable, "-m", f"benchmarks.parts.{part}", *told]
    done = subprocess.run(
        command, env=environment(data, environ), stdout=subprocess.PIPE, check=True, text=True
    )
    return json.loads(done.stdout)


def environment(data: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process whose house lies in `data`."""
    return {**os.environ, "MUNIMENT_DATA": str(data), **more}
