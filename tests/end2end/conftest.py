"""The real application, someone in front of it, and a scripted server behind it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import ScriptedServer

Connected = Callable[[str], Person]


@pytest.fixture
def person(qtbot: QtBot, home: Path, memory_keyring: KeyringBackend) -> Iterator[Person]:
    """In front of a fresh machine."""
    someone = Person(qtbot, home, memory_keyring)
    yield someone
    someone.quit()


@pytest.fixture
def connected(person: Person) -> Connected:
    """Gives the person a connection to a compatible server, and no titles that ask for replies of their own."""

    def connect(base_url: str) -> Person:
        person.app.program.settings[AUTO_TITLE] = False
        person.app.program.setup.save(Connection("c", "Lab", "compatible", base_url, models=(Model("tiny"),)))
        return person

    return connect


@pytest.fixture
def chatting(connected: Connected, server: ScriptedServer) -> Person:
    """Connected to the scripted server."""
    return connected(server.base_url)
