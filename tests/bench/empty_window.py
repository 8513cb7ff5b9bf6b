"""A process of its own with nothing but a window and a line to type in: `python -m bench.empty_window [SECONDS]`.

What the program costs is held against it.
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from bench.spending import Idle, tell_typable


def main(seconds: float) -> None:
    """Tells when one could type, and what so many seconds of doing nothing cost."""
    qt = QApplication(sys.argv[:1])
    window, field = QMainWindow(), QLineEdit()
    window.setCentralWidget(field)
    window.show()
    field.setFocus()
    qt.processEvents()
    if not seconds:
        tell_typable(field)
    idle = Idle(seconds)
    QTimer.singleShot(0, idle.begin)
    qt.exec()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0)
