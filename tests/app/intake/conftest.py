"""A furnished house with its people, and files on their way in."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from muniment.core.ids import new_id
from muniment.intake import queries, services, spool
from muniment.intake.domain.plan import Kind
from muniment.keys import ring
from muniment.vault.services import furnish
from tests.company import NOON, Company, staffed

CUSTOMERS = """\
Customer Code,Company Name,Country,Contact Person,E-mail,Mobile,Payment Terms
C1,Nordic Lamp ApS,Denmark,Maja Lund,maja@nordic-lamp.example,+45 32 12 34 56,T/T 30 days
C2,Blue Door Gifts Ltd,United Kingdom,Tom Pike,tom@blue-door.example,+44 20 7946 0001,L/C at sight
C3,Hafen Lichter GmbH,Germany,Anna Vogt,anna@hafen-lichter.example,+49 30 23125001,O/A 60 days
"""
ORDERS = """\
InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Handled by
1001,A,2,2026-01-05,1.25,C1,Ben
1001,B,1,2026-01-05,0.50,C1,Ben
1002,A,10,2026-02-06,1.25,C2,
C1003,A,-1,2026-02-07,1.25,C2,
1004,A,3,2026-03-08,1.25,C3,ben@house.example
"""


class Intake:
    """Drives runs the way the doors do."""

    def __init__(self, company: Company) -> None:
        self.company = company

    def spooled(self, data: bytes | str) -> spool.Spooled:
        with spool.Writer(new_id(), "file") as writer:
            writer.write(data.encode() if isinstance(data, str) else data)
            return writer.finish()

    def receives(self, kind: Kind, data: bytes | str, by: str = "ada", name: str = "f.csv") -> UUID:
        return services.receive(
            kind=kind, spooled=self.spooled(data), name=name, by=self.company.actor(by), at=NOON
        )

    def corrects(self, run_id: UUID, by: str = "ada", **choices: str) -> None:
        services.correct(run_id=run_id, choices=choices, by=self.company.actor(by), at=NOON)

    def checks(self, run_id: UUID, by: str = "ada") -> dict[str, int]:
        return services.check(run_id=run_id, by=self.company.actor(by), at=NOON)

    def loads(self, run_id: UUID, by: str = "ada", good: bool = False) -> dict[str, int]:
        return services.load(
            run_id=run_id,
            good_rows_only=good,
            by=self.company.actor(by),
            at=NOON + timedelta(minutes=1),
        )

    def brings(
        self, kind: Kind, data: bytes | str, by: str = "ada", good: bool = False, **choices: str
    ) -> dict[str, int]:
        """Take a file through all steps; answer what the load wrote."""
        run_id = self.receives(kind, data, by)
        if choices:
            self.corrects(run_id, by, **choices)
        self.checks(run_id, by)
        return self.loads(run_id, by, good)

    def report(self, run_id: UUID, by: str = "ada") -> list[str]:
        with queries.report(self.company.actor(by), run_id) as stream:
            return stream.read().decode("utf-8-sig").splitlines()[1:]


@pytest.fixture
def house(settings, tmp_path: Path, db) -> Path:
    """Give the test a data folder and a key ring of its own."""
    settings.DATA_DIR = tmp_path
    ring.create()
    return tmp_path


@pytest.fixture
def intake(house) -> Iterator[Intake]:
    furnish(at=NOON)
    return Intake(staffed())
