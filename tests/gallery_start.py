"""Starts the program for a picture: a home of its own, a keyring that forgets, one language and one look."""

import time
from collections.abc import Callable
from pathlib import Path

from keyring.backend import KeyringBackend
from PySide6.QtTest import QTest

from nextchat_desktop.app import Application
from nextchat_desktop.settings.schema import LANGUAGE, THEME

_PATIENCE = 10


class SomeKeyring(KeyringBackend):
    """Keeps keys for the length of a picture."""

    priority = -2

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._entries[service, username]


def started(language: str, theme: str, home: Path) -> Application:
    """The language takes effect with the second start."""
    first = Application(home, {}, SomeKeyring())
    for option, value in ((LANGUAGE, language), (THEME, theme)):
        first.program.settings[option] = value
    first.close()
    return Application(home, {}, SomeKeyring())


def wait_until(done: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
    """Whether it came to that in time."""
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        QTest.qWait(10)
    return done()
