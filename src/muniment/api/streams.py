"""A body that is read as it comes, and no further than it may be long."""

import hashlib
import io
from typing import BinaryIO, cast

from muniment.api.bearer import ApiRequest
from muniment.api.problems import BodyTooLarge


class Bounded(io.RawIOBase):
    """The body of a request as a file; `sha256` of what was read so far, 32 bytes.

    Args:
        limit: bytes; one more raises `BodyTooLarge`.
    """

    def __init__(self, request: ApiRequest, limit: int) -> None:
        super().__init__()
        self._request, self._limit, self._size = request, limit, 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> bytes:
        """Hash what was read so far."""
        return self._digest.digest()

    @property
    def stream(self) -> BinaryIO:
        """Give it as a file to copy from."""
        return cast(BinaryIO, self)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Read the next bytes.

        Raises:
            BodyTooLarge: there are more than may be.
        """
        chunk = self._request.read(size) if size >= 0 else self._request.read()
        self._size += len(chunk)
        if self._size > self._limit:
            raise BodyTooLarge(limit=self._limit)
        self._digest.update(chunk)
        return chunk
