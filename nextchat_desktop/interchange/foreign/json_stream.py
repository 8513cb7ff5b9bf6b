"""JSON of any size, read a piece at a time. It knows no program's files."""

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from io import BytesIO
from typing import Any, BinaryIO

import ijson

from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.surrogates import WholeLetters
from nextchat_desktop.interchange.foreign.text import as_utf8

_BLOCK = 1 << 16
"""Bytes that are parsed at once; the interpreter is held that long."""
_LARGEST = 1 << 23
"""Bytes that are parsed at once of a text that is longer than all of this."""
_SEEN = 4000
"""Places that are looked at in the beginning of a file."""
_DEEPEST = 300
"""Lists and objects within each other; no program that keeps conversations makes so many."""
_VALUE_BEGINS = frozenset(("null", "boolean", "number", "string", "start_map", "start_array"))

_Event = tuple[str, str, Any]
"""A place, what happens there, and its value."""


class Broken(Exception):
    """From here on it is no JSON. What came before was whole."""


def values(
    source: Source, places: Collection[str] | Callable[[str], bool], member: str = "", deepest: int = _DEEPEST
) -> Iterator[tuple[str, Any]]:
    """The values at these places, each with its place, as they stand in the file; none of them within another.

    A place is the names on the way to it with dots between, `item` for each thing in a list, empty for the whole. A
    value is what `json.loads` would give. Raises Broken, and what the source raises.
    """
    with closing(source.open(member)) as stream:
        readable, _ = as_utf8(stream)
        yield from _built(_events(readable, deepest), places if callable(places) else frozenset(places).__contains__)


def places_in(head: bytes) -> frozenset[str]:
    """Where the beginning of a file has something, as `values` names places; nothing where it is no JSON."""
    seen: set[str] = set()
    with suppress(Broken):  # the beginning ends in the middle of something
        for place, event, _ in _events(BytesIO(head)):
            if event in _VALUE_BEGINS:
                seen.add(place)
            if len(seen) > _SEEN:
                break
    return frozenset(seen)


def _events(stream: BinaryIO, deepest: int = _DEEPEST) -> Iterator[_Event]:
    """What happens where. The parser's own way of naming places costs the square of the depth."""
    names, letters = [""], WholeLetters(_Blocks(stream))
    try:
        for event, value in ijson.basic_parse(letters, use_float=True, multiple_values=True, buf_size=_BLOCK):
            if event == "map_key":
                names[-1] = _within(names[-2], value)
            elif event.startswith("end_"):
                names.pop()
            yield names[-1], event, value
            if event.startswith("start_"):
                names.append(_within(names[-1], "item"))
                if len(names) > deepest:
                    raise Broken("too deep")
    except (ijson.JSONError, ValueError, OverflowError) as error:
        raise Broken(str(error)) from None


class _Blocks:
    """Gives as much at once as there is of a text without an end: the parser begins it anew with every block."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._begun = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(max(size, self._begun), _LARGEST))
        self._begun = 0 if b'"' in data else self._begun + len(data)
        return data


def _within(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _built(events: Iterator[_Event], is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, Any]]:
    builder, wanted, depth = None, "", 0
    for place, event, value in events:
        if builder is None:
            if event not in _VALUE_BEGINS or not is_wanted(place):
                continue
            builder, wanted, depth = ijson.ObjectBuilder(), place, 0
        builder.event(event, value)
        depth += event.startswith("start_") - event.startswith("end_")
        if depth == 0:
            found, builder = builder.value, None
            yield wanted, found
