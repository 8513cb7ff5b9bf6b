"""Has the backup by which a restore is undone hold what was said until the program ended. It knows no restore."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from nextchat_desktop.core.backups import BackupRefused
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.storage.backups.copying import examined, pictures_of
from nextchat_desktop.storage.backups.making import POOL
from nextchat_desktop.storage.backups.manifest import DATABASE, read_manifest, write_manifest, write_picture_names
from nextchat_desktop.storage.backups.pictures import brought
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.files import synced, write_atomically
from nextchat_desktop.storage.paths import Paths


def keep_texts(paths: Paths, undo: Path) -> None:
    """Settings and connections as they are, before others take their place."""
    with suppress(OSError, BackupRefused):
        manifest = read_manifest(undo)
        there = [file for file in paths.texts if file.is_file()]
        for file in there:
            write_atomically(undo / file.name, file.read_bytes())
        manifest.files = tuple(file.name for file in there)
        write_manifest(undo, manifest)


def keep_database(driver: Driver, paths: Paths, replaced: Path, undo: Path) -> None:
    """The database that was there, which nobody uses any more, takes the place of its copy."""
    if not replaced.is_file() or replaced.is_symlink():
        return
    with suppress(OSError, BackupRefused, sqlite3.Error):
        manifest = read_manifest(undo)
        with closing(driver.connect(replaced)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("PRAGMA journal_mode = DELETE")
        manifest.database, counts = examined(driver, replaced, unwatched)
        names = pictures_of(driver, replaced)
        manifest.conversations, manifest.messages, manifest.masks = counts.conversations, counts.messages, counts.masks
        manifest.pictures = brought(names, paths.blobs, paths.backups / POOL, unwatched)
        write_picture_names(undo, names)
        write_manifest(undo, manifest)
        os.replace(replaced, undo / DATABASE)
        synced(undo)
