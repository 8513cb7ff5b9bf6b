"""The data as a whole in the window: its commands, and a word of what was done before this start."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.core.wire import Run
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.files import open_folder
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.words.times import date_and_time

if TYPE_CHECKING:
    from nextchat_desktop.core.backups import Backup
    from nextchat_desktop.ui.settings.dialog import SettingsDialog


class OpensSettings(Protocol):
    def open(self, page: str, connection: str = "") -> "SettingsDialog": ...


class DataJoining:
    """Binds the commands."""

    def __init__(self, desk: Desk, stage: Stage, settings: OpensSettings) -> None:
        self._words, self._data, self._deeds = desk.words, desk.data, desk.deeds
        self._toast, self._settings = stage.toast, settings
        self._run: Run | None = None
        stage.commands.bind("open_data_folder", lambda: open_folder(Path(desk.data().folder.where.data)))
        stage.commands.bind("back_up", lambda: self._settings.open("data").back_up())
        self._tell(desk.carried_out)

    def _tell(self, done: CarriedOut) -> None:
        """A restore can be undone like everything else."""
        words = self._words
        if done.restored:
            sentence = words("data.restored", when=date_and_time(words, done.restored))
            before = self._data().undo()
            if before is None:
                self._toast.tell(sentence)
            else:
                self._deeds.did(sentence, partial(self._go_back, before))
        elif done.moved:
            self._toast.tell(words("data.moved", path=done.moved))
        elif done.not_moved:
            self._toast.warn(words("data.not_moved", reason=done.not_moved))

    def _go_back(self, before: "Backup") -> None:
        """It takes a moment, and the program starts again."""
        self._toast.tell(self._words("data.going_back"))
        self._run = self._data().backups.restore(before, lambda _part: None, self._on_prepared)

    def _on_prepared(self, outcome: Exception | None) -> None:
        from nextchat_desktop.engine.telling_data import trouble  # no start of the program needs it

        if outcome is not None:
            self._toast.warn(trouble(self._words, outcome))
        else:
            self._data().restart()
