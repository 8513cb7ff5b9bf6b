"""Nothing that arrived is lost: not by a crash, not by closing the window in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.messages import State
from scripted import STALL, Reply, ScriptedServer, delta

ROOT = Path(__file__).parents[2]


@pytest.fixture
def interrupted_home(home: Path, server: ScriptedServer) -> Path:
    """A home whose program was killed while an answer was arriving."""
    server.queue(Reply([delta("Half an "), delta("answer"), STALL]))
    command = [sys.executable, "-m", "end2end.killed", str(home), server.base_url]
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    return home


def test_an_answer_cut_by_a_kill_comes_back(
    interrupted_home: Path, qtbot: QtBot, memory_keyring: KeyringBackend
) -> None:
    person = Person(qtbot, interrupted_home, memory_keyring)
    try:
        assert person.session.path[0].text == "Hello"
        assert person.answer.text == "Half an answer"
        assert person.answer.state is State.INTERRUPTED
        person.wait_for_words("Half an answer")
    finally:
        person.quit()


def test_closing_the_window_in_the_middle_keeps_what_arrived(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Half an "), STALL]))
    chatting.ask("Hello")
    chatting.wait_for_words("Half an")
    chatting.quit()
    chatting.start()
    assert chatting.answer.text == "Half an "
    assert chatting.answer.state is State.STOPPED


def test_what_was_being_written_is_still_there(chatting: Person) -> None:
    chatting.type("composer", "A thought")
    chatting.quit()
    chatting.start()
    assert chatting.app.window.page.composer.text() == "A thought"


def test_a_deleted_conversation_comes_back_with_undo(chatting: Person) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    id = chatting.session.conversation.id
    chatting.app.window.sidebar.list.deleted.emit([id])
    assert chatting.app.program.library.all() == []
    chatting.click("undoButton")
    assert chatting.session.conversation.id == id
    assert chatting.answer.text == "Fine."


def test_the_command_line_beside_an_open_window_shows_up_in_it(chatting: Person, home: Path) -> None:
    command = [sys.executable, "-m", "nextchat_desktop", "ask", "From the shell"]
    environ = os.environ | {"NEXTCHAT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (0, "Fine.\n")
    chatting.wait(lambda: [one.title for one in chatting.app.program.library.all()] == ["From the shell"])
    chatting.wait(lambda: chatting.app.window.sidebar.list.model().rowCount() == 2)
