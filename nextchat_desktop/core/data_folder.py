"""Where the data lie and how much room they take, and what stands in the way of another place. It knows no file."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sizes:
    """In bytes. What backups and pictures have in common is counted as pictures, since it takes no more room."""

    conversations: int = 0
    index: int = 0
    pictures: int = 0
    backups: int = 0
    settings: int = 0

    @property
    def moved(self) -> int:
        """What goes along where the data are moved; the index is made anew."""
        return self.conversations + self.pictures + self.backups


@dataclass(frozen=True, slots=True)
class Where:
    """`usual` is where the data would lie had nobody moved them."""

    data: str
    config: str
    usual: str
    program: str = ""
    """The folder of the program that carries its data with it; empty where it does not."""

    @property
    def is_moved(self) -> bool:
        return self.data != self.usual

    @property
    def is_portable(self) -> bool:
        return bool(self.program)


class Obstacle(StrEnum):
    READ_ONLY = "read_only"
    NO_LOCKS = "no_locks"
    """A folder on the network where two programs could write at once and spoil everything."""
    NO_ROOM = "no_room"
    INSIDE = "inside"
    """The place lies within the data, or they within it."""
    OCCUPIED = "occupied"
    """Data of this program lie there already."""
    PORTABLE = "portable"
    IN_USE = "in_use"


class CannotMove(Exception):
    """Nothing was changed. `detail` is the system's own sentence."""

    def __init__(self, obstacle: Obstacle, detail: str = "") -> None:
        super().__init__(obstacle, detail)
        self.obstacle = obstacle
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Move:
    """What would be moved where. `cloud` is the service that would carry the files elsewhere; empty for none."""

    to: str
    size: int
    free: int
    cloud: str = ""
