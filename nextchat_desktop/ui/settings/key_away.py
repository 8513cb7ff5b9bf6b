"""Takes away the key that is kept for a connection and leaves the connection, with a way back for a few seconds."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.keeping import KeeperUnavailable, KeptKey, NoKeeper
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.settings.fields import button
from nextchat_desktop.ui.settings.key_part import KeyPart
from nextchat_desktop.ui.settings.undo_bar import UndoBar
from nextchat_desktop.words.catalogue import Words


class KeyAway(QWidget):
    """Stands below the `key` part. `changed` tells that there is a key no more, or again."""

    changed = Signal()

    def __init__(self, setup: Setup, key: KeyPart, words: Words) -> None:
        super().__init__()
        self._setup, self._key, self._words = setup, key, words
        self._connection: Connection | None = None
        self._gone: KeptKey | None = None
        self._remove = button("removeKeyButton", words("connections.key.remove"), "flush")
        self._bar = UndoBar(words, "key-")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._bar)
        key.told.connect(self._on_told)
        self._remove.clicked.connect(self._on_removed)
        self._bar.undone.connect(self._on_undone)
        self._bar.expired.connect(self._forget)

    def _on_told(self, connection: Connection) -> None:
        """Another connection, or the same with its key kept or not."""
        if self._connection is None or connection.id != self._connection.id or self._key.is_kept:
            self._bar.forget()
            self._forget()
        self._connection = connection
        self._remove.setVisible(self._key.is_kept)

    def _on_removed(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            gone = self._setup.forget_key(connection)
        except KeeperUnavailable:
            self._key.want(self._words("connections.key.left"))
            return
        self._key.show_of(connection)
        self._gone = gone
        if gone is not None:  # what lay in a file that is locked nobody can bring back
            self._bar.say(self._words("connections.key.removed"))
        self.changed.emit()

    def _on_undone(self) -> None:
        connection, gone = self._connection, self._gone
        self._forget()
        if connection is None or gone is None:
            return
        with suppress(NoKeeper, KeeperUnavailable):  # the part beside it says that there is none
            self._setup.restore_key(connection, gone)
        self._key.show_of(connection)
        self.changed.emit()

    def _forget(self) -> None:
        self._gone = None
