"""What a backup says of itself, when one is due, what restoring it would change, and why one cannot be taken. It knows
no file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Occasion(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    BY_HAND = "by_hand"
    RESTORING = "restoring"
    """Made of what was there before another was restored."""
    MIGRATION = "migration"
    """The database alone, before a newer version of the program changed it."""


ROTATING = frozenset((Occasion.DAILY, Occasion.WEEKLY))
"""Of those that are made by themselves only some are kept."""


@dataclass(frozen=True, slots=True)
class Counts:
    conversations: int = 0
    messages: int = 0
    masks: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Backup:
    """`made` is in UTC milliseconds, `version` that of the database, `size` in bytes without pictures, which all
    backups have in common. One without settings is of the database alone."""

    path: str
    occasion: Occasion
    made: int
    version: int
    counts: Counts
    size: int = 0
    program: str = ""
    has_settings: bool = False


_HOUR = 60 * 60 * 1000
SPANS = {Occasion.DAILY: 20 * _HOUR, Occasion.WEEKLY: 6 * 24 * _HOUR + 12 * _HOUR}
"""Milliseconds from one to the next: somewhat less than a day, for who starts a little earlier than yesterday."""


def is_due(occasion: Occasion, backups: Sequence[Backup], now: int) -> bool:
    """What was made in days to come, while the clock was wrong, does not count."""
    made = (one.made for one in backups if one.occasion in ROTATING)
    last = max((one for one in made if one - now <= SPANS[occasion]), default=None)
    return last is None or now - last >= SPANS[occasion]


@dataclass(frozen=True, slots=True)
class Difference:
    """What restoring would change: conversations that would be gone, back or as they were before; connections by their
    names; and whether settings are others."""

    gone: int = 0
    back: int = 0
    changed: int = 0
    connections_gone: tuple[str, ...] = ()
    connections_back: tuple[str, ...] = ()
    connections_changed: tuple[str, ...] = ()
    settings: bool = False


class Refusal(StrEnum):
    NEWER = "newer"
    """A later version of the program made it."""
    BROKEN = "broken"
    NOT_ONE = "not_one"
    """The file is something else."""
    OWN_PLACE = "own_place"
    """A file is to be saved where the program keeps what is its own."""
    NO_ROOM = "no_room"
    IN_USE = "in_use"
    """Another window or command works with the same data."""


class BackupRefused(Exception):
    """Nothing was changed. `detail` is the system's own sentence, for the folded details."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
