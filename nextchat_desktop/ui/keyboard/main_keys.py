"""Joins the keys that every program has to the window of the conversations: from part to part, close, quit, as large
as the screen. It decides nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget

from nextchat_desktop.ui.keyboard.menu import HAS_LETTERS
from nextchat_desktop.ui.keyboard.mnemonics import Mnemonics
from nextchat_desktop.ui.keyboard.panes import Pane, go_round
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.ui.welcome import Welcome

_HINTED = (
    ("new_with_mask", "masksButton"),
    ("guide", "guideButton"),
    ("show_archive", "archiveButton"),
    ("bin", "binButton"),
    ("export", "exportButton"),
    ("prompts", "promptsButton"),
    ("escape", "stopButton"),
)
"""Buttons that bear a sign alone, and the commands that do the same."""


class MainKeys(QObject):
    def __init__(self, stage: Stage, welcome: Welcome) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._welcome = welcome
        if HAS_LETTERS:
            Mnemonics(stage.window)
        for id, act in (
            ("next_pane", partial(self.go, 1)),
            ("previous_pane", partial(self.go, -1)),
            ("full_screen", self._turn_full_screen),
            ("close_window", stage.window.close),
            ("quit", QApplication.closeAllWindows),
        ):
            stage.commands.bind(id, act)
        for id, name in _HINTED:
            button = stage.window.findChild(QToolButton, name)
            if button is not None:
                stage.commands.hint_at(id, button, button.accessibleName())

    def go(self, by: int) -> None:
        """To the next part of the window, or the one before."""
        go_round(self.panes(), by)

    def panes(self) -> Sequence[Pane]:
        """From the sidebar on, as the eye goes. The bar for finding lies over the transcript and is asked before it."""
        stage = self._stage
        sidebar, page = stage.sidebar, stage.page
        bar = page.transcript.findChild(QWidget, "findBar")  # it is made when it is first asked for
        find = bar.findChild(QLineEdit) if bar is not None else None
        first = sidebar.list if sidebar.list.isVisible() else sidebar.search_button
        return (
            Pane(sidebar, first),
            Pane(stage.header, stage.header.sidebar_button, is_remembered=True),
            *((Pane(bar, find),) if bar is not None and find is not None else ()),
            Pane(page.transcript, page.transcript),
            Pane(self._welcome, self._welcome.field),
            Pane(page, page.composer.field),
            Pane(stage.toast, stage.toast.way_back),
        )

    def _turn_full_screen(self) -> None:
        window: QWidget = self._stage.window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
