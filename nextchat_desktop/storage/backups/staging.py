"""Prepares a backup to take the place of what is there, so far that nothing can fail any more but a rename."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from nextchat_desktop.core.backups import Backup, BackupRefused, Difference, Refusal
from nextchat_desktop.core.labour import Watch, part
from nextchat_desktop.storage.backups.copying import copy_file, examined, heads, pictures_of, refusal
from nextchat_desktop.storage.backups.making import POOL, need_room
from nextchat_desktop.storage.backups.manifest import PICTURES, read_manifest
from nextchat_desktop.storage.backups.orders import Restoring, forget_staged
from nextchat_desktop.storage.backups.pictures import brought
from nextchat_desktop.storage.backups.shelf import database_of
from nextchat_desktop.storage.belongings import STAGED_CONFIG, STAGED_DATA
from nextchat_desktop.storage.database import BrokenDatabase, Driver, open_database
from nextchat_desktop.storage.files import NewerFile, synced
from nextchat_desktop.storage.migrations import MIGRATIONS
from nextchat_desktop.storage.paths import Paths, ensure

_ACTS = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
_COLUMNS = """SELECT one.name, part.name, part.type, part.pk
    FROM sqlite_master AS one, pragma_table_info(one.name) AS part
    WHERE one.type = 'table' AND one.sql NOT LIKE 'CREATE VIRTUAL%'"""


def compare(driver: Driver, paths: Paths, backup: Backup) -> Difference:
    """What restoring would change. Raises BackupRefused, OSError."""
    try:
        then, now = heads(driver, database_of(backup)), heads(driver, paths.database)
    except sqlite3.Error as error:
        raise refusal(error) from error
    changed = sum(now[id] != then[id] for id in now.keys() & then.keys())
    difference = Difference(len(now.keys() - then.keys()), len(then.keys() - now.keys()), changed)
    return _with_settings(difference, paths, Path(backup.path)) if backup.has_settings else difference


def stage(driver: Driver, paths: Paths, backup: Backup, undo: Backup | None, watch: Watch) -> Restoring:
    """Gives the order by which the next start puts it in its place. `undo` is the backup of what is there; without one,
    the database that is there cannot be read, and nothing else is replaced.

    Raises CalledOff, BackupRefused, OSError, and has then changed nothing.
    """
    forget_staged(paths)
    try:
        database = _staged_database(driver, paths, backup, part(watch, 0, 0.8))
        files = _staged_texts(paths, backup) if undo is not None else None
        source = Path(backup.path)
        pictures = source / PICTURES if (source / PICTURES).is_dir() else paths.backups / POOL
        brought(pictures_of(driver, database), pictures, paths.blobs, part(watch, 0.8, 1))
        watch(1)
        return Restoring(made=backup.made, files=files, undo=undo.path if undo else "", keeps_replaced=undo is None)
    except BaseException:
        forget_staged(paths)
        raise


def _staged_database(driver: Driver, paths: Paths, backup: Backup, watch: Watch) -> Path:
    """Brought up to date here, so that it is known that this can be done."""
    source, target = database_of(backup), ensure(paths.data / STAGED_DATA) / paths.database.name
    need_room(target.parent, source.stat().st_size)
    copy_file(source, target, part(watch, 0, 0.5))
    examined(driver, target, part(watch, 0.5, 1))
    try:
        with closing(open_database(driver, target)) as database:
            _need_ours(database)
            database.execute("PRAGMA journal_mode = DELETE")
    except NewerFile as error:
        raise BackupRefused(Refusal.NEWER) from error
    except BrokenDatabase as error:
        raise BackupRefused(Refusal.BROKEN, str(error.__cause__)) from error
    except sqlite3.Error as error:
        raise refusal(error) from error
    for beside in target.parent.iterdir():
        if beside != target:
            beside.unlink()
    synced(target)
    return target


def _need_ours(database: sqlite3.Connection) -> None:
    """What a database does by itself is what this program has told it, and it has every table. Raises BackupRefused."""
    with closing(sqlite3.connect(":memory:")) as ours:
        for statement in (statement for step in MIGRATIONS for statement in step):
            ours.execute(statement)
        acts, columns = set(ours.execute(_ACTS)), set(ours.execute(_COLUMNS))
    if set(database.execute(_ACTS)) - acts or columns - set(database.execute(_COLUMNS)):
        raise BackupRefused(Refusal.NOT_ONE)


def _staged_texts(paths: Paths, backup: Backup) -> tuple[str, ...] | None:
    """The settings and connections that come back. None where the backup is of the database alone."""
    if not backup.has_settings:
        return None
    folder, staged = Path(backup.path), ensure(paths.config / STAGED_CONFIG)
    there = [file.name for file in paths.texts if (folder / file.name).is_file()]
    files = tuple(name for name in there if name in read_manifest(folder).files)
    for name in files:
        copy_file(folder / name, staged / name, lambda _done: None)
    synced(staged)
    return files


def _with_settings(difference: Difference, paths: Paths, folder: Path) -> Difference:
    then, now = (_connections(place) for place in (folder / paths.connections_file.name, paths.connections_file))
    others = (paths.settings_file, paths.prices_file)
    return Difference(
        difference.gone,
        difference.back,
        difference.changed,
        tuple(now[id][0] for id in now if id not in then),
        tuple(then[id][0] for id in then if id not in now),
        tuple(now[id][0] for id in now if id in then and then[id] != now[id]),
        any(_bytes(folder / file.name) != _bytes(file) for file in others),
    )


def _connections(path: Path) -> dict[str, tuple[str, object]]:
    """Each with its name, by its id; none where nobody can read them."""
    found: dict[str, tuple[str, object]] = {}
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        content = msgspec.json.decode(_bytes(path) or b"{}")
        rows = content.get("connections") if isinstance(content, dict) else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                found[str(row.get("id"))] = str(row.get("name", "")), row
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
