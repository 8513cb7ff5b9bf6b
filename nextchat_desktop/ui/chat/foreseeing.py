"""The way to what will be sent: the window that shows it is made when somebody asks for it, and follows the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.chat.context_window import ContextWindow, Outgoing


class Foreseeing(QObject):
    """Binds the command that leads there."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._window: ContextWindow | None = None
        stage.page.composer.forecast.pressed.connect(self.open)
        stage.commands.bind("context", self.open)

    def open(self) -> None:
        window = self._made()
        window.refresh()
        window.come_forward()

    def _made(self) -> "ContextWindow":
        from nextchat_desktop.ui.chat.context_window import ContextWindow  # no start of the program needs it

        if self._window is None:
            page, stage = self._stage.page, self._stage
            window = self._window = ContextWindow(self._look, self._desk.words, stage.theme, stage.window)
            for signal in (page.composer.edited, page.opened, page.transcript.changed):
                signal.connect(window.refresh_soon)
        return self._window

    def _look(self) -> "Outgoing":
        from nextchat_desktop.ui.chat.context_rows import ContextTeller  # no start of the program needs it
        from nextchat_desktop.ui.chat.context_window import Outgoing

        page, teller = self._stage.page, ContextTeller(self._desk.words)
        session = page.session
        now = self._desk.models.answerer(session) if session is not None else None
        if session is None or now is None or now.choice is None:
            return Outgoing((), self._desk.words("ahead.nobody"))
        brief = session.brief(page.composer.text().strip(), page.attaching.going, now.choice)
        total = self._desk.words("ahead.to", name=now.label, total=teller.total(brief))
        return Outgoing(teller.rows(session, brief, page.composer.is_blind), total, teller.options(brief))
