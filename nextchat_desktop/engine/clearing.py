"""Beginning anew: settings as they were at first, conversations into the bin, or everything gone for good.

All but the last is undone like everything else.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, Protocol

from nextchat_desktop.engine.commands import COMMANDS
from nextchat_desktop.engine.deeds import Deeds, Undo
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.engine.shortcuts import option_of
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import OPTIONS, TITLE_MODEL
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words


class Binned(Protocol):
    def delete(self, ids: Collection[str], now: int) -> None: ...
    def restore(self, ids: Collection[str]) -> None: ...


class Clearing:
    """`forget_keys` forgets what is kept for every connection and gives the names of those of whom something is left;
    `erase` has everything erased at the next start. Both may throw BackupRefused, the second OSError, too."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        binned: Binned,
        deeds: Deeds,
        words: Words,
        clock: Clock,
        forget_keys: Callable[[], list[str]],
        erase: Callable[[], None],
    ) -> None:
        self._settings, self._library, self._binned = settings, library, binned
        self._deeds, self._words, self._clock = deeds, words, clock
        self.forget_keys = forget_keys
        self.erase = erase

    def changed_settings(self) -> list[Option[Any]]:
        """Those a person has chosen otherwise. What the program remembers by itself is none of them."""
        shown = [option for option in OPTIONS if option.page or option is TITLE_MODEL]
        return [option for option in [*shown, *map(option_of, COMMANDS)] if self._settings.is_changed(option)]

    def reset_settings(self) -> bool:
        """Whether there was anything to be put back. May throw OSError, and then holds for this run only."""
        changed = self.changed_settings()
        if changed:
            wanted = {option: self._settings.default_of(option) for option in changed}
            self._deeds.did(self._words.plural("data.reset.done", len(changed)), self._set(wanted))
        return bool(changed)

    def delete_all(self) -> bool:
        """Every conversation into the bin, from which all come back within thirty days. May throw NotWritten."""
        ids = [conversation.id for conversation in self._library.all()]
        if ids:
            self._deeds.did(self._words.plural("data.delete_all.done", len(ids)), self._delete(ids))
        return bool(ids)

    def _set(self, wanted: Mapping[Option[Any], Any]) -> Undo:
        before, failed = {option: self._settings[option] for option in wanted}, None
        for option, value in wanted.items():
            try:
                self._settings[option] = value
            except OSError as error:  # the others hold for this run, too
                failed = error
        if failed is not None:
            raise failed
        return partial(self._set, before)

    def _delete(self, ids: list[str]) -> Undo:
        for id in ids:
            self._library.stop(id)
        self._binned.delete(ids, self._clock())
        for id in ids:
            self._library.let_go(id)
        return partial(self._restore, ids)

    def _restore(self, ids: list[str]) -> Undo:
        self._binned.restore(ids)
        for id in ids:
            self._library.changed.tell(id)
        return partial(self._delete, ids)
