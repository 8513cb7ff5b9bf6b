"""The threads and assistants in the data folder of Jan, or in an archive of it → conversations and masks."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import Broken, values
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, parsed, text
from nextchat_desktop.interchange.foreign.one_or_many import is_shadow
from nextchat_desktop.interchange.foreign.text import as_utf8
from nextchat_desktop.records.reading import mapping

_ID = "jan"
_THREAD = re.compile(r"(?:^|.*/)threads/[^/]+/thread\.json")
_ASSISTANT = re.compile(r"(?:^|.*/)assistants/[^/]+/assistant\.json")
_MESSAGES = "messages.jsonl"


def _fits(seen: Glimpse) -> bool:
    return any(_THREAD.fullmatch(one) for one in seen.members)


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    parts = Gathering(keep)
    known: dict[str, Mask] = {}
    for member in _members(source, _ASSISTANT):
        for found in _objects(source, member, parts):
            mask = _mask(found)
            yield from turns.masks([mask])
            if mask is not None:
                known[mask.id] = mask
    for member in _members(source, _THREAD):
        for found in _objects(source, member, parts):
            head, model = _head(found, member, known)
            rows = list(_rows(source, member.removesuffix("thread.json") + _MESSAGES, parts))
            messages = (_message(row, place, model, parts) for place, row in enumerate(rows))
            yield turns.conversation(head, turns.chained(one for one in messages if one is not None), model)
            yield from parts.missed(head.title)
    yield from parts.missed("")


FORM = Format(_ID, "Jan", _fits, _read)


def _members(source: Source, like: re.Pattern[str]) -> list[str]:
    return sorted(one for one in source.members if like.fullmatch(one) and not is_shadow(one))


def _objects(source: Source, member: str, parts: Gathering) -> list[dict[str, Any]]:
    """What stands in one of many small files; one that is broken does not keep the others from being read."""
    try:
        return [mapping(value) for _, value in values(source, ("",), member)]
    except Broken:
        parts.miss(Why.BROKEN)
        return []


def _rows(source: Source, member: str, parts: Gathering) -> Iterator[dict[str, Any]]:
    """A message a line; one line that is broken is one message."""
    if member not in source.members:
        return
    with closing(source.open(member)) as stream:
        readable, _ = as_utf8(stream)
        for written in readable:
            if not written.strip():
                continue
            row = parsed(written.decode("utf-8", "replace"))
            if isinstance(row, dict):
                yield row
            else:
                parts.miss(Why.MESSAGE)


def _mask(found: Mapping[str, Any]) -> Mask | None:
    id = name(found.get("id")) or name(found.get("assistant_id"))
    called = line(found.get("name")) or line(found.get("assistant_name"))
    made = Mask(id, called, turns.avatar(found.get("avatar")), line(found.get("description")))
    options = mapping(found.get("parameters"))
    return turns.mask(made, found.get("instructions"), {key: options.get(key) for key in ("temperature", "top_p")})


def _head(thread: Mapping[str, Any], member: str, known: Mapping[str, Mask]) -> tuple[Conversation, str]:
    """With the name of the model."""
    about = mapping(thread.get("metadata"))
    assistant = next(mappings(thread.get("assistants")), {})
    mask = _mask(assistant)
    if mask is not None and not mask.name and mask.id in known:
        mask = known[mask.id]
    model = mapping(assistant.get("model")) or mapping(thread.get("model"))
    head = Conversation(
        name(thread.get("id")) or member,
        line(thread.get("title")) or line(about.get("title")),
        created=milliseconds(thread.get("created")),
        updated=milliseconds(thread.get("updated")),
        mask=turns.begun_with(mask, _ID),
        folder=line(mapping(about.get("project")).get("name")) or None,
        pinned=True in (thread.get("isFavorite"), about.get("is_favorite")),
    )
    return head, line(model.get("id"))


def _message(row: Mapping[str, Any], place: int, model: str, parts: Gathering) -> Message | None:
    role = turns.role_of(row.get("role"))
    if role is None:
        parts.miss(Why.TOOL if row.get("role") == "tool" else Why.MESSAGE)
        return None
    about = mapping(row.get("metadata"))
    author = line(about.get("modelId")) or model
    message = Message(
        name(row.get("id")) or own_id(str(place), text(row.get("role")), line(row.get("content"))),
        role,
        created=milliseconds(row.get("created_at")) or milliseconds(row.get("created")),
        author=author if role is Role.ASSISTANT else "",
    )
    failure = None
    if row.get("status") == "error" or row.get("error_code"):
        parts.miss(Why.FAILURE)
        failure = turns.failed(about.get("error") or row.get("error_code"))
    files = [line(mapping(one).get("file_id")) for one in mappings(row.get("attachments"))]
    content = parts.attached(_parts(row, about, parts), files)
    return turns.turn(message, content, failure, is_cut=row.get("status") in ("pending", "stopped"))


def _parts(row: Mapping[str, Any], about: Mapping[str, Any], parts: Gathering) -> Iterator[Part]:
    yield from parts.content(row.get("content"))
    for one in mappings(about.get("tool_calls")):
        call = mapping(one.get("tool"))
        function = mapping(call.get("function"))
        yield from parts.call(call.get("id"), function.get("name"), function.get("arguments"))
