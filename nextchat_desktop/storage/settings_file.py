"""The settings as a text file. It knows nothing of what is in it."""

from pathlib import Path

from nextchat_desktop.storage.files import move_aside, write_atomically


class SettingsFile:
    """`aside` is where a text that could not be read has been moved to, once that has happened."""

    def __init__(self, path: Path) -> None:
        self.aside: Path | None = None
        self._path = path

    def read(self) -> str:
        try:
            return self._path.read_text("utf-8-sig", "replace")
        except FileNotFoundError:
            return ""

    def write(self, text: str) -> None:
        write_atomically(self._path, text.encode())

    def set_aside(self) -> None:
        self.aside = move_aside(self._path)
