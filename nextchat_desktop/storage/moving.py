"""Moves the data to another folder: what is large while the program runs, the rest at the next start.

The old folder keeps everything until a start has proved that the new one holds it. It does not know who asked for it.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from nextchat_desktop.core.backups import BackupRefused
from nextchat_desktop.core.data_folder import CannotMove, Obstacle, Sizes
from nextchat_desktop.core.labour import Watch, part, unwatched
from nextchat_desktop.storage.backups.copying import copy_database, copy_file, examined
from nextchat_desktop.storage.backups.orders import Act, Copying, Moving, done, give
from nextchat_desktop.storage.belongings import data_of, erase, folders, loose, small
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.files import synced
from nextchat_desktop.storage.ground import check
from nextchat_desktop.storage.paths import Paths, ensure
from nextchat_desktop.storage.whereabouts import Pointer, at, point


def sizes(paths: Paths, watch: Watch = unwatched) -> Sizes:
    """How much room everything takes."""
    beside = ("", "-wal", "-shm")
    database, index = (
        sum(_size(file.with_name(file.name + end)) for end in beside) for file in (paths.database, paths.search_index)
    )
    seen: set[tuple[int, int]] = set()
    pictures = sum(_once(file, seen) for file in _files(paths.blobs, watch))
    backups = sum(_once(file, seen) for path in (paths.backups, *loose(paths)) for file in _files(path, watch))
    settings = sum(_size(file) for file in paths.texts)
    return Sizes(database, index, pictures, backups, settings)


def prepare(driver: Driver, usual: Paths, paths: Paths, to: Path, watch: Watch) -> None:
    """Copies what is large, and has the rest done at the next start.

    Raises CalledOff, CannotMove, OSError, and has then taken everything back.
    """
    check(driver, to, paths, sizes(paths).moved)
    made = not to.exists()
    target = at(usual, to)
    try:
        give(usual, Copying(str(to), made))  # what a crash leaves there is taken back by the next start
        _copied(_carried(paths, target, watch), part(watch, 0, 0.99))
        watch(0.99)
        give(usual, Moving(str(to), made))
    except BaseException:
        forget(target, made)
        done(usual)
        raise


def arriving(driver: Driver, usual: Paths, paths: Paths, order: Moving) -> Iterator[tuple[str, Act]]:
    """What is done at the start, with nobody else there: then the data lie in the other folder."""
    target = at(usual, Path(order.to))
    if target.data == paths.data:  # a start before has come so far
        return
    yield "copy the database", partial(_copy_database, driver, paths, target)
    yield "copy the rest", partial(_copy_rest, paths, target)
    yield "point there", lambda: point(usual, Pointer(data=order.to, before=str(paths.data)))


def forget(target: Paths, made: bool) -> None:
    """Takes back what was copied; nothing else that lies there."""
    for path in data_of(target):
        with suppress(OSError):
            erase(path)
    if made:
        with suppress(OSError):
            target.data.rmdir()


def _copy_database(driver: Driver, paths: Paths, target: Paths) -> None:
    fresh = ensure(target.data) / f".{target.database.name}.moving"
    fresh.unlink(missing_ok=True)
    try:
        counts = copy_database(driver, paths.database, fresh, unwatched)
        if examined(driver, fresh, unwatched)[1] != counts:
            raise OSError(str(fresh))
    except BackupRefused as error:
        raise OSError(error.detail or str(error.reason)) from error
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    os.replace(fresh, target.database)
    synced(target.data)


def _copy_rest(paths: Paths, target: Paths) -> None:
    """What has come or changed meanwhile; and what has gone, goes there, too."""
    files = _carried(paths, target, unwatched)
    _copied([(here, there) for here, there in files if _size(here) != _size(there) or here in small(paths)], unwatched)
    wanted = {there for _, there in files}
    for there in [file for file in _files(target.backups, unwatched) if file not in wanted]:
        there.unlink()
        with suppress(OSError):
            there.parent.rmdir()


def _carried(paths: Paths, target: Paths, watch: Watch) -> list[tuple[Path, Path]]:
    """Every file beside the database that goes along, and where it goes."""
    places = [*zip(folders(paths), folders(target), strict=True)]
    places += [(path, target.data / path.name) for path in loose(paths)]
    return [(file, there / file.relative_to(here)) for here, there in places for file in _files(here, watch)]


def _copied(files: list[tuple[Path, Path]], watch: Watch) -> None:
    """What backups have in common with the pictures is one file there, too, where the file system lets it."""
    total, done = max(1, sum(_size(here) for here, _ in files)), 0
    twins: dict[tuple[int, int], Path] = {}
    for here, there in files:
        size = _size(here)
        ensure(there.parent)
        there.unlink(missing_ok=True)
        with suppress(FileNotFoundError):  # it has been erased meanwhile
            _copy(here, there, twins, part(watch, done / total, min(1.0, (done + size) / total)))
        done += size


def _copy(here: Path, there: Path, twins: dict[tuple[int, int], Path], watch: Watch) -> None:
    stat = here.stat()
    twin = twins.setdefault((stat.st_dev, stat.st_ino), there)
    if twin is not there:
        with suppress(OSError):
            os.link(twin, there)
            return
    copy_file(here, there, watch)
    with suppress(OSError):  # a disk may know nothing of it
        shutil.copystat(here, there)
    if _digest(here) != _digest(there):
        raise CannotMove(Obstacle.READ_ONLY, str(there))


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _files(place: Path, watch: Watch) -> Iterator[Path]:
    """All in a folder, or the file itself."""
    for file in place.rglob("*") if place.is_dir() else (place,):
        watch(0)
        if file.is_file() and not file.is_symlink() and not _is_half(file.relative_to(place)):
            yield file


def _is_half(file: Path) -> bool:
    """Half written, or a lock."""
    return file.suffix == ".lock" or any(part.startswith(".") for part in file.parts)


def _once(file: Path, seen: set[tuple[int, int]]) -> int:
    """A file with two names is counted once."""
    try:
        stat = file.stat()
    except OSError:
        return 0
    key = stat.st_dev, stat.st_ino
    if stat.st_ino and key in seen:
        return 0
    seen.add(key)
    return stat.st_size


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
