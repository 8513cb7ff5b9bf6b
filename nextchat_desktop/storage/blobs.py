"""Pictures, each under the name of what it contains; does not know who mentions them."""

import hashlib
import re
from pathlib import Path

from nextchat_desktop.core.measuring import measure
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import MEDIA, kind_of
from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.paths import ensure

_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """Files that are never changed. Used from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> Picture | None:
        """The picture, kept; None if these bytes are none. Raises OSError."""
        kind = kind_of(data)
        if kind is None:
            return None
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        if self.size(name) != len(data):  # one that a disk has damaged is mended
            ensure(path.parent)
            write_atomically(path, data)
        size = measure(data)
        return Picture(name, MEDIA[kind], size.width if size else 0, size.height if size else 0)

    def get(self, blob: str) -> bytes | None:
        """None where there is no such blob, or it cannot be read."""
        try:
            return self._path(blob).read_bytes() if _NAME.fullmatch(blob) else None
        except OSError:
            return None

    def size(self, blob: str) -> int:
        """Its bytes; 0 where there is no such blob."""
        try:
            return self._path(blob).stat().st_size if _NAME.fullmatch(blob) else 0
        except OSError:
            return 0

    def erase(self, blob: str) -> None:
        """Raises OSError."""
        if _NAME.fullmatch(blob):
            self._path(blob).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
