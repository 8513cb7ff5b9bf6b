"""Leads to the guide, and along links: to its pages, to pages of the settings, or to the browser."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from nextchat_desktop.engine.models import GUIDE_CHOICE
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage


class Guiding:
    """`open_settings` is told a page, `focus` has the keyboard go to where one writes."""

    def __init__(
        self, desk: Desk, stage: Stage, open_settings: Callable[[str], object], focus: Callable[[], object]
    ) -> None:
        self._desk, self._stage = desk, stage
        self._open_settings, self._focus = open_settings, focus

    def begin(self, question: str = "") -> None:
        """In a conversation of its own."""
        session = self._stage.session
        if session is None or session.messages:
            session = self._desk.library.new()
        session.choose(GUIDE_CHOICE)
        self._stage.show(session)
        self._stage.page.ask(question or self._desk.guide_title("first-connection"), GUIDE_CHOICE)
        self._focus()

    def go_on(self, title: str) -> None:
        """With another page, in the conversation with the guide that is read."""
        session = self._stage.session
        if session is not None and session.conversation.choice == GUIDE_CHOICE and not session.busy:
            self._stage.page.ask(title, GUIDE_CHOICE)
        else:
            self.begin(title)

    def follow(self, address: str) -> None:
        """A page of the settings, a page of the guide, or an address for the browser."""
        scheme, _, rest = address.partition(":")
        kind, _, name = rest.partition("/")
        if scheme.lower() != "nextchat":
            QDesktopServices.openUrl(QUrl(address))
        elif kind == "settings":
            self._open_settings(name)
        elif title := self._desk.guide_title(name):
            self.go_on(title)
