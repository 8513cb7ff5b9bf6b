"""Keeps the first column of a table wide enough to be read, and gives it what the others leave."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTreeView

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes


class FirstColumn(QObject):
    """The others are as wide as what stands in them, and no wider than `most`, in pixels at 100 %."""

    def __init__(self, view: QTreeView, least: int, most: int) -> None:
        super().__init__(view)
        self._view = view
        self._least = least
        self._most = most
        header = view.header()
        header.setStretchLastSection(False)
        named(header, f"{view.objectName()}Head", view.accessibleName())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fit)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        return False

    def fit(self) -> None:
        view, header = self._view, self._view.header()
        others = 0
        for column in range(1, header.count()):
            view.resizeColumnToContents(column)
            width = max(min(header.sectionSize(column), self._scaled(self._most)), header.sectionSizeHint(column))
            header.resizeSection(column, width)
            others += width
        least = max(self._scaled(self._least), header.sectionSizeHint(0), self._widest())
        header.resizeSection(0, max(least, view.viewport().width() - others))

    def _widest(self) -> int:
        """What the first column needs for what stands in it, up to the most of any other."""
        return min(self._view.sizeHintForColumn(0), self._scaled(self._most))

    def _scaled(self, pixels: int) -> int:
        """By the letters of the table."""
        return round(pixels * self._view.font().pixelSize() / sizes.BASE)
