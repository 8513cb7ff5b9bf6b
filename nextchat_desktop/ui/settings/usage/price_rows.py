"""Prices as rows that can be edited in their place. It knows the table, not how it looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nextchat_desktop.core.prices import CURRENCIES, Price
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import calendar_month
from nextchat_desktop.words.typed import number_typed, written

COLUMNS = ("models", "whose", "currency", "input", "cached", "output", "picture", "noted")
"""The words above them are `usage.price.<column>`."""
_NUMBERS = ("input", "cached", "output", "picture")
_EDITABLE = ("currency", *_NUMBERS)
_DEAREST = 1_000_000.0
_Index = QModelIndex | QPersistentModelIndex
_NOTHING = "–"
"""Is heard where a cell is empty."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """`whose` says in words who asks it, `note` where it comes from; `is_known` is not so while it is to be entered."""

    price: Price
    whose: str
    note: str = ""
    is_own: bool = False
    is_known: bool = True


class PriceRows(QAbstractTableModel):
    """`take` is handed what a row is changed to and what it was, and keeps it."""

    def __init__(self, words: Words, take: Callable[[Price, Price], None], parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._heads = tuple(words(f"usage.price.{column}") for column in COLUMNS)
        self._take = take
        self._rows: tuple[PriceRow, ...] = ()

    def show_rows(self, rows: Sequence[PriceRow]) -> None:
        """Where the same prices are shown with other numbers, whoever is editing one is not disturbed."""
        before, self._rows = self._rows, tuple(rows)
        if [row.price.key for row in before] == [row.price.key for row in rows]:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    def row(self, index: _Index) -> PriceRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: object) -> QModelIndex:
        """Of the price with this key; an invalid one where it is not shown."""
        place = next((place for place, row in enumerate(self._rows) if row.price.key == key), -1)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in _NUMBERS:
            return _RIGHT
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()] in _EDITABLE else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(_said(self._words, row, column))
        if role == Qt.ItemDataRole.EditRole:
            return _said(self._words, row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _said(self._words, row, column) or _NOTHING
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.note or row.price.models
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What makes no sense is not taken, and the row stays as it was."""
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        changed = edited(self._words, row.price, column, str(value))
        if role != Qt.ItemDataRole.EditRole or changed is None or changed == row.price:
            return False
        self._take(changed, row.price)
        return True


def edited(words: Words, price: Price, column: str, text: str) -> Price | None:
    """The price with what was typed in a column; None where that is no price. Nobody has noted it in a month then."""
    text = text.strip()
    if column == "currency":
        return replace(price, currency=text, noted="") if text in CURRENCIES else None
    number = amount(words, text)
    if column == "cached" and not text:
        return replace(price, cached=None, noted="")
    return None if number is None else replace(price, **{column: number}, noted="")  # type: ignore[arg-type]


def amount(words: Words, text: str) -> float | None:
    """A number as people type it, with a point or a comma; nothing is 0."""
    bare = text.strip("$¥￥€ ")
    number = number_typed(words, bare) if bare else 0.0
    return number if number is not None and 0 <= number <= _DEAREST else None


def _said(words: Words, row: PriceRow, column: str) -> str:
    if column == "whose":
        return row.whose
    value = getattr(row.price, column)
    if column == "noted":
        return calendar_month(words, value)
    if column not in _NUMBERS:
        return str(value)
    is_silent = value is None or not row.is_known or (column == "picture" and not value)
    return "" if is_silent else written(words, value)
