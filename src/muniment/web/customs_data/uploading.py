"""Taking a provider's file in: no larger than is sensible, in a file of its own while it comes."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

LARGEST = 1024 * 1024 * 1024
"""Bytes; larger files go through the terminal (`muniment customs load`)."""


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes the upload to a file of the house's account and ends one that grows too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Write one chunk."""
        if start + len(raw_data) > LARGEST:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)
