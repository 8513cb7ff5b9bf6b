"""Files of other programs come into the whole program as one deed, with what was wished for beside, and go again."""

import json
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import MemoryKeyring
from nextchat_desktop.compose import Program
from nextchat_desktop.core.arriving import ImportReport, Trouble
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.found import Sort
from nextchat_desktop.engine.setups import Look, Taking
from nextchat_desktop.engine.telling_setups import TellingSetUps, taking_of
from nextchat_desktop.storage.arriving import arriving
from nextchat_desktop.storage.database import SqliteDriver

KEY = "sk-canary0123456789abcdefghijklmnop"


def session(id: str, *said: str) -> dict[str, Any]:
    roles = ("user", "assistant")
    messages = [
        {"id": f"{id}{place}", "role": roles[place % 2], "content": text, "date": "2024-01-02T10:00:00.000Z"}
        for place, text in enumerate(said)
    ]
    mask = {"id": "m", "name": "New", "context": [], "modelConfig": {"model": "gpt-4o"}}
    return {"id": id, "topic": f"About {id}", "messages": messages, "lastUpdate": 1_700_000_000_000, "mask": mask}


def backup(*sessions: dict[str, Any]) -> dict[str, Any]:
    """As NextChat writes one, with a connection and a setting in it."""
    own = {"openaiUrl": "https://api.example.org", "openaiApiKey": KEY}
    access = {"useCustomConfig": True, "provider": "OpenAI", **own}
    masks = {"masks": {"p": {"id": "p", "name": "Poet", "context": [], "modelConfig": {}, "builtin": False}}}
    return {
        "chat-next-web-store": {"sessions": list(sessions)},
        "access-control": access,
        "app-config": {"theme": "dark"},
        "mask-store": masks,
    }


