"""The sidebar beside what is read, and how much room it gets. It knows nothing of what either shows."""

from PySide6.QtWidgets import QSplitter, QWidget

from nextchat_desktop.settings.schema import SIDEBAR_SHOWN, SIDEBAR_WIDTH
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes


class Panes(QSplitter):
    """A narrow window leaves its room to the conversation: there the sidebar comes for a moment only."""

    def __init__(self, desk: Desk, sidebar: QWidget, body: QWidget) -> None:
        super().__init__()
        named(self, "splitter")
        self._desk, self._sidebar = desk, sidebar
        self._is_narrow = False
        self._wants_sidebar = True
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(sidebar)
        self.addWidget(body)
        self.setStretchFactor(1, 1)
        sidebar.setMinimumWidth(sizes.SIDEBAR_MIN)
        sidebar.setMaximumWidth(sizes.SIDEBAR_MAX)

    def restore(self, width: int) -> None:
        """As they were when the window was closed; `width` is that of the window."""
        wanted = self._desk.settings[SIDEBAR_WIDTH]
        self.setSizes([wanted, max(1, width - wanted)])
        self._wants_sidebar = self._desk.settings[SIDEBAR_SHOWN]
        self._sidebar.setVisible(self._wants_sidebar and not self._is_narrow)

    def keep(self) -> None:
        """For the next start."""
        self._desk.remember(SIDEBAR_SHOWN, self._wants_sidebar)
        if self._sidebar.isVisible():
            width = min(max(self._sidebar.width(), sizes.SIDEBAR_MIN), sizes.SIDEBAR_MAX)
            self._desk.remember(SIDEBAR_WIDTH, width)

    def fit(self, width: int) -> None:
        """The window is so wide now."""
        is_narrow = width < sizes.NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._sidebar.setVisible(self._wants_sidebar and not is_narrow)

    def turn_sidebar(self) -> None:
        """Shows or hides it."""
        is_wanted = self._sidebar.isHidden()
        self._sidebar.setVisible(is_wanted)
        if not self._is_narrow:
            self._wants_sidebar = is_wanted
