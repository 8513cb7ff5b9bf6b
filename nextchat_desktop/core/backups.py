"""What a backup says of itself, what restoring it would change, and why one cannot be taken. It knows no file."""

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
