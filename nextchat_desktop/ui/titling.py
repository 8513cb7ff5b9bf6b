"""The title above the conversation: how many messages it has, and another title on demand. It finds none itself."""

from PySide6.QtCore import QObject

from nextchat_desktop.core.messages import Role
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.header import Header
from nextchat_desktop.ui.toast import Toast


class Titling(QObject):
    """Binds the command that asks for another title."""

    def __init__(self, desk: Desk, page: ChatPage, header: Header, commands: Commands, toast: Toast) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._header = header
        self._toast = toast
        page.opened.connect(self._show)
        desk.library.changed.listen(self._on_changed)
        desk.titles.failed.listen(self._on_failed)
        header.count_button.clicked.connect(lambda: commands.run("edit_all"))
        commands.bind("retitle", self._retitle, self._has_answer)

    @property
    def _session(self) -> Session | None:
        return self._page.session

    def _show(self) -> None:
        count = len(self._session.path) if self._session is not None else 0
        self._header.set_count(self._desk.words.plural("title.count", count) if count else "")

    def _retitle(self) -> None:
        """The hint line says while it is being looked for; the title that comes can be undone."""
        session = self._session
        if session is not None and not self._desk.titles.rename(session.conversation.id, self._desk.acts.rename):
            self._toast.tell(self._desk.words("title.nobody"))

    def _has_answer(self) -> bool:
        session = self._session
        return session is not None and any(message.role is Role.ASSISTANT for message in session.path)

    def _on_changed(self, id: str) -> None:
        if self._session is not None and self._session.conversation.id == id:
            self._show()

    def _on_failed(self, _id: str) -> None:
        self._toast.tell(self._desk.words("title.none_came"))
