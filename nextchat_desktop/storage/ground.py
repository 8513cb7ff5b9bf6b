"""Whether a folder can hold the data: whether it takes files, keeps two writers apart, and has room. It moves none."""

import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from nextchat_desktop.core.data_folder import CannotMove, Obstacle
from nextchat_desktop.storage.belongings import TRIAL, data_of
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.paths import Paths, ensure
from nextchat_desktop.storage.whereabouts import at

NAME = "NextChat Desktop"
_SPARE = 100 << 20
"""Bytes that are to be free beyond those of the data."""

_CLOUDS = {
    "Dropbox": r"Dropbox( .*)?",
    "OneDrive": r"OneDrive( .*| - .*)?",
    "iCloud": r"(Mobile Documents|iCloud ?Drive|com~apple~CloudDocs)",
    "Google Drive": r"(Google ?Drive|GoogleDrive.*|My Drive|我的云端硬盘)",
    "Nextcloud": r"(Nextcloud|ownCloud)\d*",
    "坚果云": r"(Nutstore( Files)?|坚果云|我的坚果云)",
    "百度网盘": r"(BaiduSyncdisk|BaiduNetdisk.*|百度网盘.*)",
    "Syncthing": r"Syncthing",
    "pCloud": r"p?Cloud ?Drive|pCloud.*",
}
"""What folders are called whose files a service carries elsewhere."""


def folder_in(chosen: Path, own: bool = False) -> Path:
    """The folder for the data in the one that was chosen: itself where it is empty, else one of their own in it."""
    chosen = chosen.expanduser().absolute()
    if own or not chosen.is_dir() or not any(chosen.iterdir()):
        return chosen
    return chosen / NAME


def cloud_of(folder: Path) -> str:
    """The service that carries these files elsewhere, as far as the names of the folders tell."""
    parts = folder.resolve().parts
    return next((name for name, form in _CLOUDS.items() if any(re.fullmatch(form, part) for part in parts)), "")


def free_at(folder: Path) -> int:
    """Bytes. Raises OSError."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(there).free


def check(driver: Driver, target: Path, paths: Paths, size: int, left: Path | None = None) -> None:
    """Raises CannotMove where the data cannot lie there. Nothing is left of the trial. `left` is the folder they were
    in before, which is cleared of them first."""
    ours = paths.data, paths.blobs, paths.cache, paths.logs
    if _is_within(paths.data, target) or any(_is_within(target, here) for here in ours):
        raise CannotMove(Obstacle.INSIDE)
    there = data_of(at(paths, target)) if target != left else []  # whatever is called as ours is taken for ours
    if any(path.exists() for path in there):
        raise CannotMove(Obstacle.OCCUPIED)
    made = _missing(target)
    try:
        ensure(target)
        _try(driver, target)
        if free_at(target) < size + size // 20 + _SPARE:
            raise CannotMove(Obstacle.NO_ROOM)
    except OSError as error:
        raise CannotMove(Obstacle.READ_ONLY, str(error)) from error
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()


def _is_within(folder: Path, other: Path) -> bool:
    """Whatever they are called; none is within itself."""
    above = folder.resolve().parents
    is_same = other.exists() and any(one.samefile(other) for one in above if one.exists())
    return is_same or other.resolve() in above


def _missing(folder: Path) -> list[Path]:
    """The folders that would have to be made, the innermost first."""
    return [one for one in (folder, *folder.parents) if not one.exists()]


def _try(driver: Driver, folder: Path) -> None:
    """Writes as the program will: two at once, of whom the second has to be held back. Raises CannotMove, OSError."""
    trial = folder / f"{TRIAL}{os.urandom(4).hex()}.db"
    try:
        trial.write_bytes(b"")
        with closing(driver.connect(trial)) as one, closing(driver.connect(trial)) as other:
            (mode,) = one.execute("PRAGMA journal_mode = WAL").fetchone()
            one.execute("CREATE TABLE trial (id INTEGER)")
            one.execute("BEGIN IMMEDIATE")
            other.execute("PRAGMA busy_timeout = 0")
            if mode != "wal" or not _is_held_back(other):
                raise CannotMove(Obstacle.NO_LOCKS)
            one.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise CannotMove(Obstacle.NO_LOCKS, str(error)) from error
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                trial.with_name(trial.name + end).unlink(missing_ok=True)


def _is_held_back(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    return False
