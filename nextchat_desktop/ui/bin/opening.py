"""The way to the bin: nothing of it is loaded before somebody goes there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.theme.theme import Theme

if TYPE_CHECKING:
    from nextchat_desktop.ui.bin.dialog import BinDialog


class BinOpening(QObject):
    def __init__(self, desk: Desk, theme: Theme, around: QWidget) -> None:
        super().__init__(around)
        self._desk = desk
        self._theme = theme
        self._around = around
        self._dialog: BinDialog | None = None

    def open(self) -> None:
        dialog = self._made()
        dialog.look(self._desk.clock())
        dialog.come_forward()

    def _made(self) -> "BinDialog":
        from nextchat_desktop.ui.bin.dialog import BinDialog  # no start of the program needs it

        if self._dialog is None:
            desk = self._desk
            self._dialog = BinDialog(desk.bin, desk.words, self._theme, desk.clock(), self._around)
            desk.deeds.done.listen(self._on_done)
            desk.acts.turned.listen(self._on_done)
        return self._dialog

    def _on_done(self, _told: str) -> None:
        if self._dialog is not None:
            self._dialog.refresh()
