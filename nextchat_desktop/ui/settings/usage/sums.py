"""The table of sums: a row for each day, model or whatever else was summed, in columns that can be sorted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.engine.usage_report import Line
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.usage.fitting import FirstColumn
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words

_COLUMNS = ("name", "requests", "prompt", "cached", "reply", "cost")
"""The words above them are `usage.column.<column>`."""
_LEAST, _MOST = 130, 240
"""Pixels of the first column and of any other."""
_WORTH = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Row(QTreeWidgetItem):
    """Is sorted by what its columns are worth, not by how that is written."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        view = self.treeWidget()
        column = view.sortColumn() if view is not None else 0
        mine, theirs = self.data(column, _WORTH), other.data(column, _WORTH)
        return bool(mine < theirs)


class SumsTable(QTreeWidget):
    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "usageTable", words("usage.table"))
        self._words = words
        self._tell = UsageTeller(words)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHeaderLabels([words(f"usage.column.{column}") for column in _COLUMNS])
        for place in range(1, len(_COLUMNS)):
            self.headerItem().setTextAlignment(place, _RIGHT)
        self.header().setSectionsClickable(True)
        self._columns = FirstColumn(self, _LEAST, _MOST)

    def show_lines(self, lines: Sequence[Line], name: str) -> None:
        """In this order, until a column is clicked; `name` stands above the first."""
        self.setSortingEnabled(False)
        self.clear()
        self.headerItem().setText(0, name)
        self.addTopLevelItems([self._row(line) for line in lines])
        self.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._columns.fit()

    def _row(self, line: Line) -> QTreeWidgetItem:
        usage = line.sum.usage
        counts = (line.sum.requests, usage.prompt, usage.cached, usage.reply)
        row = _Row([shown(line.label), *(whole(self._words, count) for count in counts), self._tell.cost(line.sum)])
        money = sum(cost.value for cost in line.sum.costs)
        for place, worth in enumerate((line.place or line.label.casefold(), *counts, money)):
            row.setData(place, _WORTH, worth)
            if place:
                row.setTextAlignment(place, _RIGHT)
        row.setToolTip(0, line.label)
        return row
