"""Pieces of tool calls → events. Servers differ in what they say of the call that a piece belongs to. Total."""

import json
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import ToolCallDelta
from nextchat_desktop.providers.chunks import fields, text

_OLD_WAY = "function_call"
"""The place of the one call there could be before there were several."""


class Calls:
    """Puts the pieces where they belong: by their index, else by their id, else by their position."""

    def __init__(self) -> None:
        self._by_index: dict[object, int] = {}
        self._ids: list[str] = []
        self._names: list[str] = []

    def __bool__(self) -> bool:
        """Whether anything has been called."""
        return bool(self._ids)

    def feed(self, pieces: list[dict[str, Any]]) -> Iterator[ToolCallDelta]:
        for position, piece in enumerate(pieces):
            yield from self._piece(piece, position if len(pieces) > 1 else len(self._ids) - 1)

    def feed_old(self, call: object) -> Iterator[ToolCallDelta]:
        """The deprecated field, which has neither index nor id."""
        if isinstance(call, dict):
            yield from self._piece({"index": _OLD_WAY, "function": call}, 0)

    def _piece(self, piece: dict[str, Any], position: int) -> Iterator[ToolCallDelta]:
        function = fields(piece.get("function") or piece.get("custom"))
        id, name = text(piece.get("id")), text(function.get("name"))
        arguments = _json(function.get("arguments", function.get("input")))
        if id or name or arguments:
            place = self._place(piece.get("index"), id, name, position)
            new_id, new_name = self._first(self._ids, place, id), self._first(self._names, place, name)
            if new_id or new_name or arguments:
                yield ToolCallDelta(place, new_id, new_name, arguments)

    def _place(self, index: object, id: str, name: str, position: int) -> int:
        found = self._by_index.get(index) if isinstance(index, int | str) else self._unnumbered(id, name, position)
        is_another = found is not None and id and name and self._ids[found] not in ("", id)
        if found is None or is_another:  # some number every call 0
            found = len(self._ids)
            self._ids.append("")
            self._names.append("")
        if isinstance(index, int | str):
            self._by_index[index] = found
        return found

    def _unnumbered(self, id: str, name: str, position: int) -> int | None:
        if id:
            return self._ids.index(id) if id in self._ids else None
        return None if name or not 0 <= position < len(self._ids) else position

    @staticmethod
    def _first(known: list[str], place: int, said: str) -> str:
        """What is said, if it is the first time."""
        if known[place]:
            return ""
        known[place] = said
        return said


def _json(arguments: object) -> str:
    """Arguments are a piece of JSON, or the whole of it as JSON."""
    if arguments is None or isinstance(arguments, str):
        return arguments or ""
    return json.dumps(arguments, ensure_ascii=False)
