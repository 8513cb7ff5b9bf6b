"""A process of its own for the test of silence: someone does everything with the window that needs no server, and once
something that does.
"""

import sys
from pathlib import Path

from keyring.backends.fail import Keyring
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ears import Ears
from end2end.person import Person
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.settings.dialog import PAGES
from scripted import ScriptedServer, answer

ANSWER = """Look: ![a picture](http://picture.invalid/a.png) and <img src="http://image.invalid/b.png">.

A [link](http://link.invalid/c "title"), http://bare.invalid/d and ![local](file:///etc/hostname).

| a | b |
|---|---|
| ![c](http://cell.invalid/e.png) | http://cell2.invalid |
"""


SENT = "something is sent"


class _QtBot:
    """As much of pytest-qt as a `Person` needs."""

    def waitExposed(self, window: QWidget) -> None:
        assert QTest.qWaitForWindowExposed(window)


def look_at_the_settings(person: Person, ears: Ears) -> None:
    for page in PAGES:
        ears.where = f"the page {page}"
        person.app.window.open_settings(page)
        QTest.qWait(150)
    said = person.see("networkNow", QLabel)
    ears.where = "how requests would go out"
    person.app.window.open_settings("network")
    person.wait(lambda: bool(said.text()))
    person.app.window.open_settings().close()


def type_a_connection(person: Person, ears: Ears, address: str) -> None:
    ears.where = "a pasted address"
    person.paste("welcomePasteField", "https://api.pasted.invalid/v1 sk-abcdefghijklmnop1234")
    QTest.qWait(100)
    ears.where = "a typed address and key"
    person.type("endpointField", address)
    person.press("endpointField", Qt.Key.Key_Return)
    person.type("keyField", "sk-qrstuvwxyzabcdef5678")
    person.press("keyField", Qt.Key.Key_Tab)
    person.type("modelIdField", "tiny")
    person.press("modelIdField", Qt.Key.Key_Tab)
    ears.where = "all pages, of a connection"
    for page in PAGES:
        person.app.window.open_settings(page)
        QTest.qWait(100)
    person.app.window.open_settings().close()


def read_a_conversation(person: Person, ears: Ears) -> None:
    ears.where = "a conversation with pictures and links"
    person.wait_for_words("Look:")
    canvas = person.app.window.page.transcript
    for place in range(0, canvas.height(), 20):
        QTest.mouseMove(canvas, QPoint(canvas.width() // 3, place))
    QTest.qWait(400)
    ears.where = "what was sent"
    person.app.window.page.transcript.action_requested.emit("inspect", person.answer.id)
    QTest.qWait(300)


def main(home: Path) -> None:
    ears, application = Ears(), QApplication([])
    with ScriptedServer(default=answer(ANSWER)) as server:
        ears.where = "the first start"
        person = Person(_QtBot(), home, Keyring())
        person.app.program.settings[AUTO_TITLE] = False
        QTest.qWait(300)
        look_at_the_settings(person, ears)
        type_a_connection(person, ears, server.base_url)
        ears.where = SENT
        person.ask("Hello?")
        person.wait_for_the_answer()
        read_a_conversation(person, ears)
        ears.where = "the end"
        person.quit()
        ears.where = "another start"
        person.start()
        read_a_conversation(person, ears)
        person.quit()
    application.quit()
    ears.tell()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
