"""Importing as people do it: a look first, then all of it at once, with a way back. It knows no file and no window.

Connections and settings that are found come in only where that was wished for, and with the rest or not at all.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from nextchat_desktop.core.arriving import Brought, ImportReport, Progress
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Folder
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.setups import Opened, Secrets, SetUp
from nextchat_desktop.engine.clouds import Clouds
from nextchat_desktop.engine.deeds import Deeds, Undo, together
from nextchat_desktop.engine.importing import Present
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.setups import RISKY, Look, SetUps, Taking
from nextchat_desktop.engine.telling_imports import TellingImports
from nextchat_desktop.words.catalogue import Words

OnProgress = Callable[[Progress], object]
OnDone = Callable[[ImportReport], object]


class Running(Protocol):
    """An import on its way. `cancel` does not wait. `close` does, leaves nothing running, and gives what came of it if
    nobody has been told."""

    def cancel(self) -> None: ...
    def close(self) -> ImportReport | None: ...


class StartImport(Protocol):
    """Reads these files in a thread of its own. What it tells is told on the owner's thread; the report once, last."""

    def __call__(
        self, paths: Sequence[Path], present: Present, is_trial: bool, on_progress: OnProgress, on_done: OnDone
    ) -> Running: ...


class Takes(Protocol):
    """Takes an import back, and brings it again. May raise NotWritten; then nothing is different. Is told before and
    after one that it comes."""

    def make_way(self, is_coming: bool) -> None: ...
    def take_back(self, brought: Brought, now: int) -> None: ...
    def bring_again(self, brought: Brought, at: int) -> None: ...


@dataclass(frozen=True, slots=True)
class ImportsWorld:
    """`quiet_setups` takes connections and settings in, and tells of it those deeds that it is handed."""

    start: StartImport
    takes: Takes
    own_masks: Callable[[], Iterable[Mask]]
    folders: Callable[[], Iterable[Folder]]
    library: Library
    masks: Masks
    prompts: Prompts
    setup: Setup
    quiet_setups: Callable[[Deeds], SetUps]
    deeds: Deeds
    words: Words
    clock: Clock
    clouds: Clouds


