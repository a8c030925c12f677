"""One-time links and API tokens: random outside, a digest inside."""

import hashlib

TOKEN_PREFIX = "mun_"  # noqa: S105 - a label that secret scanners recognise, no secret


def digest(secret: str) -> bytes:
    """Hash a random secret; 32 bytes. Plain SHA-256 is enough: there are 2^192 secrets to guess."""
    return hashlib.sha256(secret.encode()).digest()
