"""The settings as a text file. It knows nothing of what is in it."""

from pathlib import Path

from .files import write_atomically


class SettingsFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str:
        try:
            return self._path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def write(self, text: str) -> None:
        write_atomically(self._path, text.encode())

    def set_aside(self) -> None:
        if self._path.exists():
            self._path.replace(self._path.with_suffix(".broken.toml"))
