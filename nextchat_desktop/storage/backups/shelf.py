"""The backups that there are beside the database, the newest first, and which of them are kept. It makes none."""

import re
import shutil
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from nextchat_desktop.core.backups import ROTATING, Backup, BackupRefused, Occasion
from nextchat_desktop.storage.backups.copying import glanced_at
from nextchat_desktop.storage.backups.making import PARTIAL, POOL
from nextchat_desktop.storage.backups.manifest import DATABASE, picture_names, read_manifest, told
from nextchat_desktop.storage.backups.pictures import forget_all_but
from nextchat_desktop.storage.belongings import snapshots
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.paths import Paths

_STAY = ((frozenset((Occasion.RESTORING,)), 3), (frozenset((Occasion.MIGRATION,)), 2))
"""How many of these are kept, whatever a person has chosen for the others."""
_DAY = 24 * 60 * 60 * 1000
_SNAPSHOT = re.compile(r".*\.before-\d+(-\d+)?")


def all_backups(driver: Driver, paths: Paths) -> list[Backup]:
    """What is none, or cannot be read, is left out."""
    found = [*_made(paths.backups), *_snapshots(driver, paths)]
    return sorted(found, key=lambda one: one.made, reverse=True)


def database_of(backup: Backup) -> Path:
    path = Path(backup.path)
    return path / DATABASE if path.is_dir() else path


def thin(driver: Driver, paths: Paths, kept: int, now: int, spared: Collection[str]) -> None:
    """Of those made by themselves so many stay, the newest, and a few of the others; those that are spared, by their
    paths, in any case. Only while `making.alone`."""
    for backup in surplus(all_backups(driver, paths), kept, now):
        if backup.path not in spared:
            with suppress(OSError):
                erase(paths, backup)
    forget_pictures(paths)


def surplus(every: Sequence[Backup], kept: int, now: int) -> Iterator[Backup]:
    """Those that are too many. What was made in days to come, while a clock was wrong, counts as the oldest."""
    in_order = sorted(every, key=lambda one: (one.made < now + _DAY, one.made), reverse=True)
    for occasions, most in ((ROTATING, kept), *_STAY):
        yield from [one for one in in_order if one.occasion in occasions][most:]


def erase(paths: Paths, backup: Backup) -> None:
    """For good. Only what lies where backups are. Raises OSError."""
    path = Path(backup.path)
    if path.parent == paths.backups and path.is_dir():
        aside = path.with_name(f".{path.name}{PARTIAL}")  # half of one is none
        path.rename(aside)
        shutil.rmtree(aside)
    elif path.parent == paths.data and _SNAPSHOT.fullmatch(path.stem):
        path.unlink(missing_ok=True)


def forget_pictures(paths: Paths) -> None:
    """Those that belong to no backup any more. Only while `making.alone`."""
    folders = [folder for folder in _folders(paths.backups) if (folder / DATABASE).exists()]
    with suppress(OSError):  # nobody knows what a backup needs whose list cannot be read
        wanted = {name for folder in folders for name in picture_names(folder)}
        forget_all_but(wanted, paths.backups / POOL)


def _made(backups: Path) -> Iterator[Backup]:
    for folder in _folders(backups):
        with suppress(BackupRefused, OSError):
            yield told(folder, read_manifest(folder))


def _folders(backups: Path) -> list[Path]:
    if not backups.is_dir():
        return []
    return [folder for folder in backups.iterdir() if folder.is_dir() and folder.name[0] != "." and folder.name != POOL]


def _snapshots(driver: Driver, paths: Paths) -> Iterator[Backup]:
    """What was put aside before a migration."""
    for path in paths.data.glob(snapshots(paths)):
        with suppress(OSError, sqlite3.Error):
            version, counts = glanced_at(driver, path)
            stat = path.stat()
            made = stat.st_mtime_ns // 1_000_000
            yield Backup(str(path), Occasion.MIGRATION, made, version, counts, stat.st_size)
