"""What a process has spent so far, told on its standard output; light, since it is measured, too."""

import gc
import os
import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

SETTLES = 8000
"""Milliseconds until everything that comes after a start has come."""


def tell_typable(field: QLineEdit | QPlainTextEdit) -> None:
    """Types a letter where the keyboard is, and tells the seconds of CPU until it was there, and when that was.

    The process ends with it.
    """
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x")
    QCoreApplication.sendEvent(field, key)
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    if not text.endswith("x") or not field.hasFocus():
        os._exit(1)
    print(time.process_time(), time.time(), flush=True)
    os._exit(0)


class Idle:
    """Tells the seconds of CPU of so many seconds in which nothing happens, and the megabytes held at the end."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._before = 0.0

    def begin(self) -> None:
        QTimer.singleShot(SETTLES, self._watch)

    def _watch(self) -> None:
        gc.collect()
        self._before = time.process_time()
        QTimer.singleShot(round(self._seconds * 1000), self._tell)

    def _tell(self) -> None:
        from bench.memory import held

        print(time.process_time() - self._before, held() or 0.0, flush=True)
        QCoreApplication.exit(0)
