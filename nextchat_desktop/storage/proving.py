"""Erases what was left in the folder that the data were moved from, once the new one has proved to hold them."""

from contextlib import suppress
from pathlib import Path

from nextchat_desktop.storage.later import PAUSE, Later
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.whereabouts import Pointer, at, left_behind, point, pointer


def proving(usual: Paths, data: Path, pause: float = PAUSE) -> Later:
    """A program that has run for a while with the data in their new folder has proved it. `data` is the folder that is
    used."""
    now = pointer(usual)
    is_due = now is not None and not now.proven and Path(now.data) == data
    return Later("proving", lambda _is_over: _proved(usual, now), is_due, pause)


def _proved(usual: Paths, now: Pointer | None) -> None:
    with suppress(OSError):
        if now is not None:
            prove(usual, now)


def prove(usual: Paths, now: Pointer) -> None:
    """Erases what was left behind, where the data are seen to be elsewhere. Raises OSError."""
    from nextchat_desktop.storage.belongings import data_of, erase  # hardly any start needs it

    left = left_behind(usual, now)
    if left is None or not at(usual, Path(now.data)).database.is_file():
        return
    for path in data_of(left):
        erase(path)
    with suppress(OSError):  # something else lies there, or the settings do
        left.data.rmdir()
    point(usual, Pointer(data=now.data, before=now.before, proven=True, used=True))
