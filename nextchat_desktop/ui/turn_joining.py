"""Everything that can be done to turns, joined to the window and to its commands. It decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from nextchat_desktop.core.messages import Role
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.bin.opening import BinOpening
from nextchat_desktop.ui.chat.foreseeing import Foreseeing
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.chat.turning import Turning
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.header import Header
from nextchat_desktop.ui.picker.choosing import ModelChoosing
from nextchat_desktop.ui.sharing.opening import WholeConversation
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast

_OFFERED = ("context", "clear", "choose_turns", "edit_all", "retitle", "fork", "export")
"""Commands that are offered behind … beside the title."""


@dataclass(frozen=True)
class Place:
    """Where turns are read, and what of the window is needed for what is done to them."""

    page: ChatPage
    commands: Commands
    choosing: ModelChoosing
    toast: Toast
    show_session: Callable[[Session], object]
    bin_asked: SignalInstance
    header: Header


class TurnJoining(QObject):
    def __init__(self, desk: Desk, theme: Theme, place: Place, around: QWidget) -> None:
        super().__init__(around)
        self._desk = desk
        self._theme = theme
        self._place = place
        self._around = around
        self.turning = Turning(desk, theme, place.page, place.choosing)
        self.turning.opened.connect(place.show_session)
        self.turning.told.connect(place.toast.tell)
        self.turning.pinned.connect(self._on_pinned)
        for part in (self.turning.panel, self.turning.bar, self.turning.busy):
            place.toast.keep_clear_of(part)
        self.foreseeing = Foreseeing(desk, theme, place.page, around)
        self.bin = BinOpening(desk, theme, around)
        place.bin_asked.connect(self.bin.open)
        self.whole = WholeConversation(desk, theme, around)
        self.turning.export_asked.connect(self._export)
        place.header.export_button.clicked.connect(lambda: place.commands.run("export"))
        place.header.more_button.clicked.connect(self._open_menu)
        self._bind()

    def _open_menu(self) -> None:
        """What is done with the conversation that is read, as a whole."""
        button, commands = self._place.header.more_button, self._place.commands
        menu = QMenu(button)
        menu.setObjectName("conversationMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for id in _OFFERED:
            keys = commands.shown_keys(id)
            row = menu.addAction(self._desk.words(f"command.{id}") + (f"\t{keys}" if keys else ""))
            row.triggered.connect(lambda _checked=False, id=id: commands.run(id))
            row.setObjectName(f"menu-{id}")
            row.setEnabled(commands.is_enabled(id))
        menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height())))

    def _bind(self) -> None:
        bind, turning, library = self._place.commands.bind, self.turning, self._desk.library
        bind("fork", turning.fork, self._has_turns)
        bind("clear", turning.clear, self._has_turns)
        bind("stop_all", library.stop_all, lambda: library.busy_count > 0)
        bind("edit_last", turning.edit_last, self._has_question)
        bind("answer_again", turning.answer_last_again, self._has_question)
        bind("choose_turns", turning.choose, self._has_turns)
        bind("context", self.foreseeing.open)
        bind("bin", self.bin.open)
        bind("export", self._export, self._has_turns)
        bind("edit_all", self._rewrite, self._has_turns)

    def _on_pinned(self) -> None:
        """Where it can be seen and changed."""
        show = partial(self._place.commands.run, "conversation_settings")
        self._place.toast.lead(self._desk.words("turn.view_pinned"), show)

    def _export(self, ids: tuple[str, ...] = ()) -> None:
        if self._session is not None:
            self.whole.export(self._session, ids)

    def _rewrite(self) -> None:
        if self._session is not None:
            self.whole.rewrite(self._session)

    @property
    def _session(self) -> Session | None:
        return self._place.page.session

    def _has_turns(self) -> bool:
        return self._session is not None and bool(self._session.path)

    def _has_question(self) -> bool:
        session = self._session
        return session is not None and any(message.role is Role.USER for message in session.path)
