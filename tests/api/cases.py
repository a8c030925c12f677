"""What the tests of cases share: opening one as a program does, and reading it."""

from typing import Any

from tests.api.conftest import Program

FACTS = {
    "company.name": ["Nordlicht Handels GmbH"],
    "company.country": ["DE"],
    "contact.email": ["einkauf@nordlicht-handel.example"],
    "contact.phone": ["+49 40 5550101"],
}
WHY = {"reason": "as agreed on the phone with the buyer"}


def opened(program: Program, **told: Any) -> str:
    """A case that this program opened; its address."""
    made = program.post("/cases", {"facts": FACTS, **told})
    assert made.status_code == 201, made.content
    return f"/cases/{made.json()['id']}"


def file_of(program: Program, case: str) -> dict[str, Any]:
    """The case as this program may have it."""
    answer = program.get(f"{case}/file")
    assert answer.status_code == 200, answer.content
    return answer.json()


def sent(program: Program, path: str, body: bytes, **headers: str) -> Any:
    """Stream bytes to an address."""
    return program.client.generic(
        "POST", f"/api/v1{path}", body, content_type="application/octet-stream",
        headers={"Authorization": f"Bearer {program.secret}", **headers},
    )  # fmt: skip
