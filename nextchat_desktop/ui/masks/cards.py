"""The masks as cards: rows for Qt, how one is painted, and where on it a click goes. It decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.masks.lines import fitting_lines
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.painted import Index, PaintedRows, font_of, painted
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.sizes import Type
from nextchat_desktop.ui.theme.theme import Theme

_ROOT = QModelIndex()
CARD_ROLE = Qt.ItemDataRole.UserRole

_LEAST = 264
"""Pixels that a card needs to be read, at 100 %."""
_GAP = 10
_INSET = sizes.SPACE_3
_TILE, _SIGN = 36, 22
"""The ground of its avatar and the avatar, at 100 %."""
_LINES = 2
"""What a mask is about, at most."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Card:
    """`avatar` is never empty; `spoken` is all of it for who cannot see it."""

    id: str
    avatar: str
    name: str
    about: str
    spoken: str
    favourite: bool = False


class CardRows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        return self._cards

    def show(self, cards: Iterable[Card]) -> None:
        """Replaces them; the same masks in the same places are changed where they stand."""
        new = tuple(cards)
        same = [card.id for card in new] == [card.id for card in self._cards]
        if same and new:
            self._cards = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
        elif not same:
            self.beginResetModel()
            self._cards = new
            self.endResetModel()

    def place_of(self, id: str) -> QModelIndex:
        place = next((place for place, card in enumerate(self._cards) if card.id == id), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self._cards[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return card.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(card.about)
            case _:
                return card if role == CARD_ROLE else None


class CardDelegate(PaintedRows):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.size = QSize(_LEAST, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.size

    def height(self) -> int:
        """Of a card, with the gap below it."""
        scale = self._theme.type
        text = scale.interface.line + _LINES * scale.hint.line
        return round(max(text, self._theme.room.scaled(_TILE))) + 2 * _INSET + _GAP

    def card(self, rect: QRect) -> QRect:
        """What is painted of the cell."""
        return rect.adjusted(1, 1, -_GAP, 1 - _GAP)

    def star(self, rect: QRect) -> QRect:
        card, side = self.card(rect), self._theme.room.target
        return QRect(card.right() - side - 2, card.top() + 4, side, side)

    def more(self, rect: QRect) -> QRect:
        return self.star(rect).translated(0, self._theme.room.target)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(CARD_ROLE)
        palette, rect = self._theme.palette, QRectF(self.card(option.rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        room, hovered = self._theme.room, bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        painter.setPen(QPen(QColor(palette.accent if focused else palette.line), room.focus if focused else 1))
        painter.setBrush(QColor(palette.hover if hovered else palette.raised))
        painter.drawRoundedRect(self.at(rect), sizes.RADIUS_CARD, sizes.RADIUS_CARD)
        side = room.scaled(_TILE)
        tile = QRectF(rect.left() + _INSET, rect.top() + _INSET, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.bubble if not hovered else palette.selected))
        painter.drawRoundedRect(self.at(tile), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
        sign = Type(room.scaled(_SIGN), side)
        self.write(painter, tile, card.avatar, sign, palette.text, align=Qt.AlignmentFlag.AlignCenter)
        self._words(painter, rect, tile.right() + 10, card)
        self._signs(painter, option.rect, card, hovered or focused)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, left: float, card: Card) -> None:
        scale, palette = self._theme.type, self._theme.palette
        width = max(0.0, rect.right() - self._theme.room.target - sizes.SPACE_2 - left)
        room = QRectF(left, rect.top() + _INSET - 1, width, scale.interface.line)
        self.write(painter, room, card.name, scale.interface, palette.text, bold=True)
        room = QRectF(left, room.bottom(), width, scale.hint.line)
        painter.setFont(font_of(painter, scale.hint))
        for line in fitting_lines(card.about, painter.font(), int(width), _LINES):
            self.write(painter, room, line, scale.hint, palette.text_2)
            room.translate(0, scale.hint.line)

    def _signs(self, painter: QPainter, rect: QRect, card: Card, looked_at: bool) -> None:
        palette = self._theme.palette
        star, colour = ("star-filled", palette.accent) if card.favourite else ("star", palette.text_2)
        self.icon(painter, star, colour, QRectF(self.star(rect)).center())
        if looked_at:
            self.icon(painter, "more", palette.text_2, QRectF(self.more(rect)).center())


class CardList(QListView):
    """Cards in as many columns as there is room for. `starred`, `deleted` and `chosen` carry an id, `menu_asked` also
    where on the screen."""

    chosen = Signal(str)
    starred = Signal(str)
    deleted = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, theme: Theme, spoken: str) -> None:
        super().__init__()
        named(self, "maskList", spoken)
        painted(self)
        self._theme = theme
        self.rows = CardRows(self)
        self._cards = CardDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._cards)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self._fit)

    def at(self) -> Card | None:
        """The one under the keyboard."""
        card: Card | None = self.currentIndex().data(CARD_ROLE)
        return card

    def go(self, id: str) -> None:
        """To the card of this mask, else to the first."""
        place = self.rows.place_of(id)
        self.setCurrentIndex(place if place.isValid() else self.rows.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place.isValid():
            self._press(place, event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a chat, Del deletes, Ctrl+D stars."""
        card, key = self.at(), event.key()
        if card is None:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.chosen.emit(card.id)
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit(card.id)
        elif key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.starred.emit(card.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where the mouse is; by the menu key, at the card under the keyboard."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if place.isValid():
            rect = self.visualRect(place)
            at = self._cards.logical(rect, self._cards.more(rect).bottomLeft())
            where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(at)
            self.menu_asked.emit(place.data(CARD_ROLE).id, where)

    def _press(self, place: QModelIndex, at: QPoint) -> None:
        card: Card = place.data(CARD_ROLE)
        rect = self.visualRect(place)
        at = self._cards.logical(rect, at)
        if self._cards.star(rect).contains(at):
            self.starred.emit(card.id)
        elif self._cards.more(rect).contains(at):
            below = self._cards.logical(rect, self._cards.more(rect).bottomLeft())
            self.menu_asked.emit(card.id, self.viewport().mapToGlobal(below))
        elif self._cards.card(rect).contains(at):
            self.chosen.emit(card.id)

    def _fit(self) -> None:
        width = self.viewport().width() - 1
        columns = max(1, width // self._theme.room.scaled(_LEAST))
        size = QSize(width // columns, self._cards.height())
        if size != self._cards.size:
            self._cards.size = size
            self.setGridSize(size)
            self.scheduleDelayedItemsLayout()
