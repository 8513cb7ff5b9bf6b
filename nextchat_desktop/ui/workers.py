"""Work beside the window's thread, its results on it. It knows neither what is done nor for which window."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")

_THREADS = 2


class Workers(QObject):
    """Two threads until `close()`, which waits for what they do and lets the rest go."""

    _done = Signal(int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._numbers = count()
        self._waiting: dict[int, _Receiver] = {}
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], deliver: Callable[[T], None], owner: QObject) -> "Task":
        """`work` runs on a thread of its own and must hold no widget; what it raises is raised on the window's.

        Once `owner` is gone nothing is delivered.
        """
        number = next(self._numbers)
        self._waiting[number] = _Receiver(deliver, owner)
        self._pool.start(partial(self._carry_out, number, work))
        return Task(self._waiting, number)

    def close(self) -> None:
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()

    def _carry_out(self, number: int, work: Callable[[], object]) -> None:
        """On a thread of the pool. What it is handed must not keep anything of the window's alive."""
        if number not in self._waiting:
            return
        try:
            self._done.emit(number, work(), None)
        except Exception as error:
            self._done.emit(number, None, error)

    @Slot(int, object, object)
    def _on_done(self, number: int, result: object, error: Exception | None) -> None:
        receiver = self._waiting.pop(number, None)
        if receiver is None or not isValid(receiver.owner):
            return
        if error is not None:
            raise error
        receiver.deliver(result)


class _Receiver(NamedTuple):
    deliver: Callable[[Any], None]
    owner: QObject


class Task:
    """Work that was asked for. After `cancel()` nothing is delivered; what has not begun then never does."""

    def __init__(self, waiting: dict[int, _Receiver], number: int) -> None:
        self._waiting = waiting
        self._number = number

    def cancel(self) -> None:
        self._waiting.pop(self._number, None)
