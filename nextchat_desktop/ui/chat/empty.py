"""What stands where a conversation has not begun: an invitation, and who will answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import set_property
from nextchat_desktop.words.catalogue import Words


class EmptyChat(QWidget):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._title = self._label("emptyTitle", "title")
        self._text = self._label("emptyText", "quiet")
        self.show_model("")
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_6, 0, sizes.SPACE_6, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addStretch(3)

    def show_model(self, name: str, paints: bool = False) -> None:
        """Who answers, in words or in pictures; empty while nobody can."""
        family, words = "chat.painter" if paints else "chat.empty", self._words
        self._title.setText(words(f"{family}.title"))
        self._text.setText(words(f"{family}.text", name=name) if name else "")

    def _label(self, name: str, role: str) -> QLabel:
        label = named(QLabel(), name)
        set_property(label, "role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        return label
