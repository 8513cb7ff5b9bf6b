"""The rows of the palette for Qt. It chooses nothing and paints nothing."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nextchat_desktop.ui.palette.items import Item

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole


class PaletteRows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[Item, ...] = ()

    @property
    def rows(self) -> tuple[Item, ...]:
        return self._rows

    def show(self, rows: Iterable[Item]) -> None:
        """Replaces what differs: rows that stay at the beginning and the end are not touched, so nothing flickers."""
        new = tuple(rows)
        before, keys = [row.key for row in self._rows], [row.key for row in new]
        most = min(len(before), len(keys))
        head = next((place for place in range(most) if before[place] != keys[place]), most)
        tails = range(most - head)
        tail = next((place for place in tails if before[-1 - place] != keys[-1 - place]), len(tails))
        if len(before) - tail > head:
            self.beginRemoveRows(_ROOT, head, len(before) - tail - 1)
            self._rows = (*self._rows[:head], *self._rows[len(before) - tail :])
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(_ROOT, head, len(new) - tail - 1)
            self._rows = (*self._rows[:head], *new[head : len(new) - tail], *self._rows[head:])
            self.endInsertRows()
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def place_of(self, key: str) -> QModelIndex:
        """Of the row, else of the first that can be chosen."""
        able = [place for place, row in enumerate(self._rows) if not row.is_head]
        same = [place for place in able if self._rows[place].key == key]
        place = next(iter((*same, *able)), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or row.title
            case _:
                return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._rows[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
