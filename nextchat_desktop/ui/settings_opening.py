"""The way to the settings and back, for the window: nothing of them is loaded before somebody goes there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.settings.dialog import SettingsDialog


class SettingsOpening(QObject):
    """`chosen` carries the id of the connection to chat with now, `closed` that of one which was set up meanwhile, or
    nothing, `link_activated` an address for the browser."""

    chosen = Signal(str)
    closed = Signal(str)
    link_activated = Signal(str)

    def __init__(self, desk: Desk, stage: Stage, about: str) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._about = about
        self._dialog: SettingsDialog | None = None
        self.known: frozenset[str] = frozenset()
        """The connections with a model when the settings were opened."""

    def open(self, page: str, connection: str = "") -> "SettingsDialog":
        dialog = self._made()
        if not dialog.isVisible():
            self.known = self._connections()
        dialog.come_to(page, connection)
        return dialog

    def open_key(self, connection: str) -> None:
        """Where the key of this connection is entered; nothing is the first of them."""
        dialog = self.open("connections", connection)
        if connection:
            dialog.focus_key()

    def find_out(self, connection: str, model: str) -> None:
        """Tests this model of the connection there, where it can be mended."""
        self.open("connections").test(connection, model)

    def take_in(self) -> None:
        """Shows what was changed from elsewhere."""
        if self._dialog is not None:
            self._dialog.take_in()

    def note(self, key: str, sentence: str) -> None:
        """Says this below the setting of this key, where it is shown."""
        if self._dialog is not None:
            self._dialog.note(key, sentence)

    def close(self) -> bool:
        """Whether they are closed; they stay once where something could not be kept."""
        return self._dialog is None or self._dialog.close()

    def _connections(self) -> frozenset[str]:
        """Those that have a model."""
        return frozenset(choice.connection for choice in self._desk.setup.choices())

    def _made(self) -> "SettingsDialog":
        from nextchat_desktop.ui.settings.dialog import SettingsDialog  # no start of the program needs it

        if self._dialog is None:
            stage = self._stage
            bound, run = stage.commands.all(), stage.commands.run
            self._dialog = SettingsDialog(self._desk, stage.theme, self._about, stage.window, bound, run)
            self._dialog.chosen.connect(self._on_chosen)
            self._dialog.link_activated.connect(self.link_activated)
            self._dialog.finished.connect(self._on_finished)
        return self._dialog

    def _on_chosen(self, connection: str) -> None:
        self.known = self._connections()
        self.chosen.emit(connection)

    def _on_finished(self, _result: int) -> None:
        new = [choice.connection for choice in self._desk.setup.choices() if choice.connection not in self.known]
        self.closed.emit(new[-1] if new else "")
