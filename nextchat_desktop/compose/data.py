"""Backups, the folder of the data and beginning anew, joined with files and threads. It knows no face."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from nextchat_desktop import __version__
from nextchat_desktop.compose.cannot_start import Rescue
from nextchat_desktop.compose.opening import Opening
from nextchat_desktop.core.backups import Backup
from nextchat_desktop.core.data_folder import CarriedOut, Where
from nextchat_desktop.core.keeping import KeeperUnavailable
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.core.secrets import FORMER, PROXY_OF_ALL, headers_entry, proxy_entry
from nextchat_desktop.engine.backups import Backups
from nextchat_desktop.engine.data_folder import DataFolder
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.storage.backups.rotating import Rotating
from nextchat_desktop.storage.backups.store import BackupStore
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.labour import Labour
from nextchat_desktop.storage.migrations import MIGRATIONS
from nextchat_desktop.storage.moves import Moves
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.proving import Proving
from nextchat_desktop.storage.secrets import Keys

Post = Callable[[Callable[[], None]], None]


class Data:
    """What is done in threads ends with `opened`. `done` tells what was done before this start."""

    def __init__(
        self,
        driver: Driver,
        opening: Opening,
        paths: Paths,
        done: CarriedOut,
        portable: str,
        settings: Settings,
        clock: Clock,
        post: Post,
        opened: ExitStack,
    ) -> None:
        self.done = done
        labour = Labour(post)
        opened.callback(labour.close)
        self.store = BackupStore(driver, paths, opening.presence, clock, __version__)
        self.backups = Backups(self.store, labour.do, settings)
        where = Where(str(paths.data), str(paths.config), str(opening.usual.data), portable)
        moves = Moves(driver, opening.usual, paths, opening.presence, bool(portable))
        self.folder = DataFolder(where, moves, labour.do)
        self._follow(opening, paths, clock, post, opened)

    @property
    def undo(self) -> Backup | None:
        """What was there before a backup was restored at this start."""
        return next((one for one in self.store.all() if one.path == self.done.undo), None) if self.done.undo else None

    def _follow(self, opening: Opening, paths: Paths, clock: Clock, post: Post, opened: ExitStack) -> None:
        """What comes by itself, some time after the start."""
        backups = self.backups
        rotating = Rotating(
            backups.how_often,
            self.store.all,
            backups.make,
            clock,
            lambda trouble: post(lambda: backups.on_made(trouble)),
        )
        opened.callback(rotating.close)
        opened.callback(Proving(opening.usual, paths.data, lambda: None).close)


def rescue(store: BackupStore) -> Rescue | None:
    """The newest backup that this version can read, for a database that it cannot."""
    fitting = (one for one in store.all() if one.version <= len(MIGRATIONS))
    backup = next(fitting, None)
    return Rescue(backup, partial(store.restore_unread, backup, unwatched)) if backup is not None else None


def forget_keys(store: BackupStore, connections: ConnectionStore, keys: Keys) -> list[str]:
    """All that is kept for connections and proxies, also for those that a restore has taken away; the names of those
    of whom something could not be erased. Raises BackupRefused where nothing can be erased now."""
    store.need_to_be_alone()
    owners = {PROXY_OF_ALL: PROXY_OF_ALL}
    for one in connections.all():
        owners |= dict.fromkeys((one.id, headers_entry(one.id), proxy_entry(one.id)), one.name)
    entries = dict.fromkeys((*owners, *keys.names()))
    left = (owners.get(entry, FORMER) for entry in entries if not _is_forgotten(keys, entry))
    return list(dict.fromkeys(left))


def _is_forgotten(keys: Keys, entry: str) -> bool:
    try:
        keys.forget(entry)
    except KeeperUnavailable:
        return False
    return True
