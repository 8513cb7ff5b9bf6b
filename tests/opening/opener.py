"""Someone who does not wait for the program: writes in the first frame, and goes on in what takes its place."""

from collections.abc import Callable
from pathlib import Path

from keyring.backend import KeyringBackend
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nextchat_desktop.app import Application
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.opening.start import first_frame
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.storage.first_frame import note
from nextchat_desktop.storage.paths import paths
from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.first_frame.frame import FirstFrame
from nextchat_desktop.ui.first_frame.handing import hand_over
from nextchat_desktop.ui.first_frame.pausing import no_pause

_UNTIL_FORESEEN = 600
"""Milliseconds after which it is told below the composer what would be sent."""


class Opener:
    """`left` has had the window open once, and closed it."""

    def __init__(self, home: Path, keyring: KeyringBackend, base_url: str = "http://127.0.0.1:9/v1") -> None:
        self.paths = paths({}, home)
        self._home, self._keyring, self._url = home, keyring, base_url
        self._environ: dict[str, str] = {}

    def application(self, first: FirstFrame | None = None, pause: Callable[[], object] = no_pause) -> Application:
        window = first.window_shown if first is not None else None
        return Application(self._home, self._environ, self._keyring, window=window, pause=pause)

    def leave(self, draft: str = "", **settings: object) -> None:
        """Sets up a model, writes a draft, and closes the window."""
        app = self.application()
        app.program.settings[AUTO_TITLE] = False
        app.program.setup.save(Connection("c", "Lab", "compatible", self._url, models=(Model("tiny"),)))
        self.shown(app)
        if draft:
            app.window.page.composer.set_text(draft)
            app.window.page.drafting.keep_soon()
            QTest.qWait(_UNTIL_FORESEEN)
        self.close(app)

    def shown(self, app: Application) -> None:
        app.window.resize(760, 700)  # so large it can be again on the screen of the tests
        app.window.show()
        QApplication.processEvents()

    def close(self, app: Application) -> None:
        app.window.close()
        app.close()
        QApplication.processEvents()

    def begin(self) -> FirstFrame:
        first = self.look()
        assert first is not None
        return first

    def look(self) -> FirstFrame | None:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        qt.setStyleSheet("")  # nobody has dressed it yet
        first = first_frame(qt, self.paths)
        QApplication.processEvents()
        return first

    def go_on(self, first: FirstFrame, pause: Callable[[], object] = no_pause) -> Application:
        """The program is loaded by now."""
        app = self.application(first, pause)
        hand_over(first, app.window, app.program.library)
        note(self.paths.unkept, first.written)
        return app


def place_of(part: QWidget) -> QRect:
    """In its window."""
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def write(field: ComposerField, text: str) -> None:
    QTest.keyClicks(field, text)


def press(field: ComposerField, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(field, key, held)
