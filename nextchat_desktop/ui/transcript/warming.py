"""Loads what takes long to load for the first time, beside the window's thread; it does not know what it loads."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot


class Warming(QObject):
    """The first formula, or the first code in a language, would hold the window up for a tenth of a second."""

    warmed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked: set[str] = set()
        self._ready: set[str] = set()
        self.warmed.connect(self._on_warmed, Qt.ConnectionType.QueuedConnection)

    def is_ready(self, name: str, load: Callable[[], object]) -> bool:
        """If it is not, it will be; `warmed` tells when."""
        if name not in self._asked:
            self._asked.add(name)
            self._pool.start(partial(self._load, name, load))
        return name in self._ready

    def close(self) -> None:
        """Waits for what is being loaded."""
        self._pool.clear()
        self._pool.waitForDone()

    def _load(self, name: str, load: Callable[[], object]) -> None:
        """On the thread of the pool."""
        load()
        self.warmed.emit(name)

    @Slot(str)
    def _on_warmed(self, name: str) -> None:
        self._ready.add(name)
