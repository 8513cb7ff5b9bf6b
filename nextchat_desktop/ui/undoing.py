"""Says what was undone and what was done again, which may lie out of sight. It undoes nothing."""

from functools import partial

from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage


class Undoing:
    """Binds the commands that do so."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        self._words = desk.words
        self._toast = stage.toast
        stage.commands.bind("undo", stage.toast.undo)
        stage.commands.bind("redo", desk.deeds.redo)
        desk.deeds.undone.listen(partial(self._tell, "undoing.undone"))
        desk.deeds.redone.listen(partial(self._tell, "undoing.redone"))

    def _tell(self, sentence: str, deed: str) -> None:
        self._toast.tell(self._words(sentence, deed=deed))
