"""Wakes the Qt loop for the network's mailbox: the only place where threads meet Qt."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """`wake` may be called from any thread; `drain` then runs on the thread the bridge lives in."""

    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drain: Callable[[], None] | None = None
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        self._woken.emit()

    def connect_to(self, drain: Callable[[], None]) -> None:
        self._drain = drain

    def close(self) -> None:
        self._drain = None

    @Slot()
    def _on_woken(self) -> None:
        if self._drain is not None:
            self._drain()
