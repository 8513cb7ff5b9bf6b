"""Says which requests the program makes beside the conversation that is read, and lets the person end them."""

from PySide6.QtCore import QObject

from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage


class Asiding(QObject):
    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._asides = desk.asides
        self._words = desk.words
        self._stage = stage
        stage.page.opened.connect(self._show)
        hear(desk.asides.changed, self._on_changed)
        hear(desk.remembering.changed, self._on_changed)
        hear(desk.remembering.failed, self._on_failed)

    def stop(self) -> bool:
        """Whether there was something to end."""
        id = self._here()
        if not self._asides.running(id):
            return False
        self._asides.stop(id)
        return True

    def _here(self) -> str:
        session = self._stage.session
        return session.conversation.id if session is not None else ""

    def _on_changed(self, id: str) -> None:
        if id == self._here():
            self._show()

    def _on_failed(self, id: str) -> None:
        if id == self._here():
            self._stage.toast.tell(self._words("memory.failed"))

    def _show(self) -> None:
        sentences = {
            Purpose.TITLE: self._words("aside.title"),
            Purpose.MEMORY: self._words("aside.memory"),
        }
        running = [sentences[purpose] for purpose in self._asides.running(self._here())]
        self._stage.page.key_hints.set_beside(" · ".join([*running, self._words("aside.stop")]) if running else "")
        self._stage.page.refresh()
