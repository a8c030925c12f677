"""Uploads go into the spool sealed, chunk by chunk; no byte lies on disk in the clear."""

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from muniment.core.ids import new_id
from muniment.intake import spool
from muniment.intake.services import FILE
from muniment.intake.spool import Spooled

LARGEST = 1024 * 1024 * 1024  # bytes; larger files go through the terminal


if TYPE_CHECKING:
    _File = UploadedFile[bytes]
else:
    _File = UploadedFile  # the class takes no parameter when it runs


class SealedFile(_File):
    """An uploaded file as a form sees it: name and size, and where it lies sealed."""

    def __init__(self, name: str, spooled: Spooled) -> None:
        super().__init__(file=None, name=name, size=spooled.size)
        self.spooled = spooled


class SealedUploadHandler(FileUploadHandler):
    """Takes the one file of the upload form; every other file of a request is skipped."""

    chunk_size = spool.CHUNK

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._writer: spool.Writer | None = None
        self._taken = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the spool for the field `file`."""
        super().new_file(*args, **kwargs)
        if self.field_name != "file" or self._taken:
            raise SkipFile
        self._taken = True
        self._writer = spool.Writer(new_id(), FILE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal one chunk; stop an upload that is too large."""
        if self._writer is None:
            return
        if start + len(raw_data) > LARGEST:
            self.upload_interrupted()
            raise StopUpload(connection_reset=True)
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> SealedFile | None:  # noqa: ARG002 - Django's
        """Close the spool and hand the form what it needs."""
        if self._writer is None:
            return None
        spooled, self._writer = self._writer.finish(), None
        return SealedFile(self.file_name or "", spooled)

    def upload_interrupted(self) -> None:
        """Take the unfinished file away."""
        if self._writer is not None:
            self._writer.discard()
            self._writer = None
