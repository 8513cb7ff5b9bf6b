"""An avatar as a button: a tile with the emoji, and the panel to choose another from. It knows not whose it is."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton

from nextchat_desktop.ui.emoji.panel import EmojiPanel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

LARGE = 56
_SIGN = 4 / 7
"""Which part of the tile the emoji takes."""
_FAINT = 0.45


class AvatarButton(QToolButton):
    """`changed` tells that another emoji was chosen."""

    changed = Signal()

    def __init__(self, words: Words, theme: Theme, nobody: str, side: int = LARGE) -> None:
        """`nobody` is seen faintly where there is none; `side` is that of the tile at 100 %."""
        super().__init__()
        self._side = side
        self._radius = sizes.RADIUS_CARD if side >= LARGE else sizes.RADIUS_FIELD
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = words
        self._theme = theme
        self._nobody = nobody
        self._panel: EmojiPanel | None = None
        self._emoji = ""
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

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
        painter.drawRoundedRect(self.rect(), self._radius, self._radius)
        painter.end()
        super().paintEvent(event)  # the ring of the keyboard
        painter.begin(self)
        font = QFont(self.font())
        font.setPixelSize(round(self.width() * _SIGN))
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        painter.setOpacity(1.0 if self._emoji else _FAINT)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._emoji or self._nobody)
        painter.end()

    def _on_theme_changed(self) -> None:
        room = self._theme.room
        side = room.scaled(self._side)
        inner = side - 2 * room.focus  # what the window's style says is smaller
        look = f"background: transparent; border-radius: {self._radius}px; min-width: {inner}px; min-height: {inner}px;"
        self.setStyleSheet(f"QToolButton {{ {look} }}")
        self.setFixedSize(QSize(side, side))

    def _on_clicked(self) -> None:
        if self._panel is None:
            self._panel = EmojiPanel(self._words, self._theme, self.window())
            self._panel.chosen.connect(self._on_chosen)
        self._panel.open_below(self)

    def _on_chosen(self, emoji: str) -> None:
        self.show_emoji(emoji)
        self.changed.emit()
