"""A house with a folder of its own, its people's browsers, and a few customs records."""

from collections.abc import Callable
from pathlib import Path

import pytest

from muniment.core import clock
from muniment.customs_data import services
from muniment.keys import ring
from tests.web.account.conftest import Browser
from tests.world import World
from tests.world import world as build

HEADER = (
    "Import Date,Importer,Supplier,Supplier Phone,HS Code,Product Description,Quantity,Unit,"
    "Value USD,Origin Country"
)
SUPPLIERS = ("Foshan Tiles Co Ltd", "Castellon Ceramica SL", "Quick Silver Trade")


def records() -> str:
    """A year of a buyer's imports: one purchase a month, three sellers, and one of another."""
    lines = [HEADER]
    for number in range(14):
        year, month = divmod(number, 12)
        seller = SUPPLIERS[number % 3]
        phone = "+86 138 0013 8000" if number % 3 == 2 else ""
        lines.append(
            f"{2025 + year}-{month + 1:02d}-10,Orion Trading LLC,{seller},{phone},69072100,tiles,"
            f"{1000 + number},M2,{5000 + 10 * number},China"
        )
    lines.append("2025-03-02,Blue Door Ltd,Sun Coffee,,0901.21,coffee,10,KGS,99,Brazil")
    return "\n".join(lines) + "\n"


@pytest.fixture
def world(settings, tmp_path: Path, db: None) -> World:
    settings.DATA_DIR = tmp_path
    ring.create()
    return build()


@pytest.fixture
def enters(world: World) -> Callable[[str], Browser]:
    """Let somebody sign in: `enters("mia")`."""

    def signed_in(name: str) -> Browser:
        return Browser().comes_in(world.email(name), world.has_app(name))

    return signed_in


@pytest.fixture
def loaded(world: World, tmp_path: Path) -> World:
    """The same house with one load."""
    path = tmp_path / "Kenya Import 2025.csv"
    path.write_text(records())
    services.load(
        path=path, by=world.actor("mia"), at=clock.now(), provider="Seller", accept_guesses=True
    )
    return world
