"""A list whose rows are all of one height, so that where each of them is can be counted instead of being asked for.

Qt's own list asks the model about every row whenever one comes or goes, which with 50,000 of them is felt.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class CountedView(QListView):
    """Shows the rows of a list one below the other."""

    def __init__(self, row: int) -> None:
        """`row` is the height of one, in pixels."""
        super().__init__()
        self._row = row
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.pointer: QPoint | None = None

    @property
    def row_height(self) -> int:
        return self._row

    def set_row_height(self, height: int) -> None:
        """Has all rows be so high. The row at the top stays there."""
        if height == self._row:
            return
        top = self.verticalOffset() / self._row
        self._row = height
        self.updateGeometries()
        self.verticalScrollBar().setValue(round(top * height))
        self.viewport().update()

    def rows_in_view(self) -> range:
        first = max(0, self.verticalOffset() // self._row)
        last = (self.verticalOffset() + self.viewport().height() - 1) // self._row
        return range(first, min(last, self._count() - 1) + 1)

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """There is nothing to lay out but the scroll bar."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(self._row)
        bar.setPageStep(height)
        bar.setRange(0, max(0, self._count() * self._row - height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    def contentsSize(self) -> QSize:
        return QSize(self.viewport().width(), self._count() * self._row)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        return QRect(0, index.row() * self._row - self.verticalOffset(), self.viewport().width(), self._row)

    def indexAt(self, p: QPoint) -> QModelIndex:
        row = (p.y() + self.verticalOffset()) // self._row
        return self.model().index(row, 0) if 0 <= row < self._count() else QModelIndex()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        self.updateGeometries()  # rows may have come that nobody has counted yet
        rect, bar, height = self.visualRect(index), self.verticalScrollBar(), self.viewport().height()
        if not rect.isValid():
            return
        if hint == _Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint == _Hint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= height or hint == _Hint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() + 1 - height)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _held: Qt.KeyboardModifier) -> QModelIndex:
        """Passes over rows that cannot be chosen."""
        page, last = max(1, self.viewport().height() // self._row - 1), self._count() - 1
        here = self.currentIndex().row()
        steps = {
            _Move.MoveUp: (here - 1, -1),
            _Move.MovePrevious: (here - 1, -1),
            _Move.MoveDown: (here + 1, 1),
            _Move.MoveNext: (here + 1, 1),
            _Move.MovePageUp: (max(0, here - page), 1),
            _Move.MovePageDown: (min(last, here + page), -1),
            _Move.MoveHome: (0, 1),
            _Move.MoveEnd: (last, -1),
        }
        row, by = steps.get(action, (here, 1))
        while 0 <= row <= last:
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
            row += by
        return self.currentIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        last = self._count() - 1
        first, end = ((y + self.verticalOffset()) // self._row for y in (rect.top(), rect.bottom()))
        selection = QItemSelection()
        if end >= 0 and first <= last:
            model = self.model()
            selection.select(model.index(max(0, first), 0), model.index(min(last, end), 0))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for part in (selection.at(place) for place in range(selection.count())):
            top, bottom = self.visualRect(part.topLeft()), self.visualRect(part.bottomRight())
            region += top.united(bottom).intersected(self.viewport().rect())
        return region

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointer = None
        elif event.type() == QEvent.Type.HoverMove:
            self.pointer = event.position().toPoint()  # type: ignore[attr-defined]
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for row in self.rows_in_view():
            index = self.model().index(row, 0)
            if not event.region().intersects(self.visualRect(index)):
                continue
            self.itemDelegate().paint(painter, self._option(index), index)
        painter.end()

    def _option(self, index: QModelIndex) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        rect = self.visualRect(index)
        states = (
            (self.selectionModel().isSelected(index), QStyle.StateFlag.State_Selected),
            (self.pointer is not None and rect.contains(self.pointer), QStyle.StateFlag.State_MouseOver),
        )
        state = option.state & ~QStyle.StateFlag.State_HasFocus
        if index == self.currentIndex() and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        for is_so, flag in states:
            if is_so:
                state |= flag
        option.rect, option.state, option.index = rect, state, index
        return option

    def _count(self) -> int:
        return self.model().rowCount() if self.model() is not None else 0
