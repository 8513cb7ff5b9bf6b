"""The way to the settings of the conversation that is read: nothing of them is loaded before somebody goes there."""

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject

from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.tailoring.conversation_settings import ConversationSettings


class Tailoring(QObject):
    """One window, which follows the conversation that is read."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._session: Session | None = None
        self._window: ConversationSettings | None = None

    def follow(self, session: Session) -> None:
        """Another conversation is read, or somebody else answers in it."""
        self._session = session
        if self._window is not None and self._window.isVisible():
            self._window.show_session(session)

    def open(self) -> None:
        if self._session is None:
            return
        window = self._made()
        window.show_session(self._session)
        window.come_forward()

    def close(self) -> None:
        """Keeps what is being typed."""
        if self._window is not None:
            self._window.close()

    def _made(self) -> "ConversationSettings":
        from nextchat_desktop.ui.tailoring.conversation_settings import ConversationSettings  # no start needs it

        desk, stage = self._desk, self._stage
        if self._window is None:
            self._window = ConversationSettings(desk, stage.theme, lambda: uuid4().hex, stage.window)
        return self._window
