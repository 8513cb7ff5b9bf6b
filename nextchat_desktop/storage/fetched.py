"""Room for files that are fetched to be read once, for the eyes of their owner only. It does not know what is in them.

They hold whole conversations and perhaps keys, so none stays: what a crash left is erased by the next start.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from nextchat_desktop.storage.lock import Claim
from nextchat_desktop.storage.paths import ensure


class Room:
    """One file. `put` may be called from any thread, the rest from the owner's."""

    def __init__(self, path: Path, claim: Claim) -> None:
        """Raises OSError."""
        self.path = path
        self._claim: Claim | None = claim
        self._file = path.open("xb")
        path.chmod(0o600)

    def put(self, data: bytes) -> None:
        """Raises OSError, and ValueError where it is closed by now."""
        self._file.write(data)

    def close(self) -> None:
        """All of it is there. Raises OSError."""
        self._file.close()

    def erase(self) -> None:
        """As often as anybody likes. What the system does not let go of now, the next start erases."""
        claim, self._claim = self._claim, None
        with suppress(OSError):
            self._file.close()
        if claim is not None:
            shutil.rmtree(self.path.parent, ignore_errors=True)
            claim.release()


class Rooms:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Room] = []

    def make(self, name: str) -> Room:
        """Room for a file of this name. Raises OSError."""
        place = self._folder / uuid4().hex
        claim = Claim.take(place)
        if claim is None:
            raise FileExistsError(place)
        room = Room(ensure(place) / name, claim)
        self._made.append(room)
        return room

    def sweep(self) -> None:
        """Erases what no living process holds."""
        for place in sorted(self._folder.glob("*")):
            if place.is_dir() and (claim := Claim.take(place)) is not None:
                shutil.rmtree(place, ignore_errors=True)
                claim.release()

    def close(self) -> None:
        for room in self._made:
            room.erase()
