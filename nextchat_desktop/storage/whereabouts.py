"""Where the data lie: where they usually do, or where a person has moved them, as a file among the settings says."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.paths import Paths

_FILE, _ORDER_FILE = "data-folder.json", "at-next-start.json"


class Pointer(msgspec.Struct, kw_only=True):
    """`before` still holds what `data` holds, until a start has proved that it is there."""

    data: str
    before: str = ""
    proven: bool = False
    used: bool = False
    """Whether the program has begun with the data there: from then on there is no way back but by moving."""


class DataGone(Exception):
    """The folder with the data is not there: a disk that is not connected, or somebody has renamed it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def pointer_file(usual: Paths) -> Path:
    return usual.config / _FILE


def order_file(usual: Paths) -> Path:
    """Says what is to be done at the next start, before anything is opened; most of the time it is not there."""
    return usual.config / _ORDER_FILE


def pointer(usual: Paths) -> Pointer | None:
    """None where the data were not moved, or nobody can read what is said there."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(pointer_file(usual).read_bytes(), type=Pointer)
    return None


def point(usual: Paths, to: Pointer) -> None:
    """Raises OSError. The usual place needs nobody to point there, but what was there before is to be remembered."""
    if to.proven and Path(to.data) == usual.data:
        pointer_file(usual).unlink(missing_ok=True)
    else:
        write_atomically(pointer_file(usual), msgspec.json.encode(to))


def located(usual: Paths) -> Paths:
    """Where the data are now; where they never arrived, they are where they were. Raises DataGone."""
    now = pointer(usual)
    if now is None:
        return usual
    moved = at(usual, Path(now.data))
    if moved.database.is_file():
        return moved
    before = left_behind(usual, now)
    if before is not None and not now.used and before.database.is_file():
        return before
    raise DataGone(Path(now.data))


def left_behind(usual: Paths, now: Pointer) -> Paths | None:
    """Where the data were before, and still are until it is proven that they are elsewhere."""
    return at(usual, Path(now.before)) if now.before and now.before != now.data and not now.proven else None


def at(usual: Paths, data: Path) -> Paths:
    """With the data in this folder, the pictures among them; settings and connections stay where they are."""
    return usual if data == usual.data else replace(usual, data=data, blobs=data / "blobs")
