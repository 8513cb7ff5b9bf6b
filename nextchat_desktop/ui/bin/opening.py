"""The way to the bin: nothing of it is loaded before somebody goes there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.bin.dialog import BinDialog


class BinOpening(QObject):
    """Binds the command that leads there."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._dialog: BinDialog | None = None
        stage.sidebar.bin_asked.connect(self.open)
        stage.commands.bind("bin", self.open)

    def open(self) -> None:
        dialog = self._made()
        dialog.look(self._desk.clock())
        dialog.come_forward()

    def _made(self) -> "BinDialog":
        from nextchat_desktop.ui.bin.dialog import BinDialog  # no start of the program needs it

        if self._dialog is None:
            desk, stage = self._desk, self._stage
            self._dialog = BinDialog(desk.bin, desk.words, stage.theme, desk.clock(), stage.window)
            hear(desk.deeds.done, self._on_done)
            hear(desk.acts.turned, self._on_done)
        return self._dialog

    def _on_done(self, _told: str) -> None:
        if self._dialog is not None:
            self._dialog.refresh()
