"""Asks for another key where a service has refused one: above the composer, so that nobody has to leave the chat."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.elided import WrappedLabel
from nextchat_desktop.ui.inviting import invite
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import IconButton, button
from nextchat_desktop.ui.settings.key_part import KeyPart
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyBar(QFrame):
    """`kept` tells that the new key is kept and the question can be asked again."""

    kept = Signal()
    closed = Signal()

    def __init__(self, setup: Setup, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = setup
        self._words = words
        self._connection = setup.begin()
        self._text = named(WrappedLabel(), "keyBarText")
        self._key = KeyPart(setup, words, theme)
        self._use = button("keyBarUseButton", words("key_bar.use"), "primary")
        self._close = IconButton(theme, "keyBarCloseButton", "close", words("key_bar.close"))
        named(self, "keyBar", words("key_bar.name"), "card")
        self._lay_out()
        self._connect()
        self.hide()

    def ask(self, connection: Connection) -> None:
        """Shows itself for this connection, ready to be typed into."""
        self._connection = connection
        secret = self._setup.service(connection.service).secret.value
        self._text.setText(self._words(f"key_bar.ask.{secret}", name=connection.name))
        self._key.show_of(connection)
        invite(self._key.field, self._words("key_bar.placeholder"))
        self._refresh()
        self.show()
        self._key.point_out()

    def leave(self) -> None:
        """Puts away what was typed, and itself."""
        self._key.forget()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._on_use_clicked()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_use_clicked(self) -> None:
        """The key stays in the field, and the bar open, while nobody keeps it. There is none for what was deleted."""
        connection = self._setup.get(self._connection.id)
        if connection is None:
            self.leave()
        elif self._key.field.text().strip() and self._key.store(connection, again=True):
            self._key.forget()
            self.hide()
            self.kept.emit()

    def _refresh(self) -> None:
        self._use.setEnabled(bool(self._key.field.text().strip()))

    def _connect(self) -> None:
        self._key.field.textChanged.connect(self._refresh)
        self._key.settled.connect(self._on_use_clicked)
        self._use.clicked.connect(self._on_use_clicked)
        self._close.clicked.connect(self.leave)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._text, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(sizes.SPACE_2)
        foot.addWidget(self._key, 1)
        foot.addWidget(self._use, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        set_margins(column, sizes.SPACE_4, sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        column.addLayout(head)
        column.addLayout(foot)
