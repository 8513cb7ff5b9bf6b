"""Which options a dialect puts on the wire, and what of a chat's options says anything. Knows no dialect."""

from collections.abc import Iterable, Mapping
from typing import Any

JSON_OBJECT = {"type": "json_object"}
"""How many services are told to answer with JSON."""


def free(names: Mapping[str, str], refused: frozenset[str]) -> frozenset[str]:
    """The options whose field on the wire has not been refused."""
    return frozenset(option for option, wire in names.items() if wire not in refused)


def said(options: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """Those of the known options that say something: none that is empty, and no switch that is off."""
    found = {name: options.get(name) for name in known}
    return {name: value for name, value in found.items() if not _is_nothing(value)}


def named(options: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The same under the names of the wire."""
    return {names[name]: _plain(value) for name, value in said(options, names).items()}


def stops(options: Mapping[str, Any]) -> list[str]:
    """The texts at which an answer is to end."""
    stop = options.get("stop")
    texts = [stop] if isinstance(stop, str) else stop if isinstance(stop, list | tuple) else []
    return [text for text in texts if isinstance(text, str) and text]


def _is_nothing(value: object) -> bool:
    return value is None or value is False or (isinstance(value, str | list | tuple) and not value)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
