"""Keeps where each conversation was read, and leads back there when it is opened. It knows no message."""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from nextchat_desktop.core.conversation import Place
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.engine.ports import Places
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.transcript.reading import go_to_place, reading_place

_PAUSE = 400
"""Milliseconds between two looks while it is scrolled."""


class Placing(QObject):
    def __init__(self, places: Places, page: ChatPage) -> None:
        super().__init__(page)
        self._places = places
        self._page = page
        self._kept: Place | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._on_pause)
        page.opened.connect(self._on_shown)
        page.leaving.connect(self._on_leaving)
        page.transcript.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _on_shown(self) -> None:
        session = self._page.session
        self._kept = self._places.place(session.conversation.id) if session is not None and session.path else None
        if self._kept is not None:
            go_to_place(self._page.transcript, self._kept.message, self._kept.offset)
        self._pause.stop()

    def _on_leaving(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._on_pause()

    def _on_scrolled(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _on_pause(self) -> None:
        session = self._page.session
        if session is None or not session.messages:
            return
        here = reading_place(self._page.transcript)
        place = Place(*here) if here is not None else None
        if place != self._kept:
            self._kept = place
            with suppress(NotWritten):  # a convenience; what matters has its own voice
                self._places.keep_place(session.conversation.id, place)
