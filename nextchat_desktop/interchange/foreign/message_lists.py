"""Conversations as lists of messages, the way models are trained on them and programs pass them on.

ShareGPT's shape, OpenAI's, Chatbot UI's, and logs with a message a line; of each a list, lines or one alone. What
people say to each other, and tables in which somebody has a role, are none.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.chatgpt_web import prompts
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text
from nextchat_desktop.interchange.foreign.text import as_utf8
from nextchat_desktop.records.reading import mapping

_LISTS = ("conversations", "conversation", "items", "messages", "dialogue", "dialog", "chat", "history")
_SPEAKERS = ("role", "from", "speaker", "author")
_SAYINGS = ("content", "value", "text", "message")
_TITLES = ("title", "name", "topic")
_TIMES = ("create_time", "created_at", "createdAt", "timestamp", "date", "time")
_TOOLS = ("tool", "function", "function_call", "observation", "tool_call")
_LONGEST_TITLE = 60
_GLANCE = 1 << 12
"""Bytes within which a file shows what it begins with."""
_HISTORY, _PROMPTS = "history.item", "prompts.item"
"""Where Chatbot UI, and what was made of it, keeps conversations and prompts."""
_BEGINS_HISTORY = re.compile(rb'\{\s*(?:"version"\s*:\s*\d+\s*,\s*)?"history"\s*:')


def _fits(seen: Glimpse) -> bool:
    """Those who speak and what they say stand in lists, or alone."""
    tops = ("", "item.", *(f"{top}{one}.item." for top in ("", "item.", f"{_HISTORY}.") for one in _LISTS))
    return any(
        seen.has(top + speaker, top + saying) for top in tops for speaker in _SPEAKERS[:3] for saying in _SAYINGS[:3]
    )


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    parts = Gathering(keep)
    stem = source.name.rpartition(".")[0]
    log: list[dict[str, Any]] = []
    for place, value in values(source, _places(source)):
        found = mapping(value)
        if place == _PROMPTS:
            yield from prompts([{"key": found.get("name"), "value": found.get("content")}])
            continue
        rows = next((found[one] for one in _LISTS if isinstance(found.get(one), list)), None)
        if rows is None and _speaker(found):
            log.append(found)
        elif rows and _is_talk(rows):
            yield _conversation(found, list(mappings(rows)), parts)
            yield from parts.missed("")
        else:
            yield Unread(Why.EMPTY if rows == [] else Why.CONVERSATION)
    if _is_talk(log) and any(turns.role_of(_speaker(row)) is Role.ASSISTANT for row in log):
        yield _conversation({"title": stem}, log, parts)
        yield from parts.missed(stem)
    elif log:
        yield Unread(Why.UNKNOWN, source.name)


FORM = Format("messages", "ShareGPT / OpenAI JSON", _fits, _read)


def _is_talk(rows: list[Any]) -> bool:
    """Whether those who speak are, for the most part, a person and a program."""
    known = sum(turns.role_of(_speaker(row)) is not None or _speaker(row) in _TOOLS for row in mappings(rows))
    return known * 2 >= len(rows) > 0


def _places(source: Source) -> tuple[str, ...]:
    """Where what it has stands: in a list, in a history with prompts beside it, or in one object or several."""
    with closing(source.open()) as stream:
        readable, _ = as_utf8(stream)
        begins = readable.read(_GLANCE).lstrip()
    if begins.startswith(b"["):
        return ("item",)
    return (_HISTORY, _PROMPTS) if _BEGINS_HISTORY.match(begins) else ("",)


def _conversation(found: Mapping[str, Any], rows: list[dict[str, Any]], parts: Gathering) -> Found:
    said = (_message(row, place, parts) for place, row in enumerate(rows))
    messages = turns.chained(one for one in said if one is not None)
    title = next((line(found.get(one)) for one in _TITLES if line(found.get(one))), "")
    first = next((line(one.text) for one in messages if one.role is Role.USER), "")
    id = name(found.get("id")) or own_id(*(one.text for one in messages))
    head = Conversation(
        id,
        title or first[:_LONGEST_TITLE],
        created=_time(found),
        parameters=turns.instructed(found.get("system") or found.get("prompt")),
    )
    model = line(found.get("model")) or line(mapping(found.get("model")).get("name"))
    model = next((one.author for one in reversed(messages) if one.author), model)
    return turns.conversation(head, messages, model)


def _message(row: Mapping[str, Any], place: int, parts: Gathering) -> Message | None:
    speaker = _speaker(row)
    role = turns.role_of(speaker)
    if role is None:
        parts.miss(Why.TOOL if speaker.casefold() in _TOOLS else Why.MESSAGE)
        return None
    author = line(row.get("model")) if role is Role.ASSISTANT else ""
    message = Message(name(row.get("id")) or str(place), role, created=_time(row), author=author)
    return turns.turn(message, _parts(row, parts))


def _parts(row: Mapping[str, Any], parts: Gathering) -> Iterator[Part]:
    yield from parts.thought(row.get("reasoning_content") or row.get("reasoning"))
    yield from parts.content(next((row[one] for one in _SAYINGS if row.get(one)), None))
    for call in mappings(row.get("tool_calls")):
        function = mapping(call.get("function"))
        yield from parts.call(call.get("id"), function.get("name"), function.get("arguments"))


def _speaker(row: Mapping[str, Any]) -> str:
    return next((said for one in _SPEAKERS if (said := text(row.get(one)).strip())), "")


def _time(row: Mapping[str, Any]) -> int:
    return next((time for one in _TIMES if (time := milliseconds(row.get(one)))), 0)
