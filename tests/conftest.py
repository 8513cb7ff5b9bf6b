"""What every test is given: a home of its own, no proxy, no real keyring, and nothing left over afterwards."""

import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from scripted import ScriptedServer

if "NEXTCHAT_TEST_ONSCREEN" not in os.environ:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_PATIENCE = 2.0
"""Seconds a thread may take to end after its test."""


class MemoryKeyring(KeyringBackend):
    """A keyring like the system's, which forgets everything when the test ends."""

    priority = -2

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        del self.entries[service, username]

    def _answer(self) -> None:
        if self.is_locked:
            raise KeyringLocked("The keyring is locked.")


@pytest.fixture(scope="module", autouse=True)
def _what_was_is_no_garbage() -> None:
    """Thousands of tests and what came of them would be looked at with every collection of this module's."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_thread_is_left_over() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + _PATIENCE
    while (left := set(threading.enumerate()) - before) and time.monotonic() < until:
        next(iter(left)).join(0.05)
    assert not left, f"threads left over: {left}"


@pytest.fixture(autouse=True)
def _garbage_waits_for_the_end() -> Iterator[None]:
    """Python's collector works on any thread, and garbage may hold widgets. The program has one of its own."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _no_widget_is_left_over() -> Iterator[None]:
    """What is to be deleted later is deleted now: a style sheet is laid over every widget there is."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program of this test keeps its files."""
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("NEXTCHAT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def memory_keyring() -> MemoryKeyring:
    return MemoryKeyring()
