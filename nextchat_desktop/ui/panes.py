"""The sidebar beside what is read, and how much room it gets. It knows nothing of what either shows."""

from PySide6.QtWidgets import QSplitter, QWidget

from nextchat_desktop.settings.schema import SIDEBAR_SHOWN, SIDEBAR_WIDTH
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_WHOLE = 1000


class Panes(QSplitter):
    """A narrow window leaves its room to the conversation: there the sidebar comes for a moment only."""

    def __init__(self, desk: Desk, theme: Theme, sidebar: QWidget, body: QWidget) -> None:
        super().__init__()
        named(self, "splitter")
        self._desk, self._sidebar, self._theme = desk, sidebar, theme
        self._share = theme.room.column(_WHOLE)
        self._is_narrow = False
        self._wants_sidebar = True
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(sidebar)
        self.addWidget(body)
        self.setStretchFactor(1, 1)
        theme.changed.connect(self._on_theme_changed)
        self._limit()

    def restore(self, width: int) -> None:
        """As they were when the window was closed; `width` is that of the window."""
        wanted = self._theme.room.column(self._desk.settings[SIDEBAR_WIDTH])
        self.setSizes([wanted, max(1, width - wanted)])
        self._wants_sidebar = self._desk.settings[SIDEBAR_SHOWN]
        self._sidebar.setVisible(self._wants_sidebar and not self._is_narrow)

    def keep(self) -> None:
        """For the next start; the width as it would be at 100 %."""
        self._desk.remember(SIDEBAR_SHOWN, self._wants_sidebar)
        if self._sidebar.isVisible():
            width = round(self._sidebar.width() * _WHOLE / self._share)
            self._desk.remember(SIDEBAR_WIDTH, min(max(width, sizes.SIDEBAR_MIN), sizes.SIDEBAR_MAX))

    def fit(self, width: int) -> None:
        """The window is so wide now."""
        is_narrow = width < self._theme.room.sidebar_min + sizes.NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._sidebar.setVisible(self._wants_sidebar and not is_narrow)

    def _limit(self) -> None:
        self._sidebar.setMinimumWidth(self._theme.room.sidebar_min)
        self._sidebar.setMaximumWidth(self._theme.room.sidebar_max)

    def _on_theme_changed(self) -> None:
        """Keeps its share of the room when everything grows."""
        before, self._share = self._share, self._theme.room.column(_WHOLE)
        wanted = round(self._sidebar.width() * self._share / before)
        self._limit()
        if self._share != before and self._sidebar.isVisible():
            self.setSizes([wanted, max(1, self.width() - wanted)])
        self.fit(self.window().width())

    def turn_sidebar(self) -> None:
        """Shows or hides it."""
        is_wanted = self._sidebar.isHidden()
        self._sidebar.setVisible(is_wanted)
        if not self._is_narrow:
            self._wants_sidebar = is_wanted
