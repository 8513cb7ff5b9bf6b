"""The avatar as a button: a tile with the emoji, and the panel from which another is chosen."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from nextchat_desktop.ui.masks.emoji_panel import EmojiPanel
from nextchat_desktop.ui.masks.gallery import NOBODY
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_SIDE = 56
_SIGN = 32


class AvatarButton(QToolButton):
    """`changed` tells that another emoji was chosen."""

    changed = Signal()

    def __init__(self, words: Words, theme: Theme, around: QWidget) -> None:
        """The panel floats over `around`."""
        super().__init__()
        named(self, "maskAvatar", words("mask.avatar"))
        self.setToolTip(words("mask.avatar"))
        inner = f"min-width: {_SIDE - 4}px; min-height: {_SIDE - 4}px;"  # what the window's style says is smaller
        self.setStyleSheet(f"QToolButton {{ background: transparent; border-radius: {sizes.RADIUS_CARD}px; {inner} }}")
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = words
        self._theme = theme
        self._around = around
        self._panel: EmojiPanel | None = None
        self._emoji = ""
        self.clicked.connect(self._on_clicked)

    @property
    def emoji(self) -> str:
        return self._emoji

    def show_emoji(self, emoji: str) -> None:
        self._emoji = emoji
        self.setAccessibleDescription(emoji)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.selected if self.underMouse() else palette.bubble))
        painter.drawRoundedRect(self.rect(), sizes.RADIUS_CARD, sizes.RADIUS_CARD)
        painter.end()
        super().paintEvent(event)  # the ring of the keyboard
        painter.begin(self)
        font = QFont(self.font())
        font.setPixelSize(_SIGN)
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        painter.setOpacity(1.0 if self._emoji else 0.45)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._emoji or NOBODY)
        painter.end()

    def _on_clicked(self) -> None:
        if self._panel is None:
            self._panel = EmojiPanel(self._words, self._theme, self._around)
            self._panel.chosen.connect(self._on_chosen)
        self._panel.open_below(self)

    def _on_chosen(self, emoji: str) -> None:
        self.show_emoji(emoji)
        self.changed.emit()
