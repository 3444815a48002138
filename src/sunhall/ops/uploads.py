"""Files on their way in: always to a temporary file, never more of it than may be kept. Named by the settings."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CutOffHandler(TemporaryFileUploadHandler):
    """Keeps at most UPLOAD_BYTES of each file on disk, but counts it whole.

    The rule on file size then refuses it by the size it truly had, and the rest of the form is not lost, as it would
    be if reading stopped in the middle of the request.
    """

    def new_file(self, *args: object, **kwargs: object) -> None:
        self._kept = 0
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.UPLOAD_BYTES - self._kept
        if room > 0:
            self._kept += len(raw_data[:room])
            super().receive_data_chunk(raw_data[:room], start)
