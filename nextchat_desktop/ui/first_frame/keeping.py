"""Keeps a note of how the window looks for the first frame of the next start. It knows no file."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import SEND_KEY
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.first_frame.note import Note, to_text
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.main_window import MainWindow
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_PAUSE = 2000
"""Milliseconds after another conversation or look is shown."""


class NoteKeeping(QObject):
    """`keep` takes the text of a note, an empty one where the next start has nothing to show before it is loaded."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        settings: Settings,
        places: tuple[str, str, str],
        keep: Callable[[str], object],
    ) -> None:
        """`places` are the version of the program, its database and the file of what is to be done at a start."""
        super().__init__(window.page)  # with which it goes where the window makes way for another
        self._window, self._theme, self._settings = window, theme, settings
        self._places = places
        self._keep = keep
        self._kept: str | None = None
        self._conversation = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        window.page.opened.connect(self._pause.start)
        theme.changed.connect(self._pause.start)
        window.commands.changed.connect(self._pause.start)
        hear(settings, self._on_setting)
        self._pause.start()
        window.page.leaving.connect(self._on_leaving)

    def keep(self) -> None:
        """As it is now."""
        page = self._window.page
        text = to_text(self._note()) if page.isVisibleTo(self._window) else ""
        if text != self._kept:
            self._keep(text)
            self._kept = text

    def _on_setting(self, option: Option[Any]) -> None:
        """After a start that nobody saw the end of, a key must not send what it did not send before."""
        if option is SEND_KEY:
            self._pause.start()

    def _on_leaving(self) -> None:
        """For another conversation, or because the window is being closed."""
        self._conversation = self._shown()

    def _shown(self) -> str:
        """Whose draft stands in the field; empty for the conversations that have not begun."""
        session = self._window.page.session
        if session is None:
            return self._conversation
        return session.conversation.id if session.messages else ""

    def _note(self) -> Note:
        window, theme = self._window, self._theme
        composer, palette = window.page.composer, theme.palette
        field, box = _place(composer.field, window), _place(composer.frame, window)
        program, database, orders = self._places
        font = composer.field.font()
        return Note(
            program=program,
            geometry=bytes(window.saveGeometry().toHex().data()).decode(),
            title=window.windowTitle(),
            mode=theme.look.mode,
            is_dark=QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark,
            is_leftwards=window.isRightToLeft(),
            sidebar=window.sidebar.width() if window.sidebar.isVisibleTo(window) else 0,
            header=window.header.height(),
            column=composer.maximumWidth(),
            bottom=window.height() - box.bottom() - 1,
            most=composer.field.most,
            **_around(field, box),
            radius=sizes.RADIUS_LARGE,
            ring=theme.room.focus,
            families=",".join(font.families()),
            size=font.pixelSize(),
            ground=palette.background,
            sidebar_ground=palette.sidebar,
            line=palette.line,
            raised=palette.raised,
            accent=palette.accent,
            text=palette.text,
            faint=palette.text_3,
            selection=palette.selection,
            inviting=composer.field.placeholderText(),
            send_key=self._settings[SEND_KEY],
            commands=_keys(window.commands),
            conversation=self._shown(),
            database=database,
            orders=orders,
        )


def _around(field: QRect, box: QRect) -> dict[str, Any]:
    """How far the box stands out."""
    return {
        "box_beside": field.left() - box.left(),
        "box_above": field.top() - box.top(),
        "box_beyond": box.right() - field.right(),
        "box_below": box.bottom() - field.bottom(),
    }


def _keys(commands: Commands) -> str:
    """Those that run a command and cannot be meant for the field."""
    keys = (QKeySequence(keys).toString() for command in commands.all() for keys in commands.keys(command.id))
    return "\n".join(sorted({one for one in keys if one not in ("", "Esc")}))


def _place(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())
