"""A process of its own for the test that kills it: two conversations with drafts, one read in its middle."""

import sys
from pathlib import Path

from keyring.backends.fail import Keyring
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from nextchat_desktop.app import Application
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text

LONG = "\n\n".join(f"Paragraph {number}: " + "words and more words " * 20 for number in range(60))


def main(home: Path) -> None:
    qt = QApplication([])
    app = Application(home, {}, Keyring())
    for id in ("a", "b"):
        question = Message(f"{id}1", Role.USER, (Text("Tell me"),), created=1)
        answer = Message(f"{id}2", Role.ASSISTANT, (Text(LONG),), f"{id}1", created=2)
        app.program.conversations.save(Conversation(id, id, leaf=f"{id}2"), question, answer)
    window = app.window
    window.resize(900, 700)
    window.show()
    for id in ("a", "b"):
        session = app.program.library.open(id)
        assert session is not None
        window.show_session(session)
        qt.processEvents()
        window.page.composer.field.insertPlainText(f"draft of {id} 你好")
        cursor = window.page.composer.field.textCursor()
        cursor.setPosition(5, QTextCursor.MoveMode.MoveAnchor)
        window.page.composer.field.setTextCursor(cursor)
        bar = window.page.transcript.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        qt.processEvents()
    QTimer.singleShot(1500, lambda: print(window.page.transcript.verticalScrollBar().value(), flush=True))
    qt.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
