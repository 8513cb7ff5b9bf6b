"""The pictures of all backups, each kept once. It does not know what mentions them.

A blob is named after what it contains and never changed, so a second name for the same file is as good as a copy: it
takes no room, and stays when the first is erased. Where a file system knows no second names, the file is copied.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from nextchat_desktop.core.labour import Watch
from nextchat_desktop.storage.paths import ensure


def blob_path(folder: Path, name: str) -> Path:
    return folder / name[:2] / name


def brought(names: Iterable[str], source: Path, target: Path, watch: Watch) -> int:
    """Puts those that are not there beside those that are; gives how many there are now. What the source has not got
    is left out. Raises CalledOff, OSError."""
    wanted, there = sorted(names), 0
    for place, name in enumerate(wanted):
        watch(place / len(wanted))
        there += bring(blob_path(source, name), blob_path(target, name))
    return there


def bring(source: Path, target: Path) -> bool:
    """Whether it is there now, whole."""
    try:
        size = source.stat().st_size
    except OSError:
        return target.is_file()
    with suppress(OSError):
        if target.stat().st_size == size or is_whole(target):  # a disk may have cut off the other
            os.utime(target)  # nobody is to take it for one that is not wanted
            return True
    ensure(target.parent)
    fresh = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    try:
        _second_name(source, fresh)
        fresh.replace(target)
        os.utime(target)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def is_whole(path: Path) -> bool:
    """Whether it contains what it is named after."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name


def forget_all_but(wanted: set[str], pool: Path) -> None:
    for file in _files(pool):
        if file.name not in wanted:
            with suppress(OSError):
                file.unlink()


def _files(pool: Path) -> Iterator[Path]:
    return (file for folder in _folders(pool) for file in folder.iterdir() if file.is_file())


def _folders(pool: Path) -> list[Path]:
    return [folder for folder in pool.iterdir() if folder.is_dir()] if pool.is_dir() else []


def _second_name(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
