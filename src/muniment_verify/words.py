"""What the verifier says, in plain words."""

from typing import Final

PART: Final = {
    "format": "the form of the proof",
    "signature": "the signature",
    "inclusion": "the place in the log",
    "entry": "the form of the entry",
    "origin": "the name of the log",
    "opening": "the disclosed value",
}
WHY: Final = {
    "format.proof": "The proof file is not a C2SP tlog-proof, or it was changed.",
    "format.note": "The checkpoint in the proof is not a signed note, or it was changed.",
    "format.checkpoint": "The signed text in the proof is not a checkpoint.",
    "signature.unsigned": "The key you gave did not sign this checkpoint.",
    "signature.does_not_fit": "The signature does not fit: the checkpoint or the key was changed.",
    "inclusion.no_such_entry": "The proof names a place beyond the end of the log.",
    "inclusion.path_length": "The path of hashes has another length than this place needs.",
    "inclusion.root_differs": "These entry bytes do not stand at this place of the signed log.",
    "entry.canonical": "The bytes claim to be a Muniment entry, but are not in its exact form.",
    "entry": "The bytes claim to be a Muniment entry, but this part is not in order: {why}.",
    "origin.entry_of_another_log": "The entry was made for another log than the one that signed.",
    "origin.key_of_another_log": "The key you gave is named for another log.",
    "opening.no_such_field": "The entry holds no commitment to this field.",
    "opening.differs": "The value and salt are not what the entry committed to.",
    "key_form": "A key is written name+hex8+base64; copy the whole line.",
    "key_kind": "This key is of a kind that this verifier does not know (it knows 1, 4 and 6).",
    "key_kind_here": "A key of kind 6 needs the Python package cryptography, 47 or newer.",
    "key_id": "The eight hex digits do not belong to this key; it was copied wrongly or changed.",
    "opening_form": "An opening is FIELD=SALT:VALUE, or a JSON file of salts and values.",
    "no_key": "Give at least one key with --key.",
}


def why(part: str, code: str) -> str:
    """Say in a sentence why a part does not hold."""
    return WHY.get(f"{part}.{code}", WHY["entry"]).replace("{why}", code)
