"""Joins the composer with the queue of the conversation: what is written while an answer streams waits above it."""

from PySide6.QtCore import QObject

from nextchat_desktop.core.conversation import Queued
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.queue import Queue
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.composer.queue_rows import QueueRows, QueueView
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class Queueing(QObject):
    def __init__(self, queue: Queue, library: Library, words: Words, theme: Theme, page: ChatPage) -> None:
        super().__init__(page)
        self._queue = queue
        self._page = page
        self.rows = QueueRows(words, theme)
        page.composer.stand_above(self.rows)
        self._connect()
        hear(queue.changed, self._on_changed)
        hear(library.changed, self._on_changed)

    def _connect(self) -> None:
        page, rows = self._page, self.rows
        page.opened.connect(self.show)
        page.composer.queued.connect(self._on_queued)
        rows.edit_asked.connect(self._on_edit_asked)
        rows.remove_asked.connect(self._on_remove_asked)
        rows.now_asked.connect(self._on_now_asked)
        rows.moved.connect(self._on_moved)
        rows.go_on_asked.connect(self._on_go_on_asked)
        rows.left.connect(page.composer.field.setFocus)

    def show(self) -> None:
        """As the queue of the conversation is now."""
        session = self._page.session
        waiting = self._queue.waiting(session) if session is not None else ()
        held = frozenset(one.id for one in waiting if not self._queue.flows(one.id))
        self.rows.show_view(QueueView(waiting, held, session is not None and session.busy))

    def _on_changed(self, id: str) -> None:
        session = self._page.session
        if session is not None and session.conversation.id == id:
            self.show()

    def _on_queued(self, text: str) -> None:
        session, pictures = self._page.session, self._page.attaching.going
        if session is not None and self._queue.put(session, text, pictures):
            self._page.empty_composer(pictures)

    def _on_edit_asked(self, id: str) -> None:
        """In front of what stands in the field. It is kept there before it leaves the queue."""
        session, found, composer = self._page.session, self._found(id), self._page.composer
        if session is None or found is None:
            return
        before = composer.text()
        composer.set_text(f"{found.text}\n\n{before}" if before.strip() else found.text)
        composer.attachments.take(found.pictures)
        self._page.drafting.keep_soon()
        self._page.drafting.keep()
        self._queue.drop(session, id)
        composer.field.setFocus()

    def _on_remove_asked(self, id: str) -> None:
        if (session := self._page.session) is not None:
            self._queue.remove(session, id)

    def _on_now_asked(self, id: str) -> None:
        session = self._page.session
        if session is not None and self._queue.send_now(session, id):
            self._page.transcript.follow()
            self._page.composer.field.setFocus()

    def _on_moved(self, id: str, by: int) -> None:
        if (session := self._page.session) is not None:
            self._queue.move(session, id, by)
            self.rows.focus_on(id)

    def _on_go_on_asked(self) -> None:
        session = self._page.session
        if session is not None and self._queue.go_on(session):
            self._page.transcript.follow()
            self._page.composer.field.setFocus()

    def _found(self, id: str) -> Queued | None:
        session = self._page.session
        waiting = self._queue.waiting(session) if session is not None else ()
        return next((one for one in waiting if one.id == id), None)
