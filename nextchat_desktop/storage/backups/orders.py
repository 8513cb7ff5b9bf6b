"""What is to be done at the next start, before anything is opened.

A file says so; it is there from the moment that all is prepared until the last of it is done, so that a start after a
crash goes on. Each step can be done twice.
"""

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from nextchat_desktop.storage.belongings import REPLACED, STAGED_CONFIG, STAGED_DATA, erase, everything
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.files import synced, write_atomically
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.whereabouts import order_file

_BESIDE = ("-wal", "-shm", "-journal")


class Restoring(msgspec.Struct, tag="restore", kw_only=True):
    """What lies in the folders of what is prepared takes its place. Without `files`, only the database does."""

    made: int
    """When the backup was made, in UTC milliseconds."""
    files: tuple[str, ...] | None = None
    """Settings and connections that come back; of those that are not named here none stays."""
    undo: str = ""
    """The backup of what was there before."""
    keeps_replaced: bool = False
    """The database that was there cannot be read, and so is in no backup."""


class Erasing(msgspec.Struct, tag="erase"):
    """Everything goes, for good."""


class Copying(msgspec.Struct, tag="copy"):
    """What is being copied into this folder for a move is no use to anybody unless it is finished."""

    to: str
    made: bool
    """Whether the folder was made for it."""


class Moving(msgspec.Struct, tag="move"):
    """The data are to lie in this folder; most of them have been copied."""

    to: str
    made: bool = True
    """Whether the folder was made for it."""


Order = Restoring | Erasing | Copying | Moving
Act = Callable[[], object]
Step = Callable[[str], None]
"""Is told what is done next; a test ends the work there."""


def give(paths: Paths, order: Order) -> None:
    """From now on it will be carried out, whatever happens."""
    write_atomically(order_file(paths), msgspec.json.encode(order))


def given(paths: Paths) -> Order | None:
    """None also where nobody can read what is said there."""
    found: Order | None = None
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        found = msgspec.json.decode(order_file(paths).read_bytes(), type=Order)
    return found


def done(paths: Paths) -> None:
    """Nothing is to be done any more."""
    order_file(paths).unlink(missing_ok=True)
    with suppress(OSError):
        synced(paths.config)


def carry_out(paths: Paths, steps: Iterable[tuple[str, Act]], step: Step = lambda _what: None) -> None:
    """Raises OSError where the system does not let it; then the next start goes on."""
    for what, act in steps:
        step(what)
        act()
    step("done")
    done(paths)


def forget_staged(paths: Paths) -> None:
    """What was prepared and never came to be."""
    for folder in (paths.data / STAGED_DATA, paths.config / STAGED_CONFIG):
        shutil.rmtree(folder, ignore_errors=True)


def restoring(driver: Driver, paths: Paths, order: Restoring) -> Iterator[tuple[str, Act]]:
    from nextchat_desktop.storage.backups import undoing  # hardly any start needs it

    staged, aside = paths.data / STAGED_DATA, paths.data / REPLACED
    fresh, undo = staged / paths.database.name, Path(order.undo)
    if order.undo and fresh.exists():
        yield "keep the settings that were there", partial(undoing.keep_texts, paths, undo)
    for end in (*_BESIDE, ""):
        old = paths.database.with_name(paths.database.name + end)
        yield f"put aside {old.name}", partial(_put_aside, fresh, old, aside)
    yield "put the database in its place", partial(_put, fresh, paths.database)
    if order.undo:
        replaced = aside / paths.database.name
        yield "keep the database that was there", partial(undoing.keep_database, driver, paths, replaced, undo)
    for end in ("", *_BESIDE):
        index = paths.search_index.with_name(paths.search_index.name + end)
        yield f"erase {index.name}", partial(erase, index)
    for file in paths.texts if order.files is not None else ():
        yield f"put {file.name} in its place", partial(_put_text, paths, file, order.files or ())
    if order.keeps_replaced:
        yield "keep what was there", partial(_keep_apart, aside)
    for folder in (staged, paths.config / STAGED_CONFIG, aside):
        yield f"erase {folder.name}", partial(erase, folder)


def erasing(paths: Paths) -> Iterator[tuple[str, Act]]:
    for file in everything(paths):
        yield f"erase {file.name}", partial(erase, file)


def _put_aside(fresh: Path, old: Path, aside: Path) -> None:
    """While the new one waits: once it is in its place, what lies there is the new one."""
    if fresh.exists() and old.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        os.replace(old, aside / old.name)


def _put(fresh: Path, place: Path) -> None:
    if fresh.exists():
        os.replace(fresh, place)
        synced(place.parent)


def _put_text(paths: Paths, file: Path, names: Collection[str]) -> None:
    staged = paths.config / STAGED_CONFIG
    if file.name not in names:
        if staged.is_dir():
            file.unlink(missing_ok=True)
        return
    try:
        _put(staged / file.name, Path(os.path.realpath(file)))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_atomically(
            file, (staged / file.name).read_bytes()
        )  # somebody keeps them on another disk, and a link here


def _keep_apart(aside: Path) -> None:
    """Under a name of its own, where nobody erases it."""
    number = 1
    while aside.exists():
        target = aside.with_name(f"{aside.name}-{number}")
        if not target.exists():
            aside.rename(target)
        number += 1
