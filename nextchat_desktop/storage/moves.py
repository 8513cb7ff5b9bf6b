"""The data of one installation as something that can be measured and moved, from whichever thread."""

from dataclasses import dataclass
from pathlib import Path

from nextchat_desktop.core.data_folder import CannotMove, Move, Obstacle, Sizes
from nextchat_desktop.core.labour import Watch
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.presence import Presence
from nextchat_desktop.storage.whereabouts import Pointer, at, left_behind, pointer


@dataclass(frozen=True, slots=True)
class Moves:
    """`usual` is where the data would lie had nobody moved them. What can throw, throws CannotMove or OSError."""

    driver: Driver
    usual: Paths
    paths: Paths
    presence: Presence
    is_portable: bool

    def sizes(self, watch: Watch) -> Sizes:
        from nextchat_desktop.storage.moving import sizes  # no start of the program needs any of these

        return sizes(self.paths, watch)

    def plan(self, chosen: Path) -> Move:
        from nextchat_desktop.storage.ground import check, cloud_of, folder_in, free_at

        self._need_to_be_allowed()
        to = folder_in(chosen, own=chosen in (self.usual.data, self.paths.data))
        size = self.sizes(lambda _done: None).moved
        check(self.driver, to, self.paths, size, self._left())
        return Move(str(to), size, free_at(to), cloud_of(to))

    def move(self, to: Path, watch: Watch) -> None:
        """The rest is done at the next start."""
        from nextchat_desktop.storage.moving import prepare
        from nextchat_desktop.storage.proving import prove

        self._need_to_be_allowed()
        if (now := self._last()) is not None:
            prove(self.usual, now)  # where they were before that nobody would look for them any more
        prepare(self.driver, self.usual, self.paths, to, watch)

    def take_back(self) -> None:
        """The data stay where they are, and nothing is left of what was copied. May throw OSError."""
        from nextchat_desktop.storage.backups.orders import Moving, done, given
        from nextchat_desktop.storage.moving import forget

        order = given(self.usual)
        if isinstance(order, Moving):
            forget(at(self.usual, Path(order.to)), order.made)
            done(self.usual)

    def _last(self) -> Pointer | None:
        """The last move, where it is the one to the data as they are used here."""
        now = pointer(self.usual)
        return now if now is not None and Path(now.data) == self.paths.data else None

    def _left(self) -> Path | None:
        """Where the data were before the last move, and still are."""
        now = self._last()
        left = left_behind(self.usual, now) if now is not None else None
        return left.data if left is not None else None

    def _need_to_be_allowed(self) -> None:
        if self.is_portable:
            raise CannotMove(Obstacle.PORTABLE)
        if self.presence.others:
            raise CannotMove(Obstacle.IN_USE)
