"""The title above the conversation: how many messages it has, and another title on demand. It finds none itself."""

from PySide6.QtCore import QObject

from nextchat_desktop.core.messages import Role
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage


class Titling(QObject):
    """Binds the command that asks for another title."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        stage.page.opened.connect(self._show)
        hear(desk.library.changed, self._on_changed)
        hear(desk.titles.failed, self._on_failed)
        stage.header.count_button.clicked.connect(lambda: stage.commands.run("edit_all"))
        stage.commands.bind("retitle", self._retitle, self._has_answer)

    def _show(self) -> None:
        session = self._stage.session
        count = len(session.path) if session is not None else 0
        self._stage.header.set_count(self._desk.words.plural("title.count", count) if count else "")

    def _retitle(self) -> None:
        """The hint line says while it is being looked for; the title that comes can be undone."""
        session = self._stage.session
        if session is not None and not self._desk.titles.rename(session.conversation.id, self._desk.acts.rename):
            self._stage.toast.tell(self._desk.words("title.nobody"))

    def _has_answer(self) -> bool:
        session = self._stage.session
        return session is not None and any(message.role is Role.ASSISTANT for message in session.path)

    def _on_changed(self, id: str) -> None:
        if self._stage.session is not None and self._stage.session.conversation.id == id:
            self._show()

    def _on_failed(self, _id: str) -> None:
        self._stage.toast.tell(self._desk.words("title.none_came"))
