"""The page of models: the connections on the left, what the chosen one offers beside them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from nextchat_desktop.engine.offers import Capable, Offers
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.standings import Standings
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.connection_list import ConnectionList
from nextchat_desktop.ui.settings.connection_rows import ConnectionRows
from nextchat_desktop.ui.settings.fields import Ground, labelled
from nextchat_desktop.ui.settings.models.panel import ModelsPanel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class ModelsPage(QWidget):
    """`chosen` tells the id of the connection to chat with, `test_wanted` that of the one to be tested."""

    chosen = Signal(str)
    test_wanted = Signal(str)

    def __init__(
        self, setup: Setup, offers: Offers, standings: Standings, capable: Capable, words: Words, theme: Theme
    ) -> None:
        super().__init__()
        self._setup = setup
        self._rows = ConnectionRows(setup, standings, words)
        self._words = words
        self._shown = ""
        self._list = named(ConnectionList(theme, words("settings.page.connections")), "modelConnections")
        self._panel = ModelsPanel(setup, offers, capable, words, theme)
        self._empty = named(QLabel(words("models.no_connection")), "modelsEmpty", role="hint")
        self._stack = QStackedWidget()
        self._arrange(theme)
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._panel.changed.connect(self._refresh)
        self._panel.wanted.connect(self._on_wanted)
        self._panel.test_wanted.connect(self._on_test_wanted)
        hear(standings.changed, self._on_standing_changed)

    def show_connection(self, id: str) -> None:
        """The models of this connection; of the first where there is no such one."""
        every = self._setup.all()
        one = self._setup.get(id) or (every[0] if every else None)
        self._stack.setCurrentWidget(self._panel if one else self._empty)
        if one is not None:
            self._shown = one.id
            self._panel.show_connection(one)
        self._refresh()

    def begin(self, is_asked: bool) -> None:
        """Ready to be searched or written into. With `is_asked` the service tells its list, if it has not yet."""
        self._panel.begin(is_asked)

    def showEvent(self, event: QShowEvent) -> None:
        """The connections may have been changed on their page meanwhile."""
        super().showEvent(event)
        self.take_in()

    def take_in(self) -> None:
        """Shows what was changed from elsewhere."""
        if self._setup.get(self._shown) is None:
            self.show_connection("")
        else:
            self._panel.take_in()
            self._refresh()

    def _refresh(self) -> None:
        rows = [
            self._rows.row(one, self._words.plural("models.count", len(self._setup.usable(one))))
            for one in self._setup.all()
        ]
        self._list.show_rows(rows, self._shown)

    def _on_standing_changed(self, _id: str) -> None:
        self._refresh()

    def _on_row_changed(self, _row: int) -> None:
        id = self._list.current_id()
        if id and id != self._shown:
            self.show_connection(id)

    def _on_wanted(self) -> None:
        self.chosen.emit(self._shown)

    def _on_test_wanted(self) -> None:
        self.test_wanted.emit(self._shown)

    def _arrange(self, theme: Theme) -> None:
        ground = Ground(theme, sizes.SETTINGS_LIST, False)
        column = QVBoxLayout(ground)
        set_margins(column, sizes.SPACE_2, sizes.SPACE_4, sizes.SPACE_2 + 1, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_2)
        heading = labelled(self._words("settings.page.models"), "page")
        set_margins(heading, sizes.SPACE_2, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self._list, 1)
        self._empty.setWordWrap(True)
        self._empty.setMargin(sizes.SPACE_6)
        for widget in (self._panel, self._empty):
            self._stack.addWidget(widget)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(ground)
        line.addWidget(self._stack, 1)
