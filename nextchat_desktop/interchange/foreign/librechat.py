"""LibreChat's export of one conversation, as a list or as a tree → the conversation with its branches."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameter_table import checked
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text
from nextchat_desktop.records.reading import listing, mapping

_DEEPEST = 8_000
"""In a tree each message stands within the one before it."""
_LISTS = ("messages", "messagesTree")
_ALOUD = re.compile(r"\s*:::thinking\n(.*?)\n:::\s*", re.DOTALL)
"""How older versions wrote down a thought."""
_OPTIONS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "topP": "top_p",
    "presence_penalty": "presence_penalty",
    "frequency_penalty": "frequency_penalty",
    "max_tokens": "max_tokens",
    "maxOutputTokens": "max_tokens",
    "reasoning_effort": "reasoning_effort",
}


def _fits(seen: Glimpse) -> bool:
    return seen.has("conversationId") and any(seen.has(one) for one in (*_LISTS, "options", "endpoint"))


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    parts = Gathering(keep)
    for _, value in values(source, ("",), deepest=_DEEPEST):
        found = mapping(value)
        rows = next((found[one] for one in _LISTS if isinstance(found.get(one), list)), None)
        if rows is None:
            yield Unread(Why.CONVERSATION)
            continue
        head = _head(found)
        yield _conversation(head, _flat(rows, parts), parts)
        yield from parts.missed(head.title)


FORM = Format("librechat", "LibreChat", _fits, _read)


def _head(found: Mapping[str, Any]) -> Conversation:
    options = mapping(found.get("options"))
    told = checked({ours: options[theirs] for theirs, ours in _OPTIONS.items() if theirs in options})
    system = next((said for key in ("promptPrefix", "system", "instructions") if (said := text(options.get(key)))), "")
    parameters = replace(told, system=turns.instructed(system).system)
    return Conversation(name(found.get("conversationId")), line(found.get("title")), parameters=parameters)


def _flat(rows: list[Any], parts: Gathering) -> Iterator[dict[str, Any]]:
    """One after the other, those above before those below; however deep they stand."""
    waiting: list[tuple[Any, str]] = [(one, "") for one in reversed(rows)]
    for place in count():
        if not waiting:
            return
        found, above = waiting.pop()
        row = mapping(found)
        if not row:
            parts.miss(Why.MESSAGE)
            continue
        id = name(row.get("messageId")) or name(row.get("_id")) or f"#{place}"
        waiting += [(one, id) for one in reversed(listing(row.get("children")))]
        parent = name(row.get("parentMessageId")) or above
        yield {**row, "messageId": id, "parentMessageId": parent, "children": None}


def _conversation(head: Conversation, rows: Iterator[dict[str, Any]], parts: Gathering) -> Found:
    every = [(row, _message(row, parts)) for row in rows]
    parents = {row["messageId"]: row["parentMessageId"] for row, _ in every if row["parentMessageId"]}
    tree = turns.bridged([one for _, one in every if one is not None], parents)
    latest = max(tree, key=lambda one: one.created, default=None) if all(one.created for one in tree) else None
    model = next((line(row.get("model")) for row, _ in reversed(every) if line(row.get("model"))), "")
    return turns.conversation(replace(head, leaf=latest.id if latest else None), tree, model)


def _message(row: Mapping[str, Any], parts: Gathering) -> Message | None:
    role = Role.USER if _is_from_user(row) else Role.ASSISTANT
    author = line(row.get("model")) or line(row.get("sender")) if role is Role.ASSISTANT else ""
    message = Message(row["messageId"], role, created=milliseconds(row.get("createdAt")), author=author)
    content = listing(row.get("content"))
    wrong = next((one for one in mappings(content) if one.get("type") == "error"), {})
    if row.get("error") is True or wrong:
        parts.miss(Why.FAILURE)
        detail = wrong.get("error") or wrong.get("text") or row.get("text")
        return turns.turn(message, (), turns.failed(mapping(detail).get("value") or detail))
    files = list(mappings(row.get("files")))
    pictures = [one for one in files if text(one.get("type")).startswith("image/")]
    parts.miss(Why.PICTURE_ELSEWHERE, len(pictures))
    names = [line(one.get("filename")) for one in files if one not in pictures]
    told = parts.attached(_parts(row, content, parts), names)
    return turns.turn(message, told, is_cut=row.get("unfinished") is True)


def _is_from_user(row: Mapping[str, Any]) -> bool:
    by = row.get("isCreatedByUser")
    return by if isinstance(by, bool) else text(row.get("sender")).casefold() == "user"


def _parts(row: Mapping[str, Any], content: list[Any], parts: Gathering) -> Iterator[Part]:
    if content:
        yield from parts.content(content)
        return
    said = text(row.get("text"))
    aloud = _ALOUD.match(said)
    if aloud is not None:
        yield from parts.thought(aloud[1])
    yield from parts.said(said[aloud.end() :] if aloud is not None else said)
