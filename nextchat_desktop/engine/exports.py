"""Giving conversations out: which ones, as they are now, in which shape. It knows neither file nor window.

Nothing of a connection goes along but the name of the model that answered, so that no key can be in what is given out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.conversation import Folder
from nextchat_desktop.core.exporting import ALL, Exported, Manner, Order, Scope, Shape, Whole
from nextchat_desktop.core.labour import CalledOff, Do, Watch
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session

OnProgress = Callable[[float], object]
OnDone = Callable[[Exported | Exception], object]


class Exporter(Protocol):
    """Reads conversations and writes them. Raises OSError, and then has left nothing of a file."""

    def write(self, order: Order, path: Path, watch: Watch) -> Exported: ...
    def pieces(self, order: Order, watch: Watch) -> Iterator[bytes]: ...
    def titles(self, scope: Scope) -> list[tuple[str, str]]: ...
    def whole(self, id: str) -> Whole | None: ...


@dataclass(frozen=True, slots=True)
class ExportsWorld:
    exporter: Exporter
    do: Do
    library: Library
    folders: Callable[[], Sequence[Folder]]
    own_masks: Callable[[], Iterable[Mask]]
    own_prompts: Callable[[], Iterable[Prompt]]
    connections: Callable[[], Iterable[Connection]]


class Saving:
    """A file that is being written."""

    def __init__(self) -> None:
        self._is_called_off = False
        self._errand: Run | None = None

    def cancel(self) -> None:
        """Ends it soon. What came of it is told all the same: CalledOff, unless all was written by then."""
        self._is_called_off = True

    def leave(self) -> None:
        """Ends it, and nobody is told any more."""
        self.cancel()
        if self._errand is not None:
            self._errand.cancel()

    def begin(self, do: Do, write: Callable[[Watch], Exported], progress: OnProgress, done: OnDone) -> "Saving":
        self._errand = do(lambda watch: write(partial(self._watched, watch)), progress, done)
        return self

    def _watched(self, watch: Watch, part: float) -> None:
        """On the thread that writes."""
        if self._is_called_off:
            raise CalledOff
        watch(part)


class Exports:
    """Used on the owner's thread only."""

    def __init__(self, world: ExportsWorld) -> None:
        self._world = world

    @property
    def folders(self) -> Sequence[Folder]:
        return self._world.folders()

    def titles(self, scope: Scope) -> list[tuple[str, str]]:
        """Which conversations those are: ids and titles, the oldest first, or as they were chosen. Raises OSError."""
        return self._world.exporter.titles(scope)

    def whole(self, id: str) -> Whole | None:
        """A conversation as it is now, also while an answer is arriving. None where there is none. Raises OSError."""
        session = self._world.library.in_memory(id)
        return self.as_it_is(session) if session is not None else self._world.exporter.whole(id)

    def as_it_is(self, session: Session) -> Whole:
        head = session.conversation
        names = {folder.id: folder.name for folder in self.folders}
        messages, memories = tuple(session.messages.values()), tuple(session.memories)
        return Whole(head, messages, memories, names.get(head.folder or "", ""))

    def order(self, scope: Scope, manner: Manner, whole: Whole | None = None, is_packed: bool = False) -> Order:
        """`whole` stands for the one conversation that is meant. Own masks and prompts go along with everything into
        what NextChat takes."""
        world = self._world
        goes_whole = scope == ALL and manner.shape is Shape.NEXTCHAT
        return Order(
            scope,
            manner,
            {whole.head.id: whole} if whole is not None else self._here(scope),
            {one.id: one.service for one in world.connections()},
            tuple(world.own_masks()) if goes_whole else (),
            tuple(world.own_prompts()) if goes_whole else (),
            is_packed,
        )

    def save(self, order: Order, path: Path, progress: OnProgress, done: OnDone) -> Saving:
        """Into a file, in a thread of its own. `done` is told once what came of it."""
        return Saving().begin(self._world.do, partial(self._world.exporter.write, order, path), progress, done)

    def save_now(self, order: Order, path: Path, watch: Watch) -> Exported:
        """The same, while everybody waits. Raises what `watch` raises, and OSError."""
        return self._world.exporter.write(order, path, watch)

    def pieces(self, order: Order, watch: Watch) -> Iterator[bytes]:
        """What would be in the file, unless that is a zip. Raises OSError."""
        return self._world.exporter.pieces(order, watch)

    def _here(self, scope: Scope) -> dict[str, Whole]:
        """What the disk does not know yet: answers that are arriving, and what it has not taken."""
        wholes = (self.as_it_is(session) for session in self._world.library.ahead_of_disk())
        wanted = frozenset(scope.ids or ())
        return {
            one.head.id: one
            for one in wholes
            if one.head.id in wanted or (scope.ids is None and scope.folder in ("", one.head.folder))
        }
