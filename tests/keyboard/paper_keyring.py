"""A keyring on paper, for a program that is started by a test: the keys lie in a file that the test can read."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend

PAPER = "NEXTCHAT_TEST_KEYS"
"""The variable that names the file."""


class PaperKeyring(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        found: str | None = self._read().get(f"{service} {username}")
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._read() | {f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._write({name: key for name, key in self._read().items() if name != f"{service} {username}"})

    def _read(self) -> dict[str, str]:
        paper = Path(os.environ[PAPER])
        return dict(json.loads(paper.read_text("utf-8"))) if paper.exists() else {}

    def _write(self, keys: dict[str, str]) -> None:
        Path(os.environ[PAPER]).write_text(json.dumps(keys), "utf-8")
