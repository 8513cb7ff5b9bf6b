"""Makes, lists, looks into and restores the backups of one installation, from whichever thread. It asks nobody."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nextchat_desktop.core.backups import Backup, BackupRefused, Difference, Occasion, Refusal
from nextchat_desktop.core.labour import Watch, part
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.presence import Presence

if TYPE_CHECKING:
    from nextchat_desktop.storage.backups.manifest import Manifest


@dataclass(frozen=True, slots=True)
class BackupStore:
    """What can throw, throws BackupRefused or OSError; what is handed a Watch, CalledOff, too."""

    driver: Driver
    paths: Paths
    presence: Presence
    clock: Callable[[], int]
    program: str
    """The version of the program."""

    def all(self) -> list[Backup]:
        """The newest first."""
        from nextchat_desktop.storage.backups import shelf  # no start of the program needs any of these

        return shelf.all_backups(self.driver, self.paths)

    def make(self, occasion: Occasion, kept: int, watch: Watch) -> Backup:
        """Beside the database; then those that are too many are erased."""
        return self._made(occasion, kept, watch)

    def pack(self, target: Path, watch: Watch) -> Backup:
        """As one file."""
        from nextchat_desktop.storage.backups import making, packing

        with making.alone(self.paths.backups, watch, making.PATIENCE):
            return packing.pack(self.driver, self.paths, self._about(Occasion.BY_HAND), target, watch)

    def unpack(self, file: Path, watch: Watch) -> Backup:
        """What is in such a file, to be restored until `forget_unpacked`."""
        from nextchat_desktop.storage.backups import packing

        return packing.unpack(self.driver, self.paths, file, watch)

    def forget_unpacked(self) -> None:
        from nextchat_desktop.storage.backups import making

        shutil.rmtree(making.opened_folder(self.paths), ignore_errors=True)

    def compare(self, backup: Backup) -> Difference:
        """What restoring it would change."""
        from nextchat_desktop.storage.backups import staging

        return staging.compare(self.driver, self.paths, backup)

    def restore(self, backup: Backup, kept: int, watch: Watch) -> None:
        """Makes a backup of what there is; from then on the next start puts this one in its place."""
        from nextchat_desktop.storage.backups import making, staging

        self.need_to_be_alone()
        undo = self._made(Occasion.RESTORING, kept, part(watch, 0, 0.5), making.PATIENCE, backup.path)
        self._put(staging.stage(self.driver, self.paths, backup, undo, part(watch, 0.5, 1)))

    def restore_unread(self, backup: Backup, watch: Watch) -> None:
        """The same where what there is cannot be read; it is kept apart."""
        from nextchat_desktop.storage.backups import staging

        self.need_to_be_alone()
        self._put(staging.stage(self.driver, self.paths, backup, None, watch))

    def take_back(self) -> None:
        """What was prepared is not wanted: the next start puts nothing in its place. May throw OSError."""
        if isinstance(orders.given(self.paths), orders.Restoring):
            orders.done(self.paths)
        orders.forget_staged(self.paths)

    def erase(self, backup: Backup) -> None:
        """For good."""
        from nextchat_desktop.storage.backups import making, shelf

        with making.alone(self.paths.backups):
            shelf.erase(self.paths, backup)
            shelf.forget_pictures(self.paths)

    def erase_everything(self) -> None:
        """At the next start."""
        self._order(orders.Erasing())

    def _made(self, occasion: Occasion, kept: int, watch: Watch, patience: float = 0.0, *spared: str) -> Backup:
        from nextchat_desktop.storage.backups import making, shelf

        with making.alone(self.paths.backups, watch, patience):
            made = making.make(self.driver, self.paths, self._about(occasion), watch)
            shelf.thin(self.driver, self.paths, kept, made.made, (made.path, *spared))
        return made

    def need_to_be_alone(self) -> None:
        """Another process would go on to write into what is to be replaced. Raises BackupRefused."""
        if self.presence.others:
            raise BackupRefused(Refusal.IN_USE)

    def _put(self, order: orders.Restoring) -> None:
        try:
            self._order(order)
        except BaseException:
            self.take_back()
            raise

    def _order(self, order: orders.Order) -> None:
        """Nobody comes in meanwhile who would not know of it."""
        with self.presence.gate():
            self.need_to_be_alone()
            orders.give(self.paths, order)

    def _about(self, occasion: Occasion) -> "Manifest":
        from nextchat_desktop.storage.backups import making

        return making.about(occasion, self.clock(), self.program)
