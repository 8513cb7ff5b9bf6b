"""Somebody at a terminal with a home and a keyring of their own, in the words of the tests."""

import io
from pathlib import Path

import keyring

from conftest import MemoryKeyring
from nextchat_desktop.cli import Streams, run

Told = tuple[int, str, str]
"""The exit code, what was written for pipes, and what for people."""


class Screen(io.StringIO):
    """Takes what only a terminal is told."""

    def isatty(self) -> bool:
        return True


class Shell:
    """`secrets` are never to be read on the terminal."""

    def __init__(self, home: Path, *secrets: str) -> None:
        self.home = home
        self.errors = ""
        self._secrets = secrets
        self._keyring = MemoryKeyring()
        self.keys = self._keyring.entries

    def told(self, *arguments: str, typed: str = "", is_terminal: bool = False, language: str = "en_US") -> Told:
        output, errors = (Screen() if is_terminal else io.StringIO() for _ in range(2))
        environ = {"NEXTCHAT_HOME": str(self.home), "LANG": f"{language}.UTF-8"}
        before = keyring.get_keyring()
        keyring.set_keyring(self._keyring)
        try:
            code = run(arguments, environ, Streams(io.StringIO(typed), output, errors))
        finally:
            keyring.set_keyring(before)
        shown = output.getvalue() + errors.getvalue()
        assert not any(secret in shown for secret in self._secrets)
        return code, output.getvalue(), errors.getvalue()

    def run(
        self, *arguments: str, code: int = 0, typed: str = "", is_terminal: bool = False, language: str = "en_US"
    ) -> str:
        """What was written for pipes, where it ended with this exit code."""
        got, output, self.errors = self.told(*arguments, typed=typed, is_terminal=is_terminal, language=language)
        assert got == code, (got, output, self.errors)
        return output
