"""Under which names something lies in the system's keyring, which cannot be asked for them. It knows no secret."""

from pathlib import Path

import msgspec

from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.lock import locked


class KeptNames:
    """A file of names, so that what belongs to nobody any more can still be erased. Everything may raise OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> tuple[str, ...]:
        """None where nobody can read them."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=tuple[str, ...])
        except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
            return ()

    def add(self, name: str) -> None:
        with locked(self._path):
            self._write({*self.all(), name})

    def drop(self, name: str) -> None:
        with locked(self._path):
            self._write(set(self.all()) - {name})

    def _write(self, names: set[str]) -> None:
        if names != set(self.all()):
            write_atomically(self._path, msgspec.json.encode(sorted(names)))
