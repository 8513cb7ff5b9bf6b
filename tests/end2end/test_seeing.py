"""Pictures and diagrams in the real window: fetched over the real network when asked for, opened, let go of."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton

from end2end.person import Person
from nextchat_desktop.ui.viewer.window import PictureViewer
from scripted import STALL, Reply, ScriptedServer, answer

PICTURE = {"content-type": "image/png"}


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2a6f97"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def exchange(person: Person, server: ScriptedServer, said: str) -> None:
    server.queue(answer(said))
    person.ask("Show me.")
    person.wait_for_the_answer()


def button(person: Person, name: str = "pictureButton") -> QToolButton | None:
    found = person.app.window.page.transcript.findChildren(QToolButton, name)
    return next((each for each in found if each.isVisible()), None)


def says(person: Person, words: str) -> bool:
    found = button(person)
    return found is not None and words in (found.text(), found.accessibleName(), found.accessibleDescription())


def titles(person: Person) -> list[str]:
    """Of the windows that pictures are opened in."""
    return [viewer.windowTitle() for viewer in person.app.window.findChildren(PictureViewer)]


def test_a_picture_from_elsewhere_comes_when_it_is_asked_for(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, f"![A cat]({server.url}/cat.png)")
    host = server.url.removeprefix("http://")
    chatting.wait(lambda: says(chatting, f"Show the picture from {host}"))
    asked = len(server.requests)
    server.queue(Reply([png(300, 200)], headers=PICTURE))
    chatting.click("pictureButton")
    chatting.wait(lambda: says(chatting, "A cat"))
    assert len(server.requests) == asked + 1
    assert "authorization" not in server.requests[-1].headers
    chatting.click("pictureButton")
    chatting.wait(lambda: titles(chatting) == ["A cat"])


def test_a_conversation_that_is_left_gives_up_its_pictures(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, f"![A cat]({server.url}/cat.png)")
    chatting.wait(lambda: button(chatting) is not None)
    server.queue(Reply([STALL], headers=PICTURE))
    chatting.click("pictureButton")
    assert says(chatting, "Fetching the picture…")
    left = chatting.session
    chatting.app.window.new_chat()
    chatting.app.window.show_session(left)
    chatting.wait(lambda: says(chatting, f"Show the picture from {server.url.removeprefix('http://')}"))


def test_a_diagram_is_drawn_and_opened(chatting: Person, server: ScriptedServer) -> None:
    pytest.importorskip("merman")
    exchange(chatting, server, "```mermaid\nflowchart TD\n  A --> B\n```\n")
    chatting.wait(lambda: button(chatting, "drawingButton") is not None)
    chatting.click("openDiagram")
    chatting.wait(lambda: titles(chatting) == ["Diagram"])
