"""Someone looks at what was sent for an answer: it is what the server heard, and it is nowhere else."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget, QPlainTextEdit, QTabBar, QWidget

from end2end.person import Person
from nextchat_desktop.core.events import Usage
from nextchat_desktop.ui.inspector.chart import TimesChart
from nextchat_desktop.ui.inspector.window import LOOKS, InspectorWindow
from nextchat_desktop.ui.transcript.entries import Action
from scripted import DONE, STALL, Reply, Request, ScriptedServer, answer, azure_refusal, chunk, delta, finish

KEY = "sk-of-the-person-12345"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def looking(chatting: Person) -> Person:
    """With a key of their own."""
    setup = chatting.app.program.setup
    setup.store_key(setup.all()[0], KEY)
    return chatting


def windows(person: Person) -> list[InspectorWindow]:
    found: list[InspectorWindow] = person.app.window.findChildren(InspectorWindow)
    return [window for window in found if window.isVisible()]


def opened(person: Person) -> InspectorWindow:
    person.app.window.activateWindow()
    person.wait(person.app.window.isActiveWindow)
    QTest.keyClick(person.app.window, Qt.Key.Key_I, CTRL_SHIFT)
    window = windows(person)[-1]
    person.wait(window.isActiveWindow)
    return window


def text(window: QWidget, name: str) -> str:
    found: QPlainTextEdit | None = window.findChild(QPlainTextEdit, name)
    assert found is not None
    return found.toPlainText()


def said(window: QWidget, name: str) -> str:
    found: QLabel | None = window.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def press(window: QWidget, name: str) -> None:
    found: QAbstractButton | None = window.findChild(QAbstractButton, name)
    assert found is not None
    found.click()


def turn_to(window: QWidget, place: int) -> None:
    tabs: QTabBar | None = window.findChild(QTabBar, "inspectorTabs")
    assert tabs is not None
    tabs.setCurrentIndex(place)


def rows(window: QWidget) -> QListWidget:
    found: QListWidget | None = window.findChild(QListWidget, "inspectorRequests")
    assert found is not None
    return found


def as_heard(request: Request) -> str:
    head = request.head.strip().replace("\r\n", "\n").replace(KEY, "••••")
    return f"{head}\n\n{request.body.decode()}"


def more(person: Person) -> Sequence[Action]:
    """What is offered behind … at the answer."""
    turns = person.app.window.page.transcript.canvas.turns
    return turns.entry(len(turns) - 1).more


def test_below_an_answer_there_is_the_way_to_its_request(looking: Person, server: ScriptedServer) -> None:
    looking.ask("What is a median?")
    looking.wait_for_the_answer()
    inspect = partial(looking.app.window.page.transcript.action_requested.emit, "inspect", looking.answer.id)
    looking.wait(lambda: "inspect" in [action.id for action in more(looking)])
    inspect()
    (window,) = windows(looking)
    assert text(window, "inspectorRequest") == as_heard(server.requests[0])
    inspect()
    assert windows(looking) == [window]


def test_the_body_can_be_laid_out(looking: Person, server: ScriptedServer) -> None:
    looking.ask("What is a median?")
    looking.wait_for_the_answer()
    window = opened(looking)
    press(window, "inspectorLaidOut")
    body = text(window, "inspectorRequest").partition("\n\n")[2]
    assert body == json.dumps(server.requests[0].json, indent=2, ensure_ascii=False)


def test_a_request_that_was_sent_twice_is_shown_twice(looking: Person, server: ScriptedServer) -> None:
    server.queue(azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options"))
    looking.ask("What is a median?")
    looking.wait_for_the_answer()
    window = opened(looking)
    list_ = rows(window)
    assert [list_.item(place).text() for place in range(list_.count())] == [
        "First try",
        "Sent again without stream_options",
    ]
    assert text(window, "inspectorRequest") == as_heard(server.requests[1])
    list_.setCurrentRow(0)
    assert text(window, "inspectorRequest") == as_heard(server.requests[0])
    turn_to(window, 1)
    assert text(window, "inspectorAnswer").startswith("HTTP/1.1 400 -\ncontent-type: application/json")


def test_the_raw_answer_comes_when_one_asks_for_it(looking: Person, server: ScriptedServer) -> None:
    reply = answer("Fine.")
    server.queue(reply)
    looking.ask("How are you?")
    looking.wait_for_the_answer()
    window = opened(looking)
    turn_to(window, 1)
    raw = b"".join(part for part in reply.script if isinstance(part, bytes)).decode()
    assert "data:" not in text(window, "inspectorAnswer")
    press(window, "inspectorRaw")
    assert text(window, "inspectorAnswer").partition("\n\n")[2] == raw
    press(window, "inspectorRaw")
    assert "data:" not in text(window, "inspectorAnswer")


def test_the_times_are_shown_and_read_out(looking: Person, server: ScriptedServer) -> None:
    usage = chunk(choices=[], usage={"prompt_tokens": 9, "completion_tokens": 30, "total_tokens": 39})
    server.queue(Reply([0.1, delta("Hel"), 0.3, delta("lo"), finish(), usage, DONE]))
    looking.ask("Hello?")
    looking.wait_for_the_answer()
    assert looking.answer.usage == Usage(9, 30)
    window = opened(looking)
    turn_to(window, 2)
    chart: TimesChart | None = window.findChild(TimesChart, "inspectorChart")
    assert chart is not None
    assert [row.label for row in chart.rows] == [
        "Connecting",
        "Sending",
        "Waiting for the answer",
        "Until the first word",
        "Writing",
    ]
    assert chart.rows[-1].ended - chart.rows[-1].began >= 0.29
    assert "Writing: " in chart.accessibleDescription()
    assert any("tokens per second" in label.text() for label in window.findChildren(QLabel))


def test_it_follows_an_answer_that_is_on_its_way_and_no_longer(looking: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), 0.6, delta("lo"), finish(), DONE]))
    looking.ask("Hello?")
    looking.wait_for_words("Hel")
    window = opened(looking)
    turn_to(window, 1)
    press(window, "inspectorRaw")
    assert '"Hel"' in text(window, "inspectorAnswer")
    assert said(window, "inspectorTrouble").startswith("Right now: ")
    looking.wait(lambda: "[DONE]" in text(window, "inspectorAnswer"))
    looking.wait(lambda: said(window, "inspectorTrouble") == "")
    assert not window.looks_again


def test_closed_it_looks_no_more(looking: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), STALL]))
    looking.ask("Hello?")
    looking.wait_for_words("Hel")
    window = opened(looking)
    assert window.looks_again
    assert LOOKS >= 250
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert windows(looking) == []
    assert not window.looks_again
    QApplication.sendPostedEvents()
    looking.session.stop()


def test_what_is_copied_as_curl_has_no_key_in_it(looking: Person, server: ScriptedServer) -> None:
    looking.ask("It is a test")
    looking.wait_for_the_answer()
    window = opened(looking)
    press(window, "inspectorCurl")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("# Set API_KEY first")
    assert f"{server.base_url}/chat/completions" in copied
    assert KEY not in copied
    assert said(window, "inspectorCopied") == "Copied"
    for name in ("inspectorCopyRequest", "inspectorCopyAll"):
        press(window, name)
        assert as_heard(server.requests[0]) in QGuiApplication.clipboard().text()


def test_a_failure_shows_how_far_it_came(looking: Person, server: ScriptedServer) -> None:
    server.queue(azure_refusal(401, "401", f"Wrong key {KEY}"))
    looking.ask("Hello?")
    looking.wait(lambda: not looking.session.busy)
    window = opened(looking)
    turn_to(window, 1)
    press(window, "inspectorRaw")
    assert "Wrong key ••••" in text(window, "inspectorAnswer")
    assert said(window, "inspectorTrouble")


def test_after_a_new_start_it_says_why_there_is_nothing(looking: Person, server: ScriptedServer) -> None:
    looking.ask("Hello?")
    looking.wait_for_the_answer()
    looking.quit()
    looking.start()
    window = opened(looking)
    said_text = said(window, "inspectorTrouble")
    assert "since the program was started" in said_text
    assert "tiny" in said_text
    assert not any(button.isVisible() for button in window.findChildren(QAbstractButton))


def test_without_an_answer_there_is_nothing_to_open(looking: Person) -> None:
    looking.app.window.activateWindow()
    looking.wait(looking.app.window.isActiveWindow)
    QTest.keyClick(looking.app.window, Qt.Key.Key_I, CTRL_SHIFT)
    assert windows(looking) == []
    looking.wait(lambda: "no answer" in looking.read("toastText"))


def test_nothing_of_it_is_written_down(looking: Person, server: ScriptedServer, home: Path) -> None:
    """What is kept is the conversation, and not what was made of it for the wire."""
    server.queue(Reply([delta("Fine."), finish(), DONE], headers={"content-type": "text/event-stream", "x-mark": "M7"}))
    looking.ask("Hello from the person")
    looking.wait_for_the_answer()
    window = opened(looking)
    for name in ("inspectorCurl", "inspectorRaw", "inspectorCopyAll"):
        press(window, name)
    window.close()
    looking.quit()
    kept = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert any(b"Hello from the person" in data for data in kept.values())
    wire = (b'"role":"user"', b"Bearer", b"stream_options", b"HTTP/1.1", b"NextChat-Desktop/", b"x-mark", KEY.encode())
    assert [(path.name, mark) for path, data in kept.items() for mark in wire if mark in data] == []
    looking.start()
