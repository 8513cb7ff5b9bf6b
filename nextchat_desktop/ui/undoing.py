"""Says what was undone and what was done again, which may lie out of sight. It undoes nothing."""

from PySide6.QtCore import QObject

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage


class Undoing(QObject):
    """Binds the commands that do so."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._words = desk.words
        self._toast = stage.toast
        stage.commands.bind("undo", stage.toast.undo)
        stage.commands.bind("redo", desk.deeds.redo)
        hear(desk.deeds.undone, self._on_undone)
        hear(desk.deeds.redone, self._on_redone)

    def _on_undone(self, deed: str) -> None:
        self._toast.tell(self._words("undoing.undone", deed=deed))

    def _on_redone(self, deed: str) -> None:
        self._toast.tell(self._words("undoing.redone", deed=deed))
