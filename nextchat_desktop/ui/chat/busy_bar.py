"""Says that several conversations are being answered at once, with the way to stop them all."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from nextchat_desktop.engine.library import Library
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.words.catalogue import Words


class BusyBar(QWidget):
    def __init__(self, words: Words, library: Library) -> None:
        super().__init__()
        named(self, "busyBar")
        self._words = words
        self._library = library
        self._label = labelled("", "hint")
        self._label.setObjectName("busyCount")
        self._stop = button("stopAllButton", words("busy.stop_all"), "link")
        self._stop.clicked.connect(library.stop_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.COMPOSER_MARGIN, 0, sizes.COMPOSER_MARGIN, sizes.SPACE_1)
        row.addWidget(self._label)
        row.addWidget(self._stop)
        row.addStretch(1)
        hear(library.changed, self._on_changed)
        self._refresh()

    def _on_changed(self, _id: str) -> None:
        self._refresh()

    def _refresh(self) -> None:
        count = self._library.busy_count
        self._label.setText(self._words.plural("busy.count", count))
        self.setVisible(count > 1)
