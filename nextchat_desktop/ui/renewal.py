"""A window makes way for another one around the same program, which goes on with everything that was going on in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from nextchat_desktop.engine.session import Session
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.ui.chat.actions import INSPECT
from nextchat_desktop.ui.chat.showing import Showing
from nextchat_desktop.ui.composer.field import Written
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.ui.transcript.sight import Sight, look_as, sight_of
from nextchat_desktop.ui.window import Window

if TYPE_CHECKING:
    from nextchat_desktop.ui.chat.turning import Turning
    from nextchat_desktop.ui.data_joining import DataJoining
    from nextchat_desktop.ui.importing.opening import ImportOpening
    from nextchat_desktop.ui.settings_opening import SettingsOpening
    from nextchat_desktop.ui.viewer.picture import Picture, SaveFormat
    from nextchat_desktop.ui.welcome import Welcome
    from nextchat_desktop.ui.writing import Writing

    Shown = tuple[Picture, tuple[SaveFormat, ...]]

_VIEWER = "pictureViewer"
"""Shows a picture, and holds nothing that would be lost."""


@dataclass(frozen=True, slots=True)
class LeftWindow:
    """A window beside the conversation, what it showed, and where the keyboard was in it."""

    name: str
    place: object
    geometry: QRect
    focus: str


@dataclass(frozen=True, slots=True)
class Left:
    """What the next window goes on with."""

    session: Session
    sight: Sight
    written: Written
    edited: str
    pasted: str
    row: int
    focus: str
    windows: tuple[LeftWindow, ...]
    known: frozenset[str]


class Renewal(QObject):
    """Knows which windows can be opened anew, and where one goes on in them. `locale_changed` tells that the system
    speaks otherwise now."""

    locale_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        stage: Stage,
        settings: "SettingsOpening",
        turning: "Turning",
        welcome: "Welcome",
        writing: "Writing",
        importing: "ImportOpening",
        data: "DataJoining",
        last: Sequence[Callable[[], object]],
    ) -> None:
        """`last` is what the window does before it goes."""
        super().__init__(stage.window)
        self._desk, self._stage, self._settings = desk, stage, settings
        self._turning, self._welcome = turning, welcome
        self._importing, self._data, self._last = importing, data, last
        if desk.settings.held_by(LANGUAGE) is not None:
            stage.header.lead_with(None)
        welcome.language_chosen.connect(self._on_language_chosen)
        run = stage.commands.run
        self._open: Mapping[str, Callable[[Any], object]] = {
            _VIEWER: self._show_picture,
            "settingsDialog": self._open_settings,
            "promptsDialog": writing.open_prompts,
            "inspector": self._inspect,
            "masksDialog": lambda _place: run("new_with_mask"),
            "conversationSettings": lambda _place: run("conversation_settings"),
            "binDialog": lambda _place: run("bin"),
            "contextWindow": lambda _place: run("context"),
        }

    @property
    def holds_work(self) -> bool:
        """Whether something would be lost by it: work in a window beside, or a word that is being composed."""
        composer = self._stage.page.composer
        if self._importing.is_bringing or self._data.is_busy or composer.field.is_composing:
            return True
        beside = [window for window in self._beside() if window.objectName() != _VIEWER]
        return any(not isinstance(window, Window) or window.holds_work for window in beside)

    def wait(self, is_waiting: bool) -> None:
        """Says that the language changes later, where somebody has chosen it, too."""
        told = self._desk.words("language.waits") if is_waiting else ""
        self._settings.note(LANGUAGE.key, told)
        if told:
            self._stage.toast.tell(told)

    def leave(self) -> Left:
        """Closes everything beside the window and keeps what is written; the conversation is read on elsewhere."""
        stage, beside = self._stage, self._beside()
        session = stage.session or self._desk.first_session()
        for act in self._last:
            act()
        windows = tuple(map(_left, beside))
        edited = self._turning.panel.edits
        sight, focus = sight_of(stage.page.transcript), _name_of(stage.window.focusWidget())
        for window in beside:
            if isinstance(window, Window):
                window.give_way()
            else:
                window.hide()
        stage.page.leave(is_read_on=True)
        row = stage.sidebar.list.verticalScrollBar().value()
        pasted, known = self._welcome.field.toPlainText(), self._settings.known
        written = stage.page.composer.field.give()
        return Left(session, sight, written, edited, pasted, row, focus, windows, known)

    def go_on(self, left: Left) -> None:
        """Where the window that made way was left; this one is shown by now."""
        stage = self._stage
        stage.page.composer.field.take(left.written)
        self._welcome.field.show_text(left.pasted)
        stage.sidebar.list.verticalScrollBar().setValue(left.row)
        if left.edited in left.session.messages:
            self._turning.edit(left.edited)
        look_as(stage.page.transcript, left.sight)
        _focus(stage.window, left.focus)
        for window in left.windows:
            self._open_again(window)
        self._settings.known = left.known

    def _on_language_chosen(self, language: str) -> None:
        self._desk.remember(LANGUAGE, language)

    def _beside(self) -> list[QDialog]:
        """The windows that are open beside this one, the one in which the keyboard is last."""
        every = [one for one in self._stage.window.findChildren(QDialog) if one.isVisible()]
        return sorted(every, key=lambda one: one is QApplication.activeWindow())

    def _open_again(self, left: LeftWindow) -> None:
        before = set(self._beside())
        if left.name in self._open:
            self._open[left.name](left.place)
        for window in self._beside():
            if window not in before:
                window.setGeometry(left.geometry)
                _focus(window, left.focus)

    def _open_settings(self, place: str) -> None:
        page, _, connection = place.partition("/")
        self._settings.open(page, connection)

    def _show_picture(self, shown: "Shown") -> None:
        showing = self._stage.page.transcript.findChild(Showing)
        if showing is not None:
            showing.open_window(*shown)

    def _inspect(self, message: str) -> None:
        self._stage.page.transcript.action_requested.emit(INSPECT, message)


def _left(window: QDialog) -> LeftWindow:
    place = window.place if isinstance(window, Window) else getattr(window, "shown", None)
    return LeftWindow(window.objectName(), place, window.geometry(), _name_of(window.focusWidget()))


def _name_of(widget: QWidget | None) -> str:
    return widget.objectName() if widget is not None else ""


def _focus(window: QWidget, name: str) -> None:
    """To the part of this name, where there is one and it is shown."""
    part = window.findChild(QWidget, name) if name else None
    if part is not None and part.isVisible():
        part.setFocus()
