"""A person's credit as a bundle that a stranger can check without the house.

For each fact: the exact bytes of its ledger entry and a C2SP tlog-proof, which
`muniment verify PROOF --entry ENTRY --key KEY` and the enclosed page accept. Customers stand in
it by codename; people and customers inside the entries are numbers.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.ledger import queries as ledger
from muniment.ledger import services as log
from muniment.ledger import signer
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.submissions.domain.credit import CreditPoint
from muniment.submissions.errors import CreditNotFound
from muniment.submissions.queries import CustomerCredit, points_of
from muniment.submissions.reporting import own_credit

EXPORTED = "submissions.statement.made"
MOST_POINTS = 1_000
"""Facts with a proof in one statement, the newest; a proof costs three queries."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A bundle to hand out.

    Attributes:
        content: a zip.
        points: facts that it proves; `left_out` older ones stand in it without a proof.
    """

    content: bytes
    points: int
    left_out: int


def make_statement(*, by: Actor, at: datetime, readme: str) -> Statement:
    """Make the statement of the person herself; that she made one is on record.

    Args:
        readme: what is in the bundle and how to check it, in the reader's language.

    Raises:
        CreditNotFound: nobody of the staff.
        LedgerUnavailable, SignerRefuses: as the names say.
    """
    who = people.reader(by.person_id) if by.person_id else None
    if who is None or who.role.is_outside or not who.state.may_sign_in:
        raise CreditNotFound
    with on_record():
        append_entry(kind=EXPORTED, subject=None, by=by, at=at, facts={"person": str(who.id)})
    credit = own_credit(who, at=at)
    facts = points_of(who.id, [row.dossier_id for row in credit])
    newest = sorted(
        {point.entry_id: point for some in facts.values() for point in some}.values(),
        key=lambda point: (point.on, str(point.entry_id)), reverse=True,
    )  # fmt: skip
    proved = newest[:MOST_POINTS]
    told = _told(who.name, credit, facts, at)
    content = _packed(told, [point.entry_id for point in proved], readme)
    return Statement(content, len(proved), len(newest) - len(proved))


def _told(
    name: str, credit: list[CustomerCredit], facts: dict[UUID, list[CreditPoint]], at: datetime
) -> bytes:
    customers = [
        {
            "codename": row.codename,
            "days_kept": row.days_kept,
            "found": row.found is not None,
            "told": row.told,
            "orders_handled": row.handled.orders if row.handled else 0,
            "orders": row.handled.of if row.handled else 0,
            "facts": [_fact(point) for point in facts[row.dossier_id]],
        }
        for row in credit
    ]
    return canonical.dump({"name": name, "at": rfc3339(at), "customers": customers})


def _fact(point: CreditPoint) -> dict[str, object]:
    return {
        "kind": point.kind.value,
        "on": point.on.isoformat(),
        "count": point.count,
        "entry": str(point.entry_id),
    }


def _packed(told: bytes, entry_ids: list[UUID], readme: str) -> bytes:
    kept = io.BytesIO()
    keys: dict[str, None] = {}
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("statement.json", told)
        archive.writestr("README.txt", readme)
        for entry_id in entry_ids:
            try:
                made = log.prove(entry_id)
            except (log.EntryNotSequenced, log.EntryNotSigned):
                continue  # stands in the statement without a proof: it can be had later
            archive.writestr(f"proofs/{entry_id}.tlog-proof", made.text)
            archive.writestr(f"proofs/{entry_id}.json", made.leaf)
            keys[_key_of(entry_id)] = None
        archive.writestr("key.txt", "".join(f"{key}\n" for key in keys))
        archive.writestr(
            "verify.html", files("muniment_verify").joinpath("verify.html").read_bytes()
        )
    return kept.getvalue()


def _key_of(entry_id: UUID) -> str:
    return str(signer.verifier_key(ledger.entry(entry_id).log))