class Imports:
    """`arrived` tells that conversations have come in or gone again, very many perhaps."""

    def __init__(self, world: ImportsWorld) -> None:
        self._world = world
        self._running: list[tuple[Running, list[Undo]]] = []
        self._telling = TellingImports(world.words)
        self.arrived = Notice()

    @property
    def clouds(self) -> Clouds:
        """What fetches a file from the net, to be looked at like any other."""
        return self._world.clouds

    def look(self, paths: Sequence[Path], on_progress: OnProgress, on_done: OnDone) -> Running:
        """What would come of it. Changes nothing."""
        return self._start(paths, True, on_progress, on_done)

    def bring(
        self,
        paths: Sequence[Path],
        on_progress: OnProgress,
        on_done: OnDone,
        beside: Look | None = None,
        taking: Taking | None = None,
    ) -> Running:
        """All that these files hold, and what is wished for of what was found `beside` the conversations.

        Raises NoKeeper, KeeperUnavailable or OSError where that cannot be kept; then nothing is different.
        """
        undos: list[Undo] = []
        if beside is not None and taking is not None and taking != Taking():
            undos.append(self._taken(beside, taking))

        self._world.takes.make_way(is_coming=True)
        return self._start(paths, False, on_progress, lambda report: on_done(self._settled(report, undos)), undos)

    def beside(self, report: ImportReport) -> Look:
        """The connections and settings that were found, among those that are here."""
        found = [replace(one.connection, id=str(place)) for place, one in enumerate(report.connections)]
        secrets = {
            str(place): Secrets(origin(one.connection.base_url), one.key, one.headers)
            for place, one in enumerate(report.connections)
        }
        values = {key: value for one in report.settings for key, value in one.values.items() if key not in RISKY}
        return self._world.quiet_setups(Deeds()).look(Opened(SetUp(connections=tuple(found), settings=values)), secrets)

    def close(self) -> None:
        """Ends what is on its way; what has not come in leaves nothing of what was wished for beside it."""
        for running, undos in self._running:
            report = running.close()
            if report is not None and report.trouble is not None:
                _left(undos)

    def _start(
        self,
        paths: Sequence[Path],
        is_trial: bool,
        on_progress: OnProgress,
        on_done: OnDone,
        undos: Sequence[Undo] = (),
    ) -> Running:
        """`undos` are of what was done for it before."""
        started: list[tuple[Running, list[Undo]]] = []

        def done(report: ImportReport) -> None:
            self._running = [one for one in self._running if one not in started]
            on_done(report)

        running = self._world.start(tuple(paths), self._present(), is_trial, on_progress, done)
        started.append((running, list(undos)))
        self._running += started
        return running

    def _present(self) -> Present:
        world = self._world
        models: dict[str, ModelChoice] = {}
        for choice in world.setup.choices():
            for name in (choice.model, world.setup.label(choice)):
                models.setdefault(name.casefold(), choice)
        connections = frozenset(one.id for one in world.setup.all())
        masks, prompts, folders = tuple(world.own_masks()), world.prompts.own(), tuple(world.folders())
        return Present(masks, prompts, folders, models, connections)

    def _taken(self, beside: Look, taking: Taking) -> Undo:
        quiet = Deeds()
        self._world.quiet_setups(quiet).take(beside, taking)
        return _undo_of(quiet)

    def _settled(self, report: ImportReport, undos: list[Undo]) -> ImportReport:
        """Tells what was done; where nothing came in, what was taken before it is taken back as far as that can be.

        What others have written meanwhile is taken in now, too.
        """
        self._world.takes.make_way(is_coming=False)
        self._take_in()
        if report.trouble is not None:
            undos = _left(undos)
        elif report.brought:
            undos.append(self._taking_back(report.brought))
        if undos:
            self._world.deeds.did(self._telling.deed(report), together(undos))
        return report

    def _taking_back(self, brought: Brought) -> Undo:
        return lambda: self._take_back(brought)

    def _take_back(self, brought: Brought) -> Undo:
        library, at = self._world.library, self._world.clock()
        for id in brought.conversations:
            library.stop(id)
        self._world.takes.take_back(brought, at)
        were_open = library.let_go_of(brought.conversations)
        self._tell(brought)
        return lambda: self._bring_again(brought, at, were_open)

    def _bring_again(self, brought: Brought, at: int, were_open: Collection[str]) -> Undo:
        self._world.takes.bring_again(brought, at)
        self._tell(brought, were_open)
        return self._taking_back(brought)

    def _take_in(self) -> None:
        """What has been written beside the owner's thread."""
        self._world.library.take_in()
        self._world.prompts.reload()
        self._world.masks.changed.tell("")
        self.arrived.tell("")

    def _tell(self, brought: Brought, conversations: Iterable[str] = ()) -> None:
        world = self._world
        if brought.messages:
            world.library.reload()
        if brought.prompts:
            world.prompts.reload()
        if brought.masks:
            world.masks.changed.tell("")
        self.arrived.tell("")
        for id in conversations:
            world.library.changed.tell(id)


def _left(undos: Sequence[Undo]) -> list[Undo]:
    """Undoes what can be undone now; gives the rest, as what keeps files or keys may refuse."""
    left = []
    for undo in undos:
        try:
            undo()
        except (NoKeeper, KeeperUnavailable, OSError):
            left.append(undo)
    return left


def _undo_of(deeds: Deeds) -> Undo:
    """All that these deeds remember, as one."""

    def undo() -> Undo:
        deeds.undo()
        return redo

    def redo() -> Undo:
        deeds.redo()
        return undo

    return undo
