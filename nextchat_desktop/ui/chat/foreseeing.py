"""The way to what will be sent: the window that shows it is made when somebody asks for it, and follows the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.theme.theme import Theme

if TYPE_CHECKING:
    from nextchat_desktop.ui.chat.context_window import ContextWindow, Outgoing


class Foreseeing(QObject):
    def __init__(self, desk: Desk, theme: Theme, page: ChatPage, around: QWidget) -> None:
        super().__init__(around)
        self._desk = desk
        self._theme = theme
        self._page = page
        self._around = around
        self._window: ContextWindow | None = None
        page.composer.forecast.pressed.connect(self.open)

    def open(self) -> None:
        window = self._made()
        window.refresh()
        window.come_forward()

    def _made(self) -> "ContextWindow":
        from nextchat_desktop.ui.chat.context_window import ContextWindow  # no start of the program needs it

        if self._window is None:
            window = self._window = ContextWindow(self._look, self._desk.words, self._theme, self._around)
            for signal in (self._page.composer.edited, self._page.opened, self._page.transcript.changed):
                signal.connect(window.refresh_soon)
        return self._window

    def _look(self) -> "Outgoing":
        from nextchat_desktop.ui.chat.context_rows import ContextTeller  # no start of the program needs it
        from nextchat_desktop.ui.chat.context_window import Outgoing

        page, teller = self._page, ContextTeller(self._desk.words)
        session = page.session
        now = self._desk.models.answerer(session) if session is not None else None
        if session is None or now is None or now.choice is None:
            return Outgoing((), self._desk.words("ahead.nobody"))
        brief = session.brief(page.composer.text().strip(), page.attaching.going, now.choice)
        total = self._desk.words("ahead.to", name=now.label, total=teller.total(brief))
        return Outgoing(teller.rows(session, brief, page.composer.is_blind), total, teller.options(brief))
