"""Files for a stranger: the proof, the exact bytes, the verifier, and all of it in one."""

import io
import zipfile
from dataclasses import replace
from importlib.resources import files
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.core.clock import rfc3339
from muniment.ledger import services, signer
from muniment.ledger.queries import EntryRow
from muniment.vault import gate
from muniment.web.access import StaffRequest, signed_in
from muniment.web.ledger.telling import Names, line

VERIFIER = "verify.html"


@signed_in
@never_cache
@require_GET
def proof(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Hand out the proof as a C2SP tlog-proof.

    Raises: EntryNotFound, EntryNotSequenced, EntryNotSigned, SignerRefuses.
    """
    row = gate.entry_for(reader=request.actor, entry_id=entry_id)
    return _file(services.prove(row.id).text.encode(), f"{row.id}.tlog-proof")


@signed_in
@never_cache
@require_GET
def leaf(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Hand out the exact bytes of the entry.

    Raises: EntryNotFound.
    """
    row = gate.entry_for(reader=request.actor, entry_id=entry_id)
    return _file(row.leaf, f"{row.id}.json")


@signed_in
@never_cache
@require_GET
def package(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Hand out everything that a stranger needs, in one zip.

    Raises: EntryNotFound, EntryNotSequenced, EntryNotSigned, SignerRefuses.
    """
    row = gate.entry_for(reader=request.actor, entry_id=entry_id)
    made, key = services.prove(row.id), str(signer.verifier_key(row.log))
    packed = _packed(
        {
            "README.txt": _readme(request, row, key).encode(),
            f"{row.id}.tlog-proof": made.text.encode(),
            f"{row.id}.json": made.leaf,
            "key.txt": f"{key}\n".encode(),
            VERIFIER: verifier_page(),
        }
    )
    return _file(packed, f"muniment-proof-{row.id}.zip")


@signed_in
@require_GET
def verifier(request: StaffRequest) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Hand out the page that checks proofs offline. Never shown here: it runs from disk."""
    return _file(verifier_page(), VERIFIER)


def verifier_page() -> bytes:
    """The verifier as one HTML file, byte for byte as it is shipped."""
    return files("muniment_verify").joinpath(VERIFIER).read_bytes()


def _packed(contents: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return kept.getvalue()


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _readme(request: StaffRequest, row: EntryRow, key: str) -> str:
    """Say in plain words what is in the package; codenames are told, people are not."""
    names = replace(Names.of([row], request.reader, clock.now()), people={})
    told = {"sentence": line(row, names).text, "at": rfc3339(row.at), "id": row.id, "key": key}
    return (
        gettext(
            """Proof of one entry in a ledger

%(sentence)s
%(at)s

What is here
  %(id)s.tlog-proof   the proof
  %(id)s.json         the exact bytes of the entry; never open and save them
  key.txt             the public key of the ledger
  verify.html         checks all this in your browser, without a network

How to check
  1. Open verify.html from your disk.
  2. Choose the proof and the entry.
  3. Paste the key. Take it from a source of your own: the annex of your contract, a
     letter, the company's site. A proof checked against the key that came along with
     it proves nothing. In this file it is
     %(key)s

What a good proof says
  These bytes, to the last one, stood in the ledger when its key signed. It does not
  say that the entry is true. People stand in it as numbers, and what is sealed in it
  stays sealed: the entry holds commitments only.
"""
        )
        % told
    )
