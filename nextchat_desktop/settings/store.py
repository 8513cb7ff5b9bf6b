"""The person's choices while the program runs. It is handed a place that keeps text, and knows no file."""

import logging
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from nextchat_desktop.core.policy import Giver
from nextchat_desktop.settings.option import InvalidValue, Option

T = TypeVar("T")
log = logging.getLogger(__name__)


class Keeping(Protocol):
    """Where the settings are kept as text."""

    def read(self) -> str: ...

    def write(self, text: str) -> None: ...

    def set_aside(self) -> None:
        """Keeps a text that could not be read, under another name."""
        ...


@dataclass(frozen=True, slots=True)
class Layer:
    """Values by key that somebody else has laid down, checked already."""

    giver: Giver
    values: Mapping[str, Any] = field(repr=False)


class Settings:
    """Only what differs from the defaults is kept; comments and rows of newer versions are left as they are.

    What lies `above` the person's choices holds, the first of it before the rest; what lies `below` counts where the
    person has said nothing, in place of the default. What reads a text for the sake of its comments is loaded with the
    first change.
    """

    def __init__(self, keeping: Keeping, above: Sequence[Layer] = (), below: Sequence[Layer] = ()) -> None:
        self._keeping = keeping
        self._above, self._below = tuple(above), tuple(below)
        self._text = keeping.read()
        self._plain = self._read()
        self._unwritten: dict[str, object] = {}
        """Values by key; None stands for the default."""
        self._listeners: list[Callable[[Option[Any]], None]] = []

    def __getitem__(self, option: Option[T]) -> T:
        held = self._above and _layer_of(option, self._above)
        if held:
            return option.kind.check(held.values[option.key])
        value = _found(self._plain, option.key)
        if value is None:
            return self.default_of(option)
        try:
            return option.kind.check(value)
        except InvalidValue as error:
            log.warning("setting %s: %s; the default is used", option.key, error)
            return self.default_of(option)

    def __setitem__(self, option: Option[T], value: T) -> None:
        """Tells the listeners and keeps the value. Raises InvalidValue, and OSError if it holds for this run only.

        What is held stays as it is.
        """
        checked = option.kind.check(value)
        if checked == self[option] or self.held_by(option) is not None:
            return
        self._unwritten[option.key] = None if checked == self.default_of(option) else checked
        _change(self._plain, self._unwritten)
        for listener in list(self._listeners):
            listener(option)
        self._write()

    def listen(self, listener: Callable[[Option[Any]], None]) -> None:
        self._listeners.append(listener)

    def silence(self, listener: Callable[[Option[Any]], None]) -> None:
        self._listeners.remove(listener)

    def is_changed(self, option: Option[Any]) -> bool:
        return self.held_by(option) is None and bool(self[option] != self.default_of(option))

    def held_by(self, option: Option[Any]) -> Giver | None:
        """Who has settled this, so that the person cannot; None where they can."""
        layer = _layer_of(option, self._above)
        return layer.giver if layer else None

    def default_of(self, option: Option[T]) -> T:
        """What counts where the person has said nothing."""
        layer = self._below and _layer_of(option, self._below)
        return option.kind.check(layer.values[option.key]) if layer else option.default

    def _read(self) -> dict[str, Any]:
        """What is kept, as values alone. What cannot be read is set aside, as it was."""
        if not self._text:
            return {}
        import tomllib

        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            self._set_aside(error)
            self._text = ""
            return {}

    def _write(self) -> None:
        """Another process may have written meanwhile; that shows here at the next start."""
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            kept = tomlkit.parse(self._keeping.read())
        except TOMLKitError as error:
            self._set_aside(error)
            kept = tomlkit.parse(self._text)
        _change(kept, self._unwritten)
        text = tomlkit.dumps(kept)
        self._keeping.write(text)
        self._text = text
        self._unwritten.clear()

    def _set_aside(self, error: Exception) -> None:
        log.warning("the settings could not be read and were set aside: %s", error)
        self._keeping.set_aside()


def _layer_of(option: Option[Any], layers: Sequence[Layer]) -> Layer | None:
    return next((layer for layer in layers if option.key in layer.values), None)


def _found(document: Mapping[str, Any], key: str) -> Any:
    """The value under this key, also where somebody has left out its quotation marks or made a table of the group."""
    group, _, name = key.partition(".")
    table = document.get(group)
    return document.get(key, table.get(name) if isinstance(table, Mapping) else None)


def _change(document: MutableMapping[str, Any], values: Mapping[str, object]) -> None:
    for key, value in values.items():
        group, _, name = key.partition(".")
        table = document.get(group)
        if isinstance(table, MutableMapping):
            table.pop(name, None)
        if value is not None:
            document[key] = value
        else:
            document.pop(key, None)
