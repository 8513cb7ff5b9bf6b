"""Long work of several kinds at once: whatever is restored, erased or ended meanwhile, nothing is half done."""

import json
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from conftest import MemoryKeyring
from nextchat_desktop.compose import Program
from nextchat_desktop.core.arriving import ImportReport
from nextchat_desktop.core.backups import Backup
from nextchat_desktop.core.exporting import ALL, Manner, Shape
from test_importing import backup, session

MANY = 2000


class House:
    """A program that is begun again and again, and ended in the middle of things."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.keyring = folder, MemoryKeyring()
        self.wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.program = self._begun()

    def begin_again(self) -> None:
        self.program.close()
        assert [one.name for one in threading.enumerate() if one.name in ("import", "labour", "backups")] == []
        self.program = self._begun()

    def bring(self, *sessions: str) -> list[ImportReport]:
        """What comes of it will be in the list."""
        file, reports = self.folder / "backup.json", list[ImportReport]()
        file.write_text(json.dumps(backup(*(session(id, "Hi", "Hello") for id in sessions))))
        self.program.imports.bring([file], lambda _: None, reports.append)
        return reports

    def bring_many(self) -> None:
        """Something of it has been written, and is seen by nobody yet."""
        self.bring(*(f"many{number}" for number in range(MANY)))
        until = time.monotonic() + 30
        with closing(sqlite3.connect(self.program.paths.database)) as database:
            while not database.execute("SELECT 1 FROM conversations WHERE deleted IS NOT NULL").fetchone():
                assert time.monotonic() < until
                time.sleep(0.001)

    def has(self, *ids: str) -> None:
        reports = self.bring(*ids)
        self.serve(lambda: bool(reports))

    def saved(self) -> Backup:
        """Into a file, and looked into."""
        file, told = self.folder / "mine.nextchat-backup", list[Backup | Exception]()
        self.program.data.backups.save(file, lambda _part: None, told.append)
        self.serve(lambda: len(told) == 1)
        self.program.data.backups.look_into(file, lambda _part: None, told.append)
        self.serve(lambda: len(told) == 2)
        assert isinstance(told[1], Backup)
        return told[1]

    def restore(self, one: Backup) -> None:
        """At the next start."""
        told: list[Exception | None] = []
        self.program.data.backups.restore(one, lambda _part: None, told.append)
        self.serve(lambda: bool(told))
        assert told == [None]

    def export(self) -> Path:
        """Everything, into a file that takes its time."""
        file, exports = self.folder / "out.json", self.program.exports
        exports.save(exports.order(ALL, Manner(Shape.JSON)), file, lambda _part: None, lambda _what: None)
        return file

    def serve(self, until: Callable[[], bool]) -> None:
        while not until():
            self.wakes.get(timeout=30)
            self.program.mailbox.drain()

    @property
    def titles(self) -> list[str]:
        return sorted(one.title for one in self.program.library.all())

    def _begun(self) -> Program:
        return Program(lambda: self.wakes.put(None), {}, self.folder / "home", self.keyring)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.has("a")
    yield made
    made.program.close()


def is_whole_or_none(file: Path) -> bool:
    return not file.exists() or bool(json.loads(file.read_bytes()))


def test_a_restore_ends_an_import_and_is_undone_without_any_of_it(house: House) -> None:
    before = house.saved()
    house.has("b")
    house.bring_many()
    house.restore(before)
    house.begin_again()
    assert house.titles == ["About a"]
    undo = house.program.data.undo
    assert undo is not None
    assert undo.counts.conversations in (2, 2 + MANY)
    house.restore(undo)
    house.begin_again()
    assert len(house.titles) in (2, 2 + MANY)
    house.has("c")
    assert {"About a", "About b", "About c"} <= set(house.titles)


def test_a_backup_made_during_an_import_has_nothing_of_it(house: House) -> None:
    house.bring_many()
    made = house.saved()
    assert (made.counts.conversations, made.counts.messages) == (1, 2)
    house.restore(made)
    house.begin_again()
    assert house.titles == ["About a"]


def test_after_everything_was_erased_neither_an_import_nor_an_export_has_left_anything(house: House) -> None:
    house.has(*(f"here{number}" for number in range(MANY)))
    file = house.export()
    house.bring_many()
    house.program.clearing.erase()
    house.begin_again()
    assert house.titles == []
    assert is_whole_or_none(file)
    assert [one.name for one in house.folder.iterdir() if one.name.startswith(".")] == []


def test_an_import_after_a_restore_is_another_one(house: House) -> None:
    before = house.saved()
    house.has("b")
    house.restore(before)
    house.begin_again()
    house.has("b")
    assert house.titles == ["About a", "About b"]
    house.program.deeds.undo()
    assert house.titles == ["About a"]


def test_the_program_ends_in_the_middle_of_everything(house: House) -> None:
    house.has(*(f"here{number}" for number in range(MANY)))
    house.bring_many()
    file = house.export()
    house.program.data.backups.save(house.folder / "one.nextchat-backup", lambda _part: None, lambda _what: None)
    house.program.data.folder.measure(lambda _sizes: None)
    house.begin_again()
    assert len(house.titles) in (1 + MANY, 1 + 2 * MANY)
    assert is_whole_or_none(file)
    assert [one.name for one in house.folder.iterdir() if one.name.startswith(".")] == []
