"""Says which requests the program makes beside the conversation that is read, and lets the person end them."""

from PySide6.QtCore import QObject, Signal

from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.memory import Remembering
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.words.catalogue import Words


class Asiding(QObject):
    """`told` is a sentence about what could not be done."""

    told = Signal(str)

    def __init__(self, asides: Asides, remembering: Remembering, words: Words, page: ChatPage) -> None:
        super().__init__(page)
        self._asides = asides
        self._words = words
        self._page = page
        page.opened.connect(self._show)
        asides.changed.listen(self._on_changed)
        remembering.changed.listen(self._on_changed)
        remembering.failed.listen(self._on_failed)

    def stop(self) -> bool:
        """Whether there was something to end."""
        id = self._here()
        if not self._asides.running(id):
            return False
        self._asides.stop(id)
        return True

    def _here(self) -> str:
        session = self._page.session
        return session.conversation.id if session is not None else ""

    def _on_changed(self, id: str) -> None:
        if id == self._here():
            self._show()

    def _on_failed(self, id: str) -> None:
        if id == self._here():
            self.told.emit(self._words("memory.failed"))

    def _show(self) -> None:
        sentences = {
            Purpose.TITLE: self._words("aside.title"),
            Purpose.MEMORY: self._words("aside.memory"),
        }
        running = [sentences[purpose] for purpose in self._asides.running(self._here())]
        self._page.key_hints.set_beside(" · ".join([*running, self._words("aside.stop")]) if running else "")
        self._page.refresh()
