"""The program as a screen reader meets it: furnished, on a real screen. It is told on its standard input where to go.

    python program.py HOME ADDRESS

Each line is the name of a way (`windows.py`) or LEAVE; it answers with a line when it is there.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from gallery_start import SomeKeyring
from nextchat_desktop.app import Application
from reader.furnished import furnished
from reader.said import NAME, THERE
from reader.windows import DEEDS, WAYS, leave

_SOON = 50
"""Milliseconds after which a window that was opened is there."""


def main(home: str, address: str) -> int:
    qt = QApplication(["nextchat-desktop"])
    qt.setApplicationName(NAME)
    keyring = SomeKeyring()
    furnished(Path(home), keyring, address)
    app = Application(Path(home), {"LANG": "en_US"}, keyring)
    app.window.resize(1280, 900)
    app.window.show()
    told = QSocketNotifier(0, QSocketNotifier.Type.Read)
    told.activated.connect(lambda: _go(app, sys.stdin.readline().strip()))
    QTimer.singleShot(_SOON, _answer)
    qt.exec()
    app.close()
    return 0


def _go(app: Application, where: str) -> None:
    if not where:
        QApplication.quit()
        return
    {**WAYS, **DEEDS}.get(where, leave)(app)
    QTimer.singleShot(_SOON, _answer)


def _answer() -> None:
    print(THERE, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
