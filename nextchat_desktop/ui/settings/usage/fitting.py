"""Keeps the first column of a table wide enough to be read, and gives it what the others leave."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTreeView

from nextchat_desktop.ui.naming import named


class FirstColumn(QObject):
    """The others are as wide as what stands in them, and no wider than `most`, in pixels."""

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
            width = min(header.sectionSize(column), self._most)
            header.resizeSection(column, width)
            others += width
        header.resizeSection(0, max(self._least, view.viewport().width() - others))
