"""Pictures, each under the name of what it contains; does not know who mentions them."""

import math
import os
import re
from contextlib import suppress
from pathlib import Path

from nextchat_desktop.core.measuring import measure
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import MEDIA, kind_of
from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.paths import ensure

_NAME = re.compile(r"[0-9a-f]{64}")

_OURS = re.compile(r"[0-9a-f]{64}|\.[0-9a-f]{64}\..*")
"""Blobs, and those that are half written or half erased."""
_SWEPT = ".swept"
"""Its time is that of the last sweep."""


class Blobs:
    """Files that are never changed. Used from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> Picture | None:
        """The picture, kept; None if these bytes are none. Raises OSError."""
        picture = picture_of(data)
        if picture is None:
            return None
        path = self._path(picture.blob)
        if not self._is_whole(path, len(data)):  # one that a disk has damaged is mended
            ensure(path.parent)
            write_atomically(path, data)
        return picture

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

    def older(self, before: float) -> list[str]:
        """What was kept before this time, in seconds, and not again since; what was left half written, too."""
        files = (file for file in self._folder.glob("??/*") if _OURS.fullmatch(file.name))
        return [file.name for file in files if _kept(file) < before]

    def erase_older(self, name: str, before: float) -> None:
        """Erases it, unless another window keeps it in this moment: then its time is a new one."""
        path = self._path(name) if _NAME.fullmatch(name) else self._folder / name[1:3] / name
        aside = path.with_name(f".{name.lstrip('.')}.old")
        with suppress(OSError):
            path.rename(aside)
            if _kept(aside) < before:
                aside.unlink()
            else:
                aside.replace(path)

    def is_due(self, before: float) -> bool:
        """Whether the last sweep was before this time; never where nothing was kept yet."""
        return self._folder.is_dir() and _kept(self._folder / _SWEPT, missing=0) < before

    def note_sweep(self) -> None:
        with suppress(OSError):
            (self._folder / _SWEPT).touch()

    def _is_whole(self, path: Path, size: int) -> bool:
        """Whether it is kept already. It gets a new time: somebody wants it."""
        try:
            os.utime(path)
            return path.stat().st_size == size
        except OSError:
            return False

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def picture_of(data: bytes) -> Picture | None:
    """The picture as it would be kept; None if these bytes are none."""
    kind = kind_of(data)
    if kind is None:
        return None
    from hashlib import sha256  # no start of the program needs OpenSSL, which is large

    size = measure(data)
    name = sha256(data).hexdigest()
    return Picture(name, MEDIA[kind], size.width if size else 0, size.height if size else 0)


def _kept(file: Path, missing: float = math.inf) -> float:
    """When it was kept the last time, in seconds."""
    try:
        return file.stat().st_mtime
    except OSError:
        return missing
