"""The list above the composer of what may be meant: rows, one of them chosen. It never has the keyboard itself.

It is no window of its own, so that the field keeps its input method.
"""

from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.painted import Index, PaintedRows, painted
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

SHOWN = 8
"""Rows that are seen at once."""
_TITLES = 0.6
"""The most of a row that its title takes."""
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move)
ROW_ROLE = Qt.ItemDataRole.UserRole


class Suggestion(NamedTuple):
    """`title` is what it is called, `second` what more is to be seen of it, `icon` its sign."""

    id: str
    title: str
    second: str = ""
    icon: str = ""


class SuggestionList(QFrame):
    """`taken` tells the row that was clicked."""

    taken = Signal(str)

    def __init__(self, name: str, theme: Theme, foot: QWidget, around: QWidget) -> None:
        """It stands above `foot`, as wide as that, within `around`; `name` is what it is called."""
        super().__init__(around)
        named(self, "suggestions", name)
        self._theme = theme
        self._foot = foot
        self._around = around
        self._model = _Rows(self)
        self.list = named(QListView(), "suggestionList", name)
        painted(self.list)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_1, sizes.SPACE_1, sizes.SPACE_1, sizes.SPACE_1)
        column.addWidget(self.list)
        for watched in (around, foot):
            watched.installEventFilter(self)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    @property
    def rows(self) -> tuple[Suggestion, ...]:
        return self._model.rows

    @property
    def current(self) -> Suggestion | None:
        """The row that Enter takes; None while nothing is shown."""
        place = self.list.currentIndex()
        return self.rows[place.row()] if self.isVisible() and place.isValid() else None

    def show_rows(self, rows: tuple[Suggestion, ...]) -> None:
        """The first is chosen; of none, nothing is shown."""
        if rows != self.rows or not self.isVisible():
            self._model.put(rows)
            self.list.setCurrentIndex(self._model.index(0, 0))
            self.list.scrollToTop()
        self.setVisible(bool(rows))
        if rows:
            self._place()
            self.raise_()

    def go(self, by: int) -> None:
        """So many rows on; behind the last comes the first."""
        count = len(self.rows)
        here = self.list.currentIndex().row()
        wanted = (here + by) % count if abs(by) == 1 else min(max(0, here + by), count - 1)
        self.list.setCurrentIndex(self._model.index(wanted, 0))
        self.list.scrollTo(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Hide:
            self.hide()
        elif kind in _MOVES and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        corner = self._around.mapFromGlobal(self._foot.mapToGlobal(QPoint(0, 0)))
        seen = min(SHOWN, len(self.rows))
        row = self._theme.room.row
        wanted = seen * row + 2 * sizes.SPACE_1 + 2 * self.frameWidth()
        height = max(row, min(wanted, corner.y() - 2 * sizes.SPACE_1))
        self.setGeometry(corner.x(), corner.y() - height - sizes.SPACE_1, self._foot.width(), height)

    def _on_clicked(self, place: QModelIndex) -> None:
        self.taken.emit(self.rows[place.row()].id)

    def _on_theme_changed(self) -> None:
        palette = self._theme.palette
        border = f"border: 1px solid {palette.edge}; border-radius: {sizes.RADIUS_CARD}px;"
        self.setStyleSheet(f"QFrame#suggestions {{ background: {palette.raised}; {border} }}")


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Suggestion, ...] = ()

    def put(self, rows: tuple[Suggestion, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.title, row.second)))
        return None


class _Delegate(PaintedRows):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.room.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Suggestion = index.data(ROW_ROLE)
        palette, scale, rect = self._theme.palette, self._theme.type, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        self.ground(painter, rect.adjusted(0, 0, 0, -1), option.state, sizes.RADIUS_SMALL)
        icon = self._theme.room.icon_row
        centre = QPointF(rect.left() + sizes.SPACE_2 + icon / 2, rect.center().y())
        self.icon(painter, row.icon, self.faint(option.state), centre)
        room = rect.adjusted(2 * sizes.SPACE_2 + icon, 0, -sizes.SPACE_2, 0)
        most = room.width() * (_TITLES if row.second else 1)
        titles = QRectF(room.topLeft(), QSizeF(most, room.height()))
        used = self.write(painter, titles, row.title, scale.interface, palette.text)
        self.write(painter, room.adjusted(used + sizes.SPACE_3, 0, 0, 0), row.second, scale.hint, palette.text_2)
        painter.restore()