class Face:
    """Whoever imports: looks, brings in, waits."""

    def __init__(self, home: Path, keyring: MemoryKeyring) -> None:
        self.wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.program = Program(lambda: self.wakes.put(None), {}, home, keyring)
        self.reports: list[ImportReport] = []
        self.told: list[str] = []
        self.program.deeds.done.listen(self.told.append)

    @property
    def titles(self) -> list[str]:
        return sorted(one.title for one in self.program.library.all())

    def look(self, *files: Path) -> ImportReport:
        self.program.imports.look(files, lambda _: None, self.reports.append)
        return self.report()

    def bring(self, *files: Path, beside: Look | None = None, taking: Taking | None = None) -> ImportReport:
        self.program.imports.bring(files, lambda _: None, self.reports.append, beside, taking)
        return self.report()

    def report(self) -> ImportReport:
        while not self.reports:
            self.wakes.get(timeout=20)
            self.program.mailbox.drain()
        return self.reports.pop()


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def face(tmp_path: Path, keyring: MemoryKeyring) -> Iterator[Face]:
    made = Face(tmp_path / "home", keyring)
    yield made
    made.program.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(*sessions: dict[str, Any], name: str = "backup.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(backup(*sessions)))
        return path

    return write


def test_it_comes_in_as_one_deed_that_can_be_undone_and_done_again(face: Face, write: Callable[..., Path]) -> None:
    report = face.bring(write(session("a", "Hi", "Hello"), session("b", "Bye", "Goodbye")))
    assert report.trouble is None
    assert face.titles == ["About a", "About b"]
    assert face.told == ["Imported 2 conversations, 1 mask"]
    assert [one.name for one in face.program.masks.all() if not one.builtin] == ["Poet"]
    face.program.deeds.undo()
    assert face.titles == []
    assert [one.name for one in face.program.masks.all() if not one.builtin] == []
    face.program.deeds.redo()
    assert face.titles == ["About a", "About b"]


def test_a_look_changes_nothing(face: Face, write: Callable[..., Path]) -> None:
    report = face.look(write(session("a", "Hi", "Hello")))
    assert report.tally(Sort.CONVERSATIONS).new == 1
    assert face.titles == []
    assert face.told == []


def test_twice_is_once_and_no_deed(face: Face, write: Callable[..., Path]) -> None:
    file = write(session("a", "Hi", "Hello"))
    face.bring(file)
    assert face.bring(file).tally(Sort.CONVERSATIONS).here == 1
    assert len(face.told) == 1


def test_what_is_being_read_goes_on_and_goes_back(face: Face, write: Callable[..., Path]) -> None:
    face.bring(write(session("a", "Hi", "Hello")))
    read = face.program.library.open(face.program.library.all()[0].id)
    assert read is not None
    face.bring(write(session("a", "Hi", "Hello", "More?", "More.")))
    assert [one.text for one in read.path] == ["Hi", "Hello", "More?", "More."]
    face.program.deeds.undo()
    assert [one.text for one in read.path] == ["Hi", "Hello"]
    face.program.deeds.redo()
    assert [one.text for one in read.path] == ["Hi", "Hello", "More?", "More."]


def test_whoever_reads_what_is_undone_is_told(face: Face, write: Callable[..., Path]) -> None:
    face.bring(write(session("a", "Hi", "Hello"), session("b", "Hi", "Hello")))
    first, _second = face.program.library.all()
    read = face.program.library.open(first.id)
    told: list[str] = []
    face.program.library.changed.listen(told.append)
    face.program.deeds.undo()
    assert told == [first.id]
    assert read is not None
    assert not face.program.library.has(first.id)
    face.program.deeds.redo()
    assert told == [first.id, first.id]


def test_connections_and_settings_stay_away_unless_they_are_wished_for(
    face: Face, write: Callable[..., Path], keyring: MemoryKeyring
) -> None:
    report = face.bring(write(session("a", "Hi", "Hello")))
    assert len(report.connections) == 1
    assert report.settings
    assert face.program.setup.all() == ()
    assert keyring.entries == {}
    assert KEY not in repr(report)


def ticked(face: Face, look: Look, *beginnings: str) -> Taking:
    chapters = TellingSetUps(face.program.words, face.program.setup).chapters(look)
    ids = (line.id for chapter in chapters for line in chapter.lines if line.open)
    return taking_of(look, frozenset(id for id in ids if id.startswith(beginnings)))


def test_what_is_wished_for_comes_with_its_key_and_is_undone_with_the_rest(
    face: Face, write: Callable[..., Path], keyring: MemoryKeyring
) -> None:
    file = write(session("a", "Hi", "Hello"))
    look = face.program.imports.beside(face.look(file))
    face.bring(file, beside=look, taking=ticked(face, look, "connection", "setting"))
    (connection,) = face.program.setup.all()
    assert [json.loads(entry)["key"] for entry in keyring.entries.values()] == [KEY]
    choice = face.program.library.all()[0].choice
    assert choice is None or choice == ModelChoice(connection.id, "gpt-4o")
    assert len(face.told) == 1
    face.program.deeds.undo()
    assert face.program.setup.all() == ()
    assert keyring.entries == {}
    assert face.titles == []
    face.program.deeds.redo()
    assert [one.name for one in face.program.setup.all()] == [connection.name]


def test_where_nothing_comes_in_no_connection_does(face: Face, write: Callable[..., Path]) -> None:
    file = write(session("a", "Hi", "Hello"))
    look = face.program.imports.beside(face.look(file))
    with arriving(SqliteDriver(), face.program.paths.database):
        report = face.bring(file, beside=look, taking=ticked(face, look, "connection.0"))
    assert report.trouble is Trouble.BUSY
    assert face.program.setup.all() == ()
    assert face.told == []


def test_what_the_disk_does_not_take_back_can_be_undone_later(face: Face, write: Callable[..., Path]) -> None:
    file = write(session("a", "Hi", "Hello"))
    look = face.program.imports.beside(face.look(file))
    lock = face.program.paths.connections_file.with_name("connections.json.lock")
    with arriving(SqliteDriver(), face.program.paths.database):
        taking = ticked(face, look, "connection.0")
        face.program.imports.bring([file], lambda _: None, face.reports.append, look, taking)
        lock.unlink()
        lock.mkdir()
        assert face.report().trouble is Trouble.BUSY
    lock.rmdir()
    assert len(face.program.setup.all()) == 1
    assert len(face.told) == 1
    face.program.deeds.undo()
    assert face.program.setup.all() == ()


def test_closing_in_the_middle_leaves_nothing(face: Face, write: Callable[..., Path]) -> None:
    many = write(*(session(f"s{number}", "Hi", "Hello") for number in range(500)))
    look = face.program.imports.beside(face.look(many))
    taking = ticked(face, look, "connection.0")
    face.program.imports.bring([many], lambda _: None, face.reports.append, look, taking)
    assert len(face.program.setup.all()) == 1
    face.program.imports.close()
    assert face.titles == []
    assert face.program.setup.all() == ()
    assert face.reports == face.told == []


def test_closing_when_all_is_in_keeps_what_was_wished_for(face: Face, write: Callable[..., Path]) -> None:
    file = write(session("a", "Hi", "Hello"))
    look = face.program.imports.beside(face.look(file))
    taking = ticked(face, look, "connection.0")
    face.program.imports.bring([file], lambda _: None, face.reports.append, look, taking)
    while not face.titles:
        time.sleep(0.01)
    face.program.imports.close()
    assert len(face.program.setup.all()) == 1
