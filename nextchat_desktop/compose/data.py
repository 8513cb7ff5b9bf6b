"""Backups, the folder of the data and beginning anew, joined with files and threads, when somebody asks for them. It
knows no face."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nextchat_desktop.compose import now
from nextchat_desktop.compose.cannot_start import Rescue
from nextchat_desktop.compose.opening import Opening
from nextchat_desktop.core.backups import Backup
from nextchat_desktop.core.data_folder import Where
from nextchat_desktop.core.keeping import KeeperUnavailable
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.core.secrets import FORMER, PROXY_OF_ALL, headers_entry, proxy_entry
from nextchat_desktop.engine.backups import Backups
from nextchat_desktop.engine.clearing import Clearing
from nextchat_desktop.engine.data_folder import DataFolder
from nextchat_desktop.storage.backups.store import BackupStore
from nextchat_desktop.storage.cards import CardStore
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.labour import Labour
from nextchat_desktop.storage.migrations import MIGRATIONS
from nextchat_desktop.storage.moves import Moves
from nextchat_desktop.storage.secrets import Keys

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program


class Data:
    """What is done in threads ends with `close()`."""

    def __init__(self, program: "Program", opening: Opening, portable: str, store: BackupStore) -> None:
        paths, self._undo = program.paths, program.carried_out.undo
        self._labour = Labour(program.mailbox.post)
        self.store = store
        self.backups = Backups(store, self._labour.do, program.settings)
        where = Where(str(paths.data), str(paths.config), str(opening.usual.data), portable)
        moves = Moves(store.driver, opening.usual, paths, opening.presence, bool(portable))
        self.folder = DataFolder(where, moves, self._labour.do)

    @property
    def undo(self) -> Backup | None:
        """What was there before a backup was restored at this start."""
        return next((one for one in self.store.all() if one.path == self._undo), None) if self._undo else None

    def close(self) -> None:
        self._labour.close()


def clearing_of(program: "Program", cards: CardStore, own: ConnectionStore) -> Clearing:
    store = program.data.store
    forget, erase = partial(forget_keys, store, own, program.keys), store.erase_everything
    return Clearing(program.settings, program.library, cards, program.deeds, program.words, now, forget, erase)


def rescue(store: BackupStore, path: Path) -> Rescue | None:
    """The newest backup that this version can read, where the file that it cannot read is the database."""
    fitting = (one for one in store.all() if path == store.paths.database and one.version <= len(MIGRATIONS))
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
