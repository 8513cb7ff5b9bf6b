"""Backups as people deal with them: how often, a look into one, putting it in place. It knows no file and no thread."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from nextchat_desktop.core.backups import Backup, Difference, Occasion
from nextchat_desktop.core.labour import Do, Watch
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.settings.schema import BACKUPS, BACKUPS_KEPT
from nextchat_desktop.settings.store import Settings

Progress = Callable[[float], object]
"""Is told how much is done, from 0 to 1."""


class KeepsBackups(Protocol):
    """Used in any thread. What can throw, throws BackupRefused or OSError; what is handed a Watch, CalledOff, too."""

    def all(self) -> Sequence[Backup]: ...
    def pack(self, target: Path, watch: Watch) -> Backup: ...
    def unpack(self, file: Path, watch: Watch) -> Backup: ...
    def forget_unpacked(self) -> None: ...
    def compare(self, backup: Backup) -> Difference: ...
    def restore(self, backup: Backup, kept: int, watch: Watch) -> None: ...
    def take_back(self) -> None: ...
    def erase(self, backup: Backup) -> None: ...
    def erase_everything(self) -> None: ...


class Backups:
    """Each errand is done beside the window; what is handed `done` is the answer or the exception.

    `changed` tells that the backups are others, `failed` why none could be made by itself: a reason of `Refusal`, or
    the system's own sentence.
    """

    def __init__(self, store: KeepsBackups, do: Do, settings: Settings) -> None:
        self._store = store
        self._do = do
        self._settings = settings
        self.changed = Notice()
        self.trouble: Exception | None = None
        """Why the last one that was due could not be made."""

    def how_often(self) -> Occasion | None:
        return how_often(self._settings)

    def on_made(self, trouble: Exception | None) -> None:
        """One was made by itself, or could not be."""
        self.trouble = trouble
        self.changed.tell("")

    def look(self, done: Callable[[Sequence[Backup] | Exception], object]) -> Run:
        """All of them, the newest first."""
        return self._do(lambda _watch: self._store.all(), _unheard, done)

    def save(self, target: Path, progress: Progress, done: Callable[[Backup | Exception], object]) -> Run:
        """Everything into one file."""
        return self._do(partial(self._store.pack, target), progress, done)

    def look_into(self, file: Path, progress: Progress, done: Callable[[Backup | Exception], object]) -> Run:
        """What is in such a file; it can be restored until `forget`."""
        return self._do(partial(self._store.unpack, file), progress, done)

    def forget(self) -> None:
        """What was looked into is not wanted."""
        self._do(lambda _watch: self._store.forget_unpacked(), _unheard, _unheard)

    def preview(self, backup: Backup, done: Callable[[Difference | Exception], object]) -> Run:
        """What restoring it would change."""
        return self._do(lambda _watch: self._store.compare(backup), _unheard, done)

    def restore(self, backup: Backup, progress: Progress, done: Callable[[Exception | None], object]) -> Run:
        """When it is done the program has to be started again, which puts it in place. Then it can be undone."""
        kept = self._settings[BACKUPS_KEPT]
        restore = partial(self._store.restore, backup, kept)
        return self._do(restore, progress, done, self._store.take_back)

    def erase(self, backup: Backup, done: Callable[[Exception | None], object]) -> Run:
        """For good."""

        def ended(outcome: Exception | None) -> None:
            self.changed.tell("")
            done(outcome)

        return self._do(lambda _watch: self._store.erase(backup), _unheard, ended)


def how_often(settings: Settings) -> Occasion | None:
    """How often one is to be made by itself; None for never. Asked in any thread."""
    wish = settings[BACKUPS]
    return Occasion(wish) if wish in set(Occasion) else None


def _unheard(_told: object) -> None:
    """Nobody listens."""
