"""What was done with the data at a start, before anything was opened. It does none of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """Nothing, at most starts. Times are in UTC milliseconds, texts are paths."""

    restored: int = 0
    """When the backup was made that is in place now."""
    undo: str = ""
    """The backup of what was there before."""
    moved: str = ""
    not_moved: str = ""
    """Why the data lie where they were; the system's own sentence."""
