"""The shelf as rows for Qt, which is told of each change as it happens. It decides nothing and paints nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from nextchat_desktop.engine.sections import Kind, Step, What
from nextchat_desktop.engine.shelf import Entry, Head, Shelf
from nextchat_desktop.ui.sidebar.spoken import RowWords

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

ID_ROLE = Qt.ItemDataRole.UserRole
"""The id of a conversation; empty for a heading."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
FOLDER_ROLE = Qt.ItemDataRole.UserRole + 2
"""The id of the folder whose heading it is; else empty."""

COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
"""How many conversations are below a heading, in words."""

CONVERSATIONS, FOLDER = "application/x-nextchat-conversations", "application/x-nextchat-folder"
"""What is dragged: ids, one in each line."""

_ENTRY = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
)
_TITLE = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class ShelfRows(QAbstractListModel):
    def __init__(self, shelf: Shelf, words: RowWords, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._words = words
        self._count = len(shelf)
        shelf.watch(self)

    def before(self, step: Step) -> None:
        """Tells Qt what is about to happen."""
        last = step.row + step.count - 1
        if step.what is What.ANEW:
            self.beginResetModel()
        elif step.what is What.PUT:
            self.beginInsertRows(_ROOT, step.row, last)
        elif step.what is What.TAKEN:
            self.beginRemoveRows(_ROOT, step.row, last)
        elif step.what is What.MOVED:
            self.beginMoveRows(_ROOT, step.row, last, _ROOT, step.to)

    def after(self, step: Step) -> None:
        self._count = len(self._shelf)
        if step.what is What.ANEW:
            self.endResetModel()
        elif step.what is What.PUT:
            self.endInsertRows()
        elif step.what is What.TAKEN:
            self.endRemoveRows()
        elif step.what is What.MOVED:
            self.endMoveRows()
        else:
            self.dataChanged.emit(self.index(step.row), self.index(step.row))

    def place_of(self, id: str) -> QModelIndex:
        """Of a conversation."""
        row = self._shelf.row_of(id)
        return self.index(row) if row >= 0 else QModelIndex()

    def place_of_folder(self, id: str) -> QModelIndex:
        row = self._shelf.row_of_folder(id)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._shelf.row(index.row())
        if role == ROW_ROLE:
            return row
        if role in _TITLE:
            return self._words.title(row)
        if role == ID_ROLE:
            return row.card.id if isinstance(row, Entry) else ""
        if role == COUNT_ROLE:
            return self._words.count(row) if isinstance(row, Head) else ""
        if role == FOLDER_ROLE:
            return row.heading.id if isinstance(row, Head) and row.heading.kind is Kind.FOLDER else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words.tip(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._words.described(row)
        return self._words.spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        row = self._shelf.row(index.row())
        is_named = isinstance(row, Entry) or row.heading.kind is Kind.FOLDER
        return _ENTRY if is_named else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return [CONVERSATIONS, FOLDER]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The conversations, in their order; the folder where there are none."""
        rows = sorted(indexes, key=lambda index: index.row())
        ids = [id for index in rows if (id := index.data(ID_ROLE))]
        folders = [id for index in rows if (id := index.data(FOLDER_ROLE))]
        mime = QMimeData()
        mime.setData(CONVERSATIONS if ids else FOLDER, "\n".join(ids or folders[:1]).encode())
        return mime

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction
