"""The running program before a scripted server, for looking at: one language, one look, a home that somebody lives in.

It is started once and brought from one state into the next; `rest` closes what was open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from keyring.backend import KeyringBackend
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget

from gallery_start import SomeKeyring, painted, wait_until, written
from nextchat_desktop.app import Application, desk_of
from nextchat_desktop.compose import Program, now
from nextchat_desktop.engine.session import Session
from nextchat_desktop.settings.schema import AUTO_TITLE, LANGUAGE, MOTION, OPTIONS, TEXT_SIZE, THEME
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.importing.dropping import FileDrop
from nextchat_desktop.ui.settings.dialog import SettingsDialog
from screens.contents import Said, furnish, said_in
from scripted import ScriptedServer
from ui.doctors import ScriptedDoctor

W = TypeVar("W", bound=QWidget)
Show = Callable[["World"], QWidget]
"""Brings the program into a state; the widget to look at."""

HIGH, WIDE = 720, 1280
"""Pixels of the screen that everything has to fit on."""
LARGEST_TEXT = 30
_MOMENT = 20
"""Milliseconds in which what is asked for has its place."""
_INTERFACE_SIZE = "appearance.interface_size"


@dataclass(frozen=True, slots=True)
class Dress:
    """How the program looks; `size` are percent."""

    language: str = "en"
    theme: str = "light"
    size: int = 100
    is_patient: bool = False
    """It waits until colours and drawings have come, for a picture; words have their places before."""

    @property
    def name(self) -> str:
        return f"{self.theme}-{self.language}-{self.size}"


class World:
    """A program of its own. `close` it."""

    def __init__(
        self,
        dress: Dress,
        folder: Path,
        furnished: bool,
        environ: Mapping[str, str] | None = None,
        keyring: KeyringBackend | None = None,
    ) -> None:
        self.dress, self.folder = dress, folder
        self.server = ScriptedServer()
        self.keyring = keyring or SomeKeyring()
        folder.mkdir(parents=True, exist_ok=True)
        self._prepare(furnished)
        self.app = Application(folder / "home", dict(environ or {}), self.keyring)
        self.window = self.app.window
        self.window.resize(WIDE, HIGH)
        self.window.show()
        self._doctor = ScriptedDoctor()
        self._tested: SettingsDialog | None = None
        self.back: list[Callable[[], object]] = []
        """What undoes a state that would stay."""
        self.places: dict[str, str] = {}
        """Ids of conversations by what is to be seen there."""

    def _prepare(self, furnished: bool) -> None:
        program = Program(lambda: None, {}, self.folder / "home", self.keyring)
        for option, value in wishes(self.dress):
            program.settings[option] = value
        program.settings[AUTO_TITLE] = False
        program.tongue.follow()
        if furnished:
            furnish(program, self.server.base_url, written(painted(640, 360)), now())
        program.close()

    @property
    def program(self) -> Program:
        return self.app.program

    @property
    def said(self) -> Said:
        return said_in(self.dress.language)

    def close(self) -> None:
        self.rest()
        self.app.close()
        self.server.close()

    def rest(self) -> None:
        """Back to the window alone, with nothing over it and nobody answering."""
        while self.back:
            self.back.pop()()
        self.window.page.stop()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()
                dialog.hide()
        for panel in self.window.findChildren(FloatingList):
            panel.dismiss()
        for popup in iter(QApplication.activePopupWidget, None):
            popup.close()
        while self.window.page.dismiss():
            pass
        self.window.toast.hide()
        self.window.resize(WIDE, HIGH)
        self.settle()

    def settle(self) -> None:
        """Until everything that was asked for is laid out."""
        for _ in range(2):
            QCoreApplication.sendPostedEvents()
            QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # What somebody does

    def wait(self, until: Callable[[], bool]) -> None:
        assert wait_until(until), "it took too long"

    def see(self, name: str, kind: type[W], within: QWidget | None = None) -> W:
        """The widget of this name; where there are several, the one that is seen, and made last."""
        found: list[W] = (within or self.window).findChildren(kind, name)
        assert found, f"there is no {name}"
        return max(enumerate(found), key=lambda pair: (pair[1].isVisible(), pair[0]))[1]

    def press(self, name: str, within: QWidget | None = None) -> None:
        self.see(name, QAbstractButton, within).click()
        self.settle()

    def run(self, command: str, window: str = "") -> QWidget:
        """Runs a command; the window of that name which it opens, or the main window."""
        assert self.window.commands.run(command), command
        self.settle()
        return self.see(window, QWidget) if window else self.window

    def show(self, id: str) -> Session:
        """The conversation of this id in the window."""
        session = self.program.library.open(id)
        assert session is not None, id
        if self.window.page.session is not session:
            self.window.show_session(session)
        self.settle()
        return session

    def settings(self, page: str, connection: str = "") -> SettingsDialog:
        dialog = self.window.open_settings(page, connection)
        self.settle()
        return dialog

    def under_test(self, connection: str) -> tuple[SettingsDialog, ScriptedDoctor]:
        """The settings at this connection, whose test has begun, with somebody who finds what they are told to."""
        if self._tested is None:
            desk = replace(desk_of(self.program), doctor=self._doctor)
            self._tested = SettingsDialog(desk, self.app.theme, "", self.window)
        self._doctor.cancel()
        self._tested.come_to("connections", connection)
        self.press("testButton", self._tested)
        return self._tested, self._doctor

    def drop(self, *paths: Path) -> None:
        drop = self.window.findChild(FileDrop)
        assert drop is not None
        drop.dropped.emit([str(path) for path in paths])
        self.settle()

    def scroll_down(self, window: QWidget) -> None:
        """Whatever of it can be scrolled, to its end."""
        self.settle()
        for area in window.findChildren(QScrollArea):
            if area.isVisible():
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.settle()

    def pause(self, milliseconds: int = 50) -> None:
        """For what comes by itself a moment later; as long as Qt waits, no other thread of Python's does anything."""
        moment = milliseconds if self.dress.is_patient else min(milliseconds, _MOMENT)
        wait_until(lambda: False, moment / 1000)
        self.settle()

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def forget_clipboard(self) -> None:
        QGuiApplication.clipboard().clear()


def wishes(dress: Dress) -> Sequence[tuple[Any, object]]:
    """The settings that make the program look so; nothing in a picture has come only half into sight."""
    large = [(one, dress.size) for one in OPTIONS if one.key == _INTERFACE_SIZE and dress.size != 100]
    text = [(TEXT_SIZE, LARGEST_TEXT)] if dress.size != 100 else []
    still = [(MOTION, "reduced")] if dress.is_patient else []
    return [(LANGUAGE, dress.language), (THEME, dress.theme), *large, *text, *still]
