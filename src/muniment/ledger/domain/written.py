"""How bytes and counts are written in notes and proofs: one way each, so no bit can hide."""

import base64
import binascii


def encode(data: bytes) -> str:
    """Write bytes as base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes | None:
    """Read base64; None for anything that `encode` would not write."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if encode(data) == text else None


def decimal(text: str) -> int | None:
    """Read a count below 2^63 without sign or leading zeros; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= 19
    if not plain or (text[0] == "0" and text != "0") or int(text) >= 1 << 63:
        return None
    return int(text)
