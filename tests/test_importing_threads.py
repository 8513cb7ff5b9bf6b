"""An import in its thread: whatever becomes of it, all of it comes in or nothing, and whoever waits is told."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from importers import FullDisk, Importer, chat
from nextchat_desktop.core.arriving import Trouble
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, Sort, Unread, Why
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.leftovers import leftovers

TESTS = Path(__file__).parent


@pytest.fixture
def importer(tmp_path: Path) -> Iterator[Importer]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        yield Importer(tmp_path, database)


class Reader:
    """Gives some conversations, then waits until it may go on, as a long file would take its time."""

    def __init__(self, before: int = 30, after: int = 30) -> None:
        self._before, self._after = before, after
        self.is_waiting, self.may_go_on = threading.Event(), threading.Event()

    def __call__(self) -> Iterator[Found]:
        for number in range(self._before):
            yield chat(f"c{number}", 10)
        self.is_waiting.set()
        assert self.may_go_on.wait(20)
        for number in range(self._after):
            yield chat(f"d{number}", 10)


def some() -> Iterator[Found]:
    yield from (chat(f"c{number}") for number in range(20))


def killed_import(importer: Importer) -> None:
    """Another process that was killed while it imported."""
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    command = [sys.executable, str(TESTS / "importer_killed.py"), str(importer.folder)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in the middle\n"
        process.kill()


def test_what_comes_in_is_told_once_and_last(importer: Importer) -> None:
    importer.start(some)
    report = importer.wait()
    assert report.tally(Sort.CONVERSATIONS).new == 20
    assert len(importer.store.all()) == 20
    assert importer.reports == []


def test_after_a_kill_nothing_is_seen_and_the_next_import_cleans_up(importer: Importer) -> None:
    killed_import(importer)
    assert importer.store.all() == []
    assert BinStore(importer.database, lambda _blob: None).all() == []
    assert importer.rows()[0] > 50
    importer.start(some)
    assert importer.wait().trouble is None
    assert importer.rows() == (20, 40)


def test_what_a_kill_left_is_erased_some_time_after_a_start(importer: Importer) -> None:
    killed_import(importer)
    left = leftovers(SqliteDriver(), importer.path, importer.database, pause=0.0)
    left.wait()
    left.close()
    assert importer.rows() == (0, 0)


def test_what_is_coming_in_just_now_is_nothing_left_over(importer: Importer) -> None:
    reader = Reader()
    importer.start(reader)
    assert reader.is_waiting.wait(20)
    left = leftovers(SqliteDriver(), importer.path, importer.database, pause=0.0)
    left.wait()
    reader.may_go_on.set()
    assert importer.wait().tally(Sort.CONVERSATIONS).new == 60
    assert len(importer.store.all()) == 60
    left.close()


def test_a_start_with_nothing_left_over_makes_no_thread(importer: Importer) -> None:
    before = threading.active_count()
    left = leftovers(SqliteDriver(), importer.path, importer.database)
    assert threading.active_count() == before
    left.close()


def test_of_two_at_once_the_second_is_told_that_it_has_to_wait(importer: Importer) -> None:
    reader = Reader()
    importer.start(reader)
    assert reader.is_waiting.wait(20)
    importer.start(some)
    assert importer.wait().trouble is Trouble.BUSY
    reader.may_go_on.set()
    assert importer.wait().trouble is None
    assert len(importer.store.all()) == 60


def test_a_look_does_not_wait_for_an_import(importer: Importer) -> None:
    reader = Reader()
    importer.start(reader)
    assert reader.is_waiting.wait(20)
    importer.start(some, is_trial=True)
    report = importer.wait()
    assert report.is_trial
    assert report.trouble is None
    reader.may_go_on.set()
    importer.wait()


def test_cancelled_in_the_middle_nothing_is_left(importer: Importer) -> None:
    reader = Reader()
    running = importer.start(reader)
    assert reader.is_waiting.wait(20)
    running.cancel()
    reader.may_go_on.set()
    assert importer.wait().trouble is Trouble.CANCELLED
    assert importer.rows() == (0, 0)


def test_cancelled_when_all_is_in_it_stays_in(importer: Importer) -> None:
    running = importer.start(some)
    report = importer.wait()
    running.cancel()
    assert report.trouble is None
    assert len(importer.store.all()) == 20


def test_closing_ends_it_at_once_and_tells_nobody_who_is_gone(importer: Importer) -> None:
    reader = Reader()
    running = importer.start(reader)
    assert reader.is_waiting.wait(20)
    threading.Timer(0.1, reader.may_go_on.set).start()
    running.close()
    assert not [one for one in threading.enumerate() if one.name == "import"]
    assert importer.store.all() == []
    assert importer.reports == []


def test_a_full_disk_is_told_and_nothing_comes_in(importer: Importer) -> None:
    pages = importer.database.execute("PRAGMA page_count").fetchone()[0]

    def much() -> Iterator[Found]:
        yield from (chat(f"c{number}", 100) for number in range(50))

    importer.start(much, driver=FullDisk(pages + 20))
    report = importer.wait()
    assert report.trouble is Trouble.NOT_WRITTEN
    assert report.detail
    assert importer.store.all() == []
    importer.store.save(Conversation("mine"))  # the window writes on
    importer.start(some)
    importer.wait()
    assert len(importer.store.all()) == 21


def test_it_waits_for_whoever_is_writing(importer: Importer) -> None:
    importer.store.save(Conversation("mine"))
    with closing(SqliteDriver().connect(importer.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE conversations SET title = 'Theirs'")
        importer.start(some)
        time.sleep(0.3)
        assert importer.rows() == (1, 0)
        other.execute("COMMIT")
        assert importer.wait().trouble is None
    assert len(importer.store.all()) == 21


def test_a_reader_that_is_at_a_loss_spoils_neither_what_it_read_nor_other_files(importer: Importer) -> None:
    def lost() -> Iterator[Found]:
        yield chat("c")
        raise KeyError("".join(("ca", "nary")))

    importer.start(lost, files=2)
    report = importer.wait()
    assert report.trouble is None
    assert [file.unread for file in report.files] == [(Unread(Why.BROKEN),), (Unread(Why.BROKEN),)]
    assert len(importer.store.all()) == 1
    log = (importer.logs / "errors.log").read_text()
    assert "KeyError" in log
    assert "canary" not in log


def test_whatever_else_happens_is_told_with_the_place_where_it_is_noted(importer: Importer) -> None:
    class Mad:
        def connect(self, path: Path) -> sqlite3.Connection:
            raise ZeroDivisionError

    importer.start(some, driver=Mad())
    report = importer.wait()
    assert report.trouble is Trouble.UNEXPECTED
    assert "ZeroDivisionError" in Path(report.detail).read_text()


def test_how_far_it_is_is_told_meanwhile(importer: Importer) -> None:
    def slow() -> Iterator[Found]:
        for number in range(5):
            time.sleep(0.06)
            yield chat(f"c{number}")

    importer.start(slow)
    importer.wait()
    assert importer.progress
    assert all(0 <= one.read <= 1 for one in importer.progress)
    assert importer.progress[-1].conversations >= 2
