"""What stands where a conversation has not begun: an invitation or the mask it begins with, and who will answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.scrolled import scrolled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import set_property
from nextchat_desktop.words.catalogue import Words

_AVATAR = 48


class EmptyChat(QWidget):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._avatar = self._label("emptyAvatar", "")
        self._title = self._label("emptyTitle", "title")
        self._about = self._label("emptyAbout", "quiet")
        self._text = self._label("emptyText", "quiet")
        self._avatar.setStyleSheet(f"font-size: {_AVATAR}px;")
        self.show_model("")
        inside, around = QWidget(), QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(sizes.SPACE_6, 0, sizes.SPACE_6, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addStretch(2)
        for label in (self._avatar, self._title, self._about, self._text):
            column.addWidget(label)
        column.addStretch(3)
        around.addWidget(scrolled(inside))

    def show_model(self, name: str, paints: bool = False, head: Conversation | None = None) -> None:
        """Who answers in the conversation, in words or in pictures, empty while nobody can; and as whom."""
        family, words = "chat.painter" if paints else "chat.empty", self._words
        mask = head.mask if head is not None else None
        self._title.setText(mask.name if mask else words(f"{family}.title"))
        self._text.setText(words(f"{family}.text", name=name) if name else "")
        for label, text in ((self._avatar, mask.avatar if mask else ""), (self._about, mask.about if mask else "")):
            label.setText(text)
            label.setVisible(bool(text))

    def _label(self, name: str, role: str) -> QLabel:
        label = named(QLabel(), name)
        set_property(label, "role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        return label
