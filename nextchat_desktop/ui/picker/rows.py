"""The models as rows for Qt, each group below its head. It chooses nothing and paints nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.ui.elided import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PickerRow:
    """A model, or, without a choice, the head of a group. `second` says what stands behind the name.

    `marks` are icons with the words they mean. `can_be_favourite` tells that a star is offered, `checked` that there
    is a box, and what is in it.
    """

    title: str
    choice: ModelChoice | None = None
    second: str = ""
    spoken: str = ""
    current: bool = False
    favourite: bool = False
    can_be_favourite: bool = False
    checked: bool | None = None
    marks: tuple[tuple[str, str], ...] = ()


class PickerRows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[PickerRow, ...] = ()

    @property
    def rows(self) -> tuple[PickerRow, ...]:
        return self._rows

    def show(self, rows: Iterable[PickerRow]) -> None:
        """Replaces the rows; the same models in the same places are changed where they stand."""
        before, self._rows = self._rows, tuple(rows)
        if before and [row.choice for row in before] == [row.choice for row in self._rows]:
            self.dataChanged.emit(self.index(0), self.index(len(before) - 1))
            return
        self._rows, new = before, self._rows
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def place_of(self, choice: ModelChoice | None) -> QModelIndex:
        """Of the model, else of the first one there is."""
        models = [place for place, row in enumerate(self._rows) if row.choice is not None]
        same = [place for place in models if self._rows[place].choice == choice]
        place = next(iter((*same, *models)), -1)
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
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.spoken) if row.choice else None
            case Qt.ItemDataRole.CheckStateRole if row.checked is not None:
                return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
            case _:
                return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._rows[index.row()].choice is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
