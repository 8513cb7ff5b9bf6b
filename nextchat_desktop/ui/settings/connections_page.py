"""The connections: a list, the form of the one that is chosen, and a way back after deleting one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.endpoints import recognise
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.engine.setup import Removed
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.handing.recognising import OPEN_SETUP, SHARE_SETUP
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.connection_form import ConnectionForm
from nextchat_desktop.ui.settings.connection_list import ConnectionList
from nextchat_desktop.ui.settings.connection_rows import ConnectionRows
from nextchat_desktop.ui.settings.fields import Ground, IconButton, labelled
from nextchat_desktop.ui.settings.undo_bar import UndoBar
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme


class ConnectionsPage(QWidget):
    """`chosen` tells the id of the connection to chat with, `models_wanted` that of the one whose models are to be seen
    and whether its service is to be asked for them, `page_wanted` another page of the settings, `link_activated` an
    address for the browser.
    """

    chosen = Signal(str)
    models_wanted = Signal(str, bool)
    page_wanted = Signal(str)
    link_activated = Signal(str)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._setup, self._offers, self._words = desk.setup, desk.offers, desk.words
        self._rows = ConnectionRows(desk.setup, desk.standings, desk.words)
        self._removed: Removed | None = None
        self._list = ConnectionList(theme, desk.words("settings.page.connections"))
        self._add = IconButton(theme, "addConnectionButton", "plus", desk.words("connections.add"))
        self._open_setup = named(FlowingButton(desk.words("setup.open.title")), "openSetupButton", role="flush")
        self._share_setup = named(FlowingButton(desk.words("setup.share.title")), "shareSetupButton", role="flush")
        self._form = ConnectionForm(desk, theme)
        self._bar = UndoBar(desk.words)
        self._arrange(theme)
        self._connect()
        no_own = desk.setup.rules.no_own_connections
        self._add.setEnabled(no_own is None)
        hear(desk.standings.changed, self._on_standing_changed)
        self.open_first()

    def open_first(self) -> None:
        """The first connection, or an empty form where there is none."""
        every = self._setup.all()
        self._show(every[0] if every else self._setup.begin())

    def show_connection(self, id: str) -> None:
        connection = self._setup.get(id)
        if connection is not None:
            self._form.commit()
            self._show(connection)

    def focus_key(self) -> None:
        self._form.focus_key()

    def test(self, model: str) -> None:
        """The connection that is shown, with this model."""
        self._form.focus_test()
        self._form.testing.begin(model)

    def new_connection(self) -> None:
        self._form.commit()
        self._show(self._setup.begin())
        self._form.focus_paste()

    def begin_with(self, text: str) -> bool:
        """A new connection made from the text. False, with nothing changed, where it says nothing of one."""
        if recognise(text) is None:
            return False
        self._form.commit()
        self._show(self._setup.begin())
        self._form.paste(text)
        self._form.focus_next()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """The models may have been changed on their page meanwhile."""
        super().showEvent(event)
        self.take_in()

    def point_out(self) -> None:
        """Shows what could not be kept."""
        self._form.point_out()

    def take_in(self) -> None:
        """Shows what was changed from elsewhere, unless the person is in the middle of changing it here."""
        stored = self._setup.get(self._form.connection.id)
        if stored is None and self._form.was_kept:
            self.open_first()
        elif stored is not None and stored != self._form.connection and not self._form.is_edited:
            self._form.follow(stored)
            self._refresh()
        else:
            self._refresh()

    def commit(self) -> bool:
        """Keeps everything; whether nothing typed is left unkept."""
        return self._form.commit(again=True)

    @property
    def shown(self) -> str:
        """The id of the connection that is shown."""
        return self._form.connection.id

    @property
    def is_busy(self) -> bool:
        """Whether a service is asked for something, here or on the page of the models."""
        return self._form.testing.is_running or self._offers.are_asked

    def leave(self) -> None:
        self._form.leave()

    def _arrange(self, theme: Theme) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._list_column(theme))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._bar)  # not at the foot, where it would move the buttons under the pointer
        column.addWidget(self._form, 1)
        line.addLayout(column, 1)

    def _list_column(self, theme: Theme) -> Ground:
        ground = Ground(theme, sizes.SETTINGS_LIST, False)
        column = QVBoxLayout(ground)
        set_margins(column, sizes.SPACE_2, sizes.SPACE_4, sizes.SPACE_2 + 1, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_2)
        head = QHBoxLayout()
        head.setContentsMargins(sizes.SPACE_2, 0, sizes.SPACE_2, 0)
        head.addWidget(labelled(self._words("settings.page.connections"), "heading"), 1)
        head.addWidget(self._add)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        foot = QVBoxLayout()
        set_margins(foot, sizes.SPACE_2 - 2, 0, sizes.SPACE_2, 0)
        foot.setSpacing(0)
        for made in (self._open_setup, self._share_setup):
            foot.addWidget(made)
        column.addLayout(foot)
        return ground

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_row_changed, Qt.ConnectionType.QueuedConnection)
        self._add.clicked.connect(self._on_add_clicked)
        self._open_setup.clicked.connect(lambda: self.link_activated.emit(OPEN_SETUP))
        self._share_setup.clicked.connect(lambda: self.link_activated.emit(SHARE_SETUP))
        self._form.changed.connect(self._refresh)
        self._form.deleted.connect(self._on_deleted)
        self._form.wanted.connect(self._on_wanted)
        self._form.models_wanted.connect(self._on_models_wanted)
        self._form.page_wanted.connect(self.page_wanted)
        self._form.link_activated.connect(self.link_activated)
        self._bar.undone.connect(self._on_undone)
        self._bar.expired.connect(self._on_expired)

    def _show(self, connection: Connection) -> None:
        self._form.show_connection(connection)
        self._refresh()

    def _refresh(self) -> None:
        shown = self._form.connection
        every = self._setup.all()
        is_new = all(one.id != shown.id for one in every)
        self._list.show_rows([self._rows.row(one) for one in (*every, *([shown] if is_new else []))], shown.id)

    def _on_standing_changed(self, _id: str) -> None:
        self._refresh()

    def _on_row_changed(self, _row: int) -> None:
        id = self._list.current_id()
        if id and id != self._form.connection.id:
            self.show_connection(id)

    def _on_add_clicked(self) -> None:
        self.new_connection()

    def _on_deleted(self) -> None:
        """What was never kept needs no way back. What is asked of it is of no use any more."""
        self._offers.cancel(self._form.connection.id)
        removed = self._setup.remove(self._form.connection.id)
        if removed is not None:
            self._removed = removed
            self._bar.offer(removed.connection.name, removed.key_left)
        every = self._setup.all()
        index = removed.index if removed else 0
        self._show(every[min(index, len(every) - 1)] if every else self._setup.begin())

    def _on_undone(self) -> None:
        removed, self._removed = self._removed, None
        if removed is None:
            return
        try:
            self._setup.restore(removed)
        except (NoKeeper, KeeperUnavailable):
            self._refresh()
        self.show_connection(removed.connection.id)

    def _on_expired(self) -> None:
        self._removed = None

    def _on_wanted(self) -> None:
        if self.commit():
            self.chosen.emit(self._form.connection.id)
        else:
            self._form.point_out()

    def _on_models_wanted(self, is_asked: bool) -> None:
        self.models_wanted.emit(self._form.connection.id, is_asked)
