"""Backups and places in words: sizes, what is in a backup, what it would change, and what stands in the way."""

import errno
from collections.abc import Iterator

from nextchat_desktop.core.backups import Backup, BackupRefused, Counts, Difference, Refusal
from nextchat_desktop.core.data_folder import CannotMove, Sizes
from nextchat_desktop.core.labour import CalledOff
from nextchat_desktop.words.amounts import size
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed
from nextchat_desktop.words.times import date_and_time

_COUNTS = ("conversations", "messages", "masks", "pictures")
_BETWEEN = " · "


def sizes(words: Words, found: Sizes) -> str:
    parts = {name: size(words, getattr(found, name)) for name in ("conversations", "pictures", "backups", "index")}
    return words("data.sizes", **parts)


def contents(words: Words, counts: Counts) -> str:
    """What there is of, conversations always."""
    found = ((name, getattr(counts, name)) for name in _COUNTS)
    return _BETWEEN.join(
        words.plural(f"data.count.{name}", count) for name, count in found if count or name == "conversations"
    )


def note(words: Words, backup: Backup) -> str:
    """A backup in a line, without its time."""
    parts = (words(f"data.occasion.{backup.occasion}"), contents(words, backup.counts), size(words, backup.size))
    return _BETWEEN.join(parts)


def about(words: Words, backup: Backup) -> str:
    """What is in it, in a few lines."""
    made = words("data.made_by", program=backup.program) if backup.program else ""
    head = words("data.preview", when=date_and_time(words, backup.made))
    rest = _BETWEEN.join(part for part in (contents(words, backup.counts), size(words, backup.size), made) if part)
    return f"{head}\n{rest}"


def changes(words: Words, backup: Backup, difference: Difference) -> str:
    """What restoring it would change, a line each."""
    return "\n".join(_changes(words, backup, difference))


def trouble(words: Words, error: Exception) -> str:
    """Why something was not done, and what to do."""
    match error:
        case CalledOff():
            return words("data.called_off")
        case BackupRefused(reason=reason):
            return words(f"data.refused.{reason}")
        case CannotMove(obstacle=obstacle):
            return words(f"data.obstacle.{obstacle}")
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return words(f"data.refused.{Refusal.NO_ROOM}")
        case _:
            return words("data.not_done", detail=str(error))


def told_rescue(words: Words, backup: Backup) -> str:
    """Of a backup that could take the place of what cannot be opened."""
    when, what = date_and_time(words, backup.made), contents(words, backup.counts)
    return words("start.rescue", when=when, contents=what, path=backup.path)


def _changes(words: Words, backup: Backup, difference: Difference) -> Iterator[str]:
    counted = [(name, getattr(difference, name)) for name in ("gone", "back", "changed")]
    for name, count in counted:
        if count:
            yield words.plural(f"data.change.{name}", count)
    if not any(count for _, count in counted):
        yield words("data.change.none")
    for name in ("connections_gone", "connections_back", "connections_changed"):
        if names := getattr(difference, name):
            yield words(f"data.change.{name}", names=listed(words, names))
    if difference.settings:
        yield words("data.change.settings")
    if not backup.has_settings:
        yield words("data.change.only_database")
    yield words("data.change.undo")
