"""What the tests of cases share: opening one as a program does, and reading it."""

import io
from typing import Any

from muniment.customs_data import uploads
from muniment.investigations import services
from muniment.investigations.domain.advice import Terms, Way
from muniment.investigations.domain.questionnaires import forms
from muniment.investigations.models import Finding
from muniment.investigations.services import Recipient, Sending, Telling, Traces
from muniment.screening import services as screening
from muniment.screening.domain.parties import PartyKind
from tests.api.conftest import Program
from tests.world import NOON, World

FACTS = {
    "company.name": ["Nordlicht Handels GmbH"],
    "company.country": ["DE"],
    "contact.email": ["einkauf@nordlicht-handel.example"],
    "contact.phone": ["+49 40 5550101"],
}
MARTA = "marta@baltic-credit.example"
RECORDS = b"Import Date,Importer,Supplier,HS Code,Value USD\n2025-03-01,Orion,Foshan,690721,5\n"
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


def furnished_case(world: World) -> dict[str, str]:
    """Ada's case with something in every part of it that has an address."""
    by = world.actor("ada")
    facts = {"company.name": ["Nordlicht Handels GmbH"], "company.country": ["DE"]}
    case_id = services.open_case(facts=facts, by=by, at=NOON)
    [fact] = services.add_facts(case_id=case_id, facts={"deal.port": ["Hamburg"]}, by=by, at=NOON)
    piece = services.add_evidence(
        case_id=case_id, content=b"a page", kind="paste", source="a fair", by=by, at=NOON
    )
    finding = services.add_finding(
        case_id=case_id, signal="person.not_on_site", facts={}, excerpt="x", by=by, at=NOON
    )
    # As if a check had seen it: nobody confirms what she added herself.
    Finding.objects.filter(pk=finding).update(by=None)
    decision = services.decide(
        case_id=case_id, terms=Terms(Way.OPEN_ACCOUNT, days=90), reason="as ever", by=by, at=NOON
    )
    asked = services.ask_third_party(
        case_id=case_id, form=next(iter(forms())), recipient=Recipient("Marta", email=MARTA),
        telling=Telling("Nordlicht", "as they ask for credit", "Ada"), sending=Sending(),
        by=by, at=NOON,
    )  # fmt: skip
    return {
        "case_id": str(case_id), "fact_id": str(fact), "evidence_id": str(piece.id),
        "finding_id": str(finding), "decision_id": str(decision), "questionnaire_id": str(asked),
    }  # fmt: skip


def furnished_lists(world: World) -> dict[str, str]:
    """An entry of the own list, somebody watched, a customs file that waits."""
    by = world.actor("olga")
    own = screening.enter_own(
        names=["Bad Harbour Ltd"], kind=PartyKind.ENTITY, reason="took goods", by=by, at=NOON
    )
    party = services.watch_party(
        traces=Traces("left in May", names=["Silver Oar Co"]), reason="left", by=by, at=NOON
    )
    upload = uploads.keep(io.BytesIO(RECORDS), name="Kenya Import 2025.csv")
    return {"own_id": str(own), "party_id": str(party), "upload_id": str(upload)}
