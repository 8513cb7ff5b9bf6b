"""Where the data lie, how large they are, and how they get elsewhere. It knows no file and no thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from nextchat_desktop.core.data_folder import Move, Sizes, Where
from nextchat_desktop.core.labour import Do, Watch
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.backups import Progress


class MovesData(Protocol):
    """Used in any thread. What can throw, throws CannotMove or OSError; what is handed a Watch, CalledOff, too."""

    def sizes(self, watch: Watch) -> Sizes: ...
    def plan(self, chosen: Path) -> Move: ...
    def move(self, to: Path, watch: Watch) -> None: ...
    def take_back(self) -> None: ...


class DataFolder:
    """Each errand is done beside the window; what is handed `done` is the answer or the exception."""

    def __init__(self, where: Where, moves: MovesData, do: Do) -> None:
        self.where = where
        self._moves = moves
        self._do = do

    def measure(self, done: Callable[[Sizes | Exception], object]) -> Run:
        return self._do(self._moves.sizes, lambda _part: None, done)

    def plan(self, chosen: str, done: Callable[[Move | Exception], object]) -> Run:
        """What moving the data into this folder, or into one of their own in it, would mean."""
        return self._do(lambda _watch: self._moves.plan(Path(chosen)), lambda _part: None, done)

    def move(self, move: Move, progress: Progress, done: Callable[[Exception | None], object]) -> Run:
        """When it is done the program has to be started again, which does the rest."""
        return self._do(partial(self._moves.move, Path(move.to)), progress, done, self._moves.take_back)
