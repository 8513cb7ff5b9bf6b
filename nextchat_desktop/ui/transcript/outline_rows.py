"""The rows of an outline as Qt shows them: what each says, and how it is painted. It reads no turns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from nextchat_desktop.markup.outline import Row, Sieve
from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.painted import Index, PaintedRows
from nextchat_desktop.ui.theme import sizes

_ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole
HERE_ROLE = Qt.ItemDataRole.UserRole + 1

_BAR = 3
_STEP = 14
"""Pixels by which a level stands further in."""


@dataclass(frozen=True, slots=True)
class OutlineWords:
    """Every word of the outline's own that a person reads. `{title}` and `{level}` are filled in."""

    name: str
    filter: str
    rows: str
    empty: str
    nothing_found: str
    wordless: str
    """For a question that has no words."""
    question: str
    heading: str
    here: str
    """These three are heard: '{title}' as a question, as a heading of a `{level}`, as the place where one is."""


class OutlineRows(QAbstractListModel):
    """The rows as they come, those that fit the filter."""

    def __init__(self, words: OutlineWords, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._sieve = Sieve()
        self._here: Row | None = None

    @property
    def total(self) -> int:
        """How many there are, whatever the filter."""
        return len(self._all)

    def clear(self) -> None:
        self.beginResetModel()
        self._all, self._shown, self._here = [], [], None
        self._sieve = Sieve()
        self.endResetModel()

    def add(self, rows: list[Row]) -> None:
        self._all += rows
        passed = self._sieve.through(rows)
        if passed:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(passed) - 1)
            self._shown += passed
            self.endInsertRows()

    def filter(self, wanted: str) -> None:
        self.beginResetModel()
        self._sieve = Sieve(wanted)
        self._shown = self._sieve.through(self._all)
        self.endResetModel()

    def mark(self, here: Row) -> None:
        """Makes it the row where the reader is; it is one of those that were added."""
        self._here = here
        place = self.here()
        if place.isValid():
            self.dataChanged.emit(place, place)

    def here(self) -> QModelIndex:
        return self._first(lambda row: row is self._here)

    def first_found(self) -> QModelIndex:
        """The first row that itself fits the filter, not for the sake of one below it."""
        return self._first(self._sieve.fits)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title or self._words.wordless
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == HERE_ROLE:
            return row is self._here
        return row if role == ROW_ROLE else None

    def _spoken(self, row: Row) -> str:
        form = self._words.question if row.ordinal is None else self._words.heading
        text = form.format(title=row.title or self._words.wordless, level=row.level)
        return self._words.here.format(title=text) if row is self._here else text

    def _first(self, wanted: Callable[[Row], bool]) -> QModelIndex:
        place = next((place for place, row in enumerate(self._shown) if wanted(row)), -1)
        return self.index(place) if place >= 0 else QModelIndex()


class OutlineDelegate(PaintedRows):
    """Paints one row; where the reader is, it is bold and has a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.room.row - sizes.SPACE_1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        is_here = bool(index.data(HERE_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        self._ground(painter, rect, option.state)
        if is_here:
            self._bar(painter, rect)
        self._title(painter, rect, index, is_here)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        palette, focus = self._theme.palette, self._theme.room.focus
        selected, hovered = QStyle.StateFlag.State_Selected in state, QStyle.StateFlag.State_MouseOver in state
        if selected or hovered:
            painter.setPen(QPen(QColor(palette.accent), focus) if selected else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selected if selected else palette.hover))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), sizes.RADIUS_SMALL, sizes.RADIUS_SMALL)

    def _bar(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent))
        bar = QRectF(rect.left() + sizes.SPACE_1, rect.top() + 6, _BAR, rect.height() - 12)
        painter.drawRoundedRect(self.at(bar), _BAR / 2, _BAR / 2)

    def _title(self, painter: QPainter, rect: QRectF, index: Index, is_here: bool) -> None:
        row: Row = index.data(ROW_ROLE)
        palette, is_plain = self._theme.palette, row.ordinal is None or is_here
        room = rect.adjusted(sizes.SPACE_3 + row.level * _STEP, 0, -sizes.SPACE_2, 0)
        title, colour = index.data(Qt.ItemDataRole.DisplayRole), palette.text if is_plain else palette.text_2
        self.write(painter, room, title, self._theme.type.interface, colour, bold=is_here)
