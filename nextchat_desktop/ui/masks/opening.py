"""The way to the masks and back, for the window: nothing of them is loaded before somebody goes there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.engine.session import Session
from nextchat_desktop.settings.schema import ASK_MASK
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast

if TYPE_CHECKING:
    from nextchat_desktop.ui.masks.dialog import MasksDialog


@dataclass(frozen=True)
class Begin:
    """What the window does where a chat begins."""

    page: ChatPage
    show_session: Callable[[Session], object]
    toast: Toast


class MasksOpening(QObject):
    """Binds the commands that are about masks."""

    def __init__(self, desk: Desk, theme: Theme, commands: Commands, begin: Begin, around: QWidget) -> None:
        super().__init__(around)
        self._desk = desk
        self._theme = theme
        self._begin = begin
        self._around = around
        self._dialog: MasksDialog | None = None
        desk.masks.told.listen(begin.toast.warn)
        commands.bind("new_with_mask", self.open)
        commands.bind("save_mask", self.save, self._is_worth_saving)

    def open(self) -> None:
        """The gallery."""
        self._made().open_gallery()

    def asks(self) -> bool:
        """Whether a new chat begins with the gallery; then it is open."""
        if self._desk.settings[ASK_MASK]:
            self.open()
        return self._desk.settings[ASK_MASK]

    def save(self) -> None:
        """The conversation that is read as a mask, to be looked over."""
        session, masks = self._begin.page.session, self._desk.masks
        if session is not None:
            mask, whole = masks.from_chat(session), masks.from_chat(session, with_turns=True)
            self._made().write(mask, True, whole.context[len(mask.context) :])

    def close(self) -> None:
        """Keeps what is being written."""
        if self._dialog is not None:
            self._dialog.done(0)

    def _is_worth_saving(self) -> bool:
        session = self._begin.page.session
        return session is not None and bool(session.messages or session.conversation.context)

    def _made(self) -> "MasksDialog":
        from nextchat_desktop.ui.masks.dialog import MasksDialog  # no start of the program needs it

        if self._dialog is None:
            self._dialog = MasksDialog(self._desk, self._theme, self._around)
            self._dialog.chosen.connect(self._on_chosen)
            self._dialog.plain_asked.connect(self._on_plain_asked)
        return self._dialog

    def _on_chosen(self, mask: Mask) -> None:
        self._show(self._desk.masks.begin(mask))

    def _on_plain_asked(self) -> None:
        self._show(self._desk.library.new())

    def _show(self, session: Session) -> None:
        self._begin.show_session(session)
        self._around.activateWindow()
        self._begin.page.composer.field.setFocus()
