"""What a response consists of: its output items, its counts, why it ended. Pure and total."""

import json
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import KeepsakeAdded, Usage
from nextchat_desktop.core.parts import Keepsake
from nextchat_desktop.providers.chunks import count, dicts, fields, text

KEEPSAKE = "responses"
"""The kind of what the service wants to see again: the item itself."""

CALLS = {"function_call": "arguments", "custom_tool_call": "input"}
"""Items that ask for something to be done, and where they say with what. All others the service does itself."""

_BEGINS = "response.output_item.added"
_REASONS = {"max_output_tokens": "length", "max_tokens": "length"}


class Items:
    """Which item an event speaks of.

    Some servers give each event another id, some number every item 0, and some leave out one or the other: an id that
    is known counts before a number.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._count = 0

    def of(self, event: dict[str, Any]) -> int:
        """The number of the item in order of appearance, from 0."""
        item, index = fields(event.get("item")), event.get("output_index")
        ids = [text(item.get("call_id")), text(item.get("id")), text(event.get("item_id"))]
        names = [name for name in (*ids, f"#{index}" if isinstance(index, int) else "") if name]
        known = [self._known[name] for name in names if name in self._known]
        if not names:
            return max(self._count - 1, 0)
        if not known or self._is_another(event, ids):
            known = [self._count]
            self._count += 1
            self._known.update(dict.fromkeys(names, known[0]))
        return known[0]

    def _is_another(self, event: dict[str, Any], ids: list[str]) -> bool:
        """Whether an item begins under a number that is taken."""
        is_call, begins = bool(ids[0]), event.get("type") == _BEGINS
        return (begins and not any(id in self._known for id in ids)) or (is_call and ids[0] not in self._known)


def texts_of(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a message says, as (output_text or refusal, text)."""
    for part in dicts(item.get("content")):
        kind = "refusal" if part.get("type") == "refusal" else "output_text"
        yield kind, text(part.get("refusal" if kind == "refusal" else "text"))


def thoughts_of(item: dict[str, Any]) -> str:
    """What a reasoning item lets be read: its summary, else what was thought."""
    summary = [text(part.get("text")) for part in dicts(item.get("summary"))]
    thought = summary or [text(part.get("text")) for part in dicts(item.get("content"))]
    return "\n\n".join(filter(None, thought))


def keepsake_of(item: dict[str, Any]) -> Iterator[KeepsakeAdded]:
    if item.get("encrypted_content"):
        yield KeepsakeAdded(Keepsake(KEEPSAKE, json.dumps(item, ensure_ascii=False, separators=(",", ":"))))


def usage_of(response: dict[str, Any]) -> Iterator[Usage]:
    usage = response.get("usage")
    if isinstance(usage, dict):
        yield Usage(
            prompt=count(usage.get("input_tokens")),
            reply=count(usage.get("output_tokens")),
            reasoning=count(fields(usage.get("output_tokens_details")).get("reasoning_tokens")),
            cached=count(fields(usage.get("input_tokens_details")).get("cached_tokens")),
        )


def reason_of(response: dict[str, Any]) -> str:
    """Why an incomplete response ended."""
    reason = text(fields(response.get("incomplete_details")).get("reason"))
    return _REASONS.get(reason, reason) or "incomplete"
