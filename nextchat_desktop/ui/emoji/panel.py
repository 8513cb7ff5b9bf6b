"""A panel of emoji to choose an avatar from, searched by words in both languages. It knows not whose."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from nextchat_desktop.ui.emoji.offered import EMOJI, emoji_for
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.mirroring import facing
from nextchat_desktop.ui.painted import Index, PaintedRows
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.sizes import Type
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_ROOT = QModelIndex()
EMOJI_ROLE = Qt.ItemDataRole.UserRole
_CELL, _LETTER = 40, 22
"""Pixels of a square, and of the emoji in it, at 100 %."""
_COLUMNS, _SEEN_ROWS = 8, 6
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class EmojiRows(QAbstractListModel):
    """What is typed is offered itself where it is no word but a sign."""

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._is_chinese = words.language.startswith("zh")
        self._rows = EMOJI

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        return self._rows

    def narrow(self, text: str) -> None:
        typed = text.strip()
        own = ((typed, typed, typed),) if typed and not any(letter.isalnum() for letter in typed) else ()
        self.beginResetModel()
        self._rows = (*own, *emoji_for(text))
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        emoji, english, chinese = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, EMOJI_ROLE):
            return emoji
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return (chinese if self._is_chinese else english).partition(" ")[0]
        return None


def cell(theme: Theme) -> QSize:
    """The square of one emoji."""
    side = theme.room.scaled(_CELL)
    return QSize(side, side)


class EmojiDelegate(PaintedRows):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return cell(self._theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, rect = self._theme.palette, QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.ground(painter, rect, option.state, sizes.RADIUS_SMALL)
        emoji = str(index.data(EMOJI_ROLE))
        sign = Type(self._theme.room.scaled(_LETTER), rect.height())
        self.write(painter, rect, emoji, sign, palette.text, align=Qt.AlignmentFlag.AlignCenter)
        painter.restore()


class EmojiPanel(FloatingList):
    """`chosen` carries the emoji."""

    chosen = Signal(str)

    def __init__(self, words: Words, theme: Theme, parent: QWidget) -> None:
        spoken = (words("emoji.name"), words("emoji.search"), words("emoji.name"))
        super().__init__("emoji", spoken, theme, parent, _COLUMNS * _CELL + 4 * sizes.SPACE_2 + sizes.SPACE_1)
        self._nothing = words("emoji.nothing")
        self._rows = EmojiRows(words, self)
        view = self.list
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setMovement(QListView.Movement.Static)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        following(theme, view, lambda view: view.setGridSize(cell(theme)))
        view.setUniformItemSizes(True)
        view.setItemDelegate(EmojiDelegate(theme, view))
        self.set_up(self._rows)

    def open_below(self, button: QWidget) -> None:
        self.dismiss()
        self.show_below(button)
        self.narrow("")
        self.focus_filter()

    def place(self) -> None:
        """Beginning where the button begins, as long as the window has room for that."""
        super().place()
        around = self._around.rect()
        place = facing(self.geometry(), around)
        most = around.width() - sizes.SPACE_2 - self.width()
        place.moveLeft(max(place.left(), min(self.button_place().left(), most)))
        self.setGeometry(facing(place, around))

    def choose(self, place: QModelIndex) -> None:
        if place.isValid():
            emoji = place.data(EMOJI_ROLE)
            self.leave()  # and then other rows are shown
            self.chosen.emit(emoji)

    def narrow(self, text: str) -> None:
        self._rows.narrow(text)
        self.say("" if self._rows.rows else self._nothing)
        self.go(self._rows.index(0))

    def wanted_height(self) -> int:
        return self.height_around_rows() + _SEEN_ROWS * cell(self._theme).height()

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Left and right go among the emoji, too, while nothing is typed."""
        is_in_text = watched is self.filter and bool(self.filter.text())
        if event.key() in _SIDEWAYS and not is_in_text:
            self._move(event)
            return True
        return super().take_key(watched, event)
