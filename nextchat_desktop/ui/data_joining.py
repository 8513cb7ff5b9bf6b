"""The data as a whole in the window: its commands, and a word of what was done before this start."""

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

_GO_BACK = "go_back"


class OpensSettings(Protocol):
    def open(self, page: str, connection: str = "") -> "SettingsDialog": ...


class DataJoining:
    """Binds the commands."""

    def __init__(self, desk: Desk, stage: Stage, settings: OpensSettings) -> None:
        self._words, self._data = desk.words, desk.data
        self._toast, self._settings = stage.toast, settings
        self._run: Run | None = None
        desk.at_hand[_GO_BACK] = self._go_back
        stage.commands.bind("open_data_folder", lambda: open_folder(Path(desk.data().folder.where.data)))
        stage.commands.bind("back_up", lambda: self._settings.open("data").back_up())
        self._tell(desk, desk.carried_out)

    @property
    def is_busy(self) -> bool:
        """Whether something is being prepared for which the program starts again."""
        return self._run is not None

    def _tell(self, desk: Desk, done: CarriedOut) -> None:
        """A restore can be undone like everything else."""
        words = self._words
        if done.restored:
            sentence = words("data.restored", when=date_and_time(words, done.restored))
            before = self._data().undo()
            if before is None:
                self._toast.tell(sentence)
            else:
                desk.deeds.did(sentence, desk.by_then(_GO_BACK, before))
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

        self._run = None
        if outcome is not None:
            self._toast.warn(trouble(self._words, outcome))
        else:
            self._data().restart()
