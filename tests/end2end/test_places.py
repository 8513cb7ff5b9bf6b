"""Where one was writing and reading is there again: after another conversation, after a start, after a crash."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from end2end.killed_writing import LONG
from end2end.person import Person
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text

ROOT = Path(__file__).parents[2]


def open_(person: Person, id: str) -> None:
    session = person.app.program.library.open(id)
    assert session is not None
    person.app.window.show_session(session)


def top_line(person: Person) -> str:
    """The words at the top of what is seen, when all of it has been read."""
    person.wait(lambda: not any(turn.is_behind for turn in person.app.window.page.transcript.canvas.turns))
    canvas, y = person.app.window.page.transcript.canvas, person.app.window.page.transcript.verticalScrollBar().value()
    index = canvas.at(y)
    turn = canvas.turns[index]
    return turn.leaves[turn.leaf_at(y - canvas.top(index))].text[:14]


@pytest.fixture
def two(person: Person) -> Person:
    """In front of two long conversations, "a" and "b"."""
    for id in ("a", "b"):
        question = Message(f"{id}1", Role.USER, (Text("Tell me"),), created=1)
        answer = Message(f"{id}2", Role.ASSISTANT, (Text(LONG),), f"{id}1", created=2)
        person.app.program.conversations.save(Conversation(id, id, leaf=f"{id}2"), question, answer)
    person.app.window.resize(900, 700)
    open_(person, "a")
    return person


def scroll_to(person: Person, part: float) -> str:
    top_line(person)
    bar = person.app.window.page.transcript.verticalScrollBar()
    bar.setValue(round(bar.maximum() * part))
    return top_line(person)


def test_a_conversation_is_read_on_where_one_left_it(two: Person) -> None:
    here = scroll_to(two, 0.4)
    open_(two, "b")
    there = scroll_to(two, 0.7)
    open_(two, "a")
    assert top_line(two) == here
    open_(two, "b")
    assert top_line(two) == there
    assert here != there


def test_one_that_was_read_to_its_end_opens_there(two: Person) -> None:
    scroll_to(two, 0.4)
    two.app.window.page.transcript.follow()
    open_(two, "b")
    open_(two, "a")
    assert two.app.window.page.transcript.is_at_end


def test_after_a_start_in_another_width_the_same_words_are_at_the_top(two: Person) -> None:
    here = scroll_to(two, 0.5)
    two.quit()
    two.start()
    two.app.window.resize(640, 500)
    open_(two, "b")
    open_(two, "a")
    assert top_line(two) == here


def test_the_caret_is_where_it_was_in_each_conversation(two: Person) -> None:
    two.type("composer", "draft of a")
    for _ in range(4):
        two.press("composer", Qt.Key.Key_Left)
    open_(two, "b")
    assert two.app.window.page.composer.text() == ""
    open_(two, "a")
    assert (two.app.window.page.composer.text(), two.app.window.page.composer.caret()) == ("draft of a", 6)
    two.press("composer", Qt.Key.Key_Left)
    open_(two, "b")
    open_(two, "a")
    assert two.app.window.page.composer.caret() == 5


def test_a_draft_that_the_disk_does_not_take_is_there_when_one_comes_back_and_kept_once_there_is_room(
    two: Person,
) -> None:
    with closing(sqlite3.connect(two.app.program.paths.database)) as disk:
        disk.execute("CREATE TRIGGER full BEFORE INSERT ON drafts BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
        two.type("composer", "draft of a")
        open_(two, "b")
        assert two.app.window.page.composer.text() == ""
        open_(two, "a")
        assert two.app.window.page.composer.text() == "draft of a"
        open_(two, "b")
        disk.execute("DROP TRIGGER full")
    two.wait(lambda: two.app.program.conversations.draft("a").text == "draft of a")


def test_a_caret_that_only_moved_does_not_undo_what_another_window_wrote(two: Person) -> None:
    two.type("composer", "mine")
    two.app.window.page.drafting.keep()
    drafts = two.app.program.conversations
    theirs = drafts.draft("a")
    drafts.keep_draft("a", type(theirs)("theirs", 6))
    two.press("composer", Qt.Key.Key_Left)
    two.app.window.page.drafting.keep()
    assert drafts.draft("a").text == "theirs"


def test_a_kill_takes_neither_drafts_nor_carets_nor_places(
    home: Path, qtbot: QtBot, memory_keyring: KeyringBackend
) -> None:
    command = [sys.executable, "-m", "end2end.killed_writing", str(home)]
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip().isdigit()
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    person = Person(qtbot, home, memory_keyring)
    try:
        for id in ("a", "b"):
            open_(person, id)
            composer, transcript = person.app.window.page.composer, person.app.window.page.transcript
            assert (composer.text(), composer.caret()) == (f"draft of {id} 你好", 5)
            bar = transcript.verticalScrollBar()
            assert bar.maximum() * 0.3 < bar.value() < bar.maximum() * 0.7
    finally:
        person.quit()
