"""Makes one backup: a folder that has its name when all of it is there and was looked over. It makes none by itself."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from nextchat_desktop.core.backups import Backup, BackupRefused, Occasion, Refusal
from nextchat_desktop.core.labour import Watch, part, unwatched
from nextchat_desktop.storage.backups.copying import copy_database, copy_file, examined, pictures_of, refusal
from nextchat_desktop.storage.backups.manifest import (
    DATABASE,
    Manifest,
    told,
    write_manifest,
    write_picture_names,
)
from nextchat_desktop.storage.backups.pictures import brought
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.files import synced
from nextchat_desktop.storage.lock import Claim
from nextchat_desktop.storage.paths import Paths, ensure

PARTIAL = ".partial"
POOL = "pictures"
"""What all backups have in common lies beside them."""
PATIENCE = 60.0
"""Seconds that a person who wants a backup waits for one that is being made, perhaps by this program itself."""
_OFTEN = 0.05
_SPARE = 64 << 20
"""Bytes that stay free for others."""


def opened_folder(paths: Paths) -> Path:
    """Where a backup lies that was taken out of its file to be looked into."""
    return paths.backups / ".opened"


@contextmanager
def alone(backups: Path, watch: Watch = unwatched, patience: float = 0.0) -> Iterator[None]:
    """Nobody else makes or erases a backup meanwhile. What was left half made goes. Raises BackupRefused where somebody
    does, and still does after these seconds; CalledOff."""
    claim = _claimed(ensure(backups) / "making", watch, patience)
    try:
        for left in backups.glob(f".*{PARTIAL}"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        claim.release()


def _claimed(path: Path, watch: Watch, patience: float) -> Claim:
    until = time.monotonic() + patience
    while (claim := Claim.take(path)) is None:
        watch(0)
        if time.monotonic() >= until:
            raise BackupRefused(Refusal.IN_USE)
        time.sleep(_OFTEN)
    return claim


def make(driver: Driver, paths: Paths, about: Manifest, watch: Watch) -> Backup:
    """Only while `alone`. Raises CalledOff, BackupRefused, OSError, and has then left nothing behind."""
    partial = ensure(paths.backups) / f".{_name(about)}{PARTIAL}"
    with _taken_back(partial):
        manifest = fill(driver, paths, partial, about, part(watch, 0, 0.8))
        pictures = brought(_listed(driver, partial), paths.blobs, paths.backups / POOL, part(watch, 0.8, 1))
        manifest.pictures = pictures
        write_manifest(partial, manifest)
        synced(partial)
        watch(1)
        whole = _free_name(paths.backups, _name(about))
        partial.rename(whole)
    synced(paths.backups)
    return told(whole, manifest)


def fill(driver: Driver, paths: Paths, folder: Path, about: Manifest, watch: Watch) -> Manifest:
    """Everything but pictures and manifest into a folder, looked over. Gives what the manifest is to say."""
    need_room(folder.parent, _size(paths.database))
    ensure(folder)
    try:
        made = copy_database(driver, paths.database, folder / DATABASE, part(watch, 0, 0.7))
    except sqlite3.Error as error:
        raise refusal(error) from error
    files = []
    for file in paths.texts:
        if file.is_file():
            copy_file(file, folder / file.name, part(watch, 0.7, 0.7))
            files.append(file.name)
    version, counts = examined(driver, folder / DATABASE, part(watch, 0.7, 1))
    if counts != made:
        raise BackupRefused(Refusal.BROKEN)
    return Manifest(
        occasion=about.occasion,
        made=about.made,
        database=version,
        program=about.program,
        conversations=counts.conversations,
        messages=counts.messages,
        masks=counts.masks,
        files=tuple(files),
    )


def about(occasion: Occasion, made: int, program: str) -> Manifest:
    """What is known of one before it is made."""
    return Manifest(occasion=occasion, made=made, database=0, program=program)


def need_room(folder: Path, size: int) -> None:
    """Raises BackupRefused where so many bytes would fill the disk."""
    if shutil.disk_usage(ensure(folder)).free < size + size // 10 + _SPARE:
        raise BackupRefused(Refusal.NO_ROOM)


def _size(database: Path) -> int:
    """With what has not been taken in yet."""
    files = database, database.with_name(f"{database.name}-wal")
    return sum(file.stat().st_size for file in files if file.exists())


def _listed(driver: Driver, folder: Path) -> set[str]:
    names = pictures_of(driver, folder / DATABASE)
    write_picture_names(folder, names)
    return names


def _name(about: Manifest) -> str:
    """Sorted by name they are sorted by time."""
    return f"{datetime.fromtimestamp(about.made / 1000, UTC):%Y%m%dT%H%M%SZ}-{about.occasion}"


def _free_name(folder: Path, name: str) -> Path:
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}"
    return target


@contextmanager
def _taken_back(partial: Path) -> Iterator[None]:
    shutil.rmtree(partial, ignore_errors=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(partial)
        raise
