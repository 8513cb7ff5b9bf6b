"""Open WebUI's exports, of all chats or of one → conversations with their branches."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, number, text
from nextchat_desktop.interchange.foreign.one_or_many import objects
from nextchat_desktop.interchange.foreign.open_webui_text import said
from nextchat_desktop.records.reading import listing, mapping

_SIGNS = ("item.chat.history", "item.chat.messages", "item.chat.models", "chat.history", "history.currentId")
_FIELDS = ("id", "title", "chat", "history", "models", "system", "params", "tags", "meta", "pinned", "archived")
_TIMES = ("created_at", "updated_at", "timestamp")
_NO_FILES = ("collection", "web_search", "web_search_results", "chat", "note", "folder")
"""What stands among the files of a message and is none."""


def _fits(seen: Glimpse) -> bool:
    return any(seen.has(place) for place in _SIGNS)


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    parts = Gathering(keep)
    for value in objects(source, (*_FIELDS, *_TIMES), ("chat", "history")):
        row = mapping(value)
        chat = mapping(row.get("chat")) or row
        messages = list(_messages(chat))
        if not messages and "history" not in chat and "messages" not in chat:
            yield Unread(Why.CONVERSATION)
            continue
        head = _head(row, chat)
        yield _conversation(head, chat, messages, parts)
        yield from parts.missed(head.title)


FORM = Format("open-webui", "Open WebUI", _fits, _read)


def _head(row: Mapping[str, Any], chat: Mapping[str, Any]) -> Conversation:
    title = line(row.get("title")) or line(chat.get("title"))
    created = milliseconds(row.get("created_at")) or milliseconds(chat.get("timestamp"))
    system = text(chat.get("system")) or text(mapping(chat.get("params")).get("system"))
    tags = (*listing(mapping(row.get("meta")).get("tags")), *listing(chat.get("tags")))
    named = (line(mapping(one).get("name")) or line(one) for one in tags)
    return Conversation(
        name(row.get("id")) or name(chat.get("id")) or f"{title}/{created}",
        title,
        created=created,
        updated=milliseconds(row.get("updated_at")),
        leaf=name(mapping(chat.get("history")).get("currentId")) or None,
        parameters=turns.instructed(system),
        tags=tuple(dict.fromkeys(tag for tag in named if tag)),
        pinned=row.get("pinned") is True,
        archived=row.get("archived") is True,
    )


def _messages(chat: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Of the tree; where there is none, those in the list, each below the one before."""
    tree = mapping(mapping(chat.get("history")).get("messages"))
    rows = [{**mapping(one), "id": name(mapping(one).get("id")) or text(id)} for id, one in tree.items()]
    if rows:
        yield from sorted(rows, key=lambda row: milliseconds(row.get("timestamp")))
        return
    above = ""
    for place, one in enumerate(mappings(chat.get("messages"))):
        id = name(one.get("id")) or str(place)
        yield {"parentId": above, **one, "id": id}
        above = id


def _conversation(head: Conversation, chat: Mapping[str, Any], rows: list[dict[str, Any]], parts: Gathering) -> Found:
    found = (_message(row, parts) for row in rows)
    parents = {row["id"]: name(row.get("parentId")) for row in rows if name(row.get("parentId"))}
    tree = turns.bridged([one for one in found if one is not None], parents)
    leaf = turns.nearest(head.leaf, parents, {one.id for one in tree})
    model = next((line(one) for one in listing(chat.get("models")) if line(one)), "")
    return turns.conversation(replace(head, leaf=leaf), tree, model)


def _message(row: Mapping[str, Any], parts: Gathering) -> Message | None:
    role = turns.role_of(row.get("role"))
    if role is None:
        parts.miss(Why.TOOL if row.get("role") == "tool" else Why.MESSAGE)
        return None
    author = line(row.get("modelName")) or line(row.get("model"))
    message = Message(
        name(row.get("id")),
        role,
        created=milliseconds(row.get("timestamp")),
        author=author if role is Role.ASSISTANT else "",
    )
    failure = _failure(row.get("error"))
    parts.miss(Why.FAILURE, failure is not None)
    files = [one for one in mappings(row.get("files")) if not _is_picture(one) and one.get("type") not in _NO_FILES]
    content = parts.attached(_parts(row, role, parts), [line(one.get("name")) for one in files])
    return turns.turn(message, content, failure, is_cut=row.get("done") is False)


def _failure(error: object) -> Failed | None:
    if not error:
        return None
    told = mapping(error)
    return turns.failed(told.get("content") or told.get("message") or told.get("detail") or error)


def _parts(row: Mapping[str, Any], role: Role, parts: Gathering) -> Iterator[Part]:
    content = row.get("content")
    if role is Role.ASSISTANT and not content:
        yield from _output(row.get("output"), parts)
    elif role is Role.ASSISTANT and isinstance(content, str):
        yield from said(text(content), parts)
    else:
        yield from parts.content(content)
    for file in mappings(row.get("files")):
        if _is_picture(file):
            yield from parts.picture(file.get("url"))


def _output(found: object, parts: Gathering) -> Iterator[Part]:
    """The pieces of an answer, which newer versions keep beside its text."""
    for piece in mappings(found):
        match piece.get("type"):
            case "reasoning":
                said = (text(one.get("text")) for one in mappings(piece.get("content")))
                yield from parts.thought("\n".join(said), (number(piece.get("duration")) or 0) * 1000)
            case "function_call":
                yield from parts.call(piece.get("call_id"), piece.get("name"), piece.get("arguments"))
            case "message":
                yield from parts.content(piece.get("content"))


def _is_picture(file: Mapping[str, Any]) -> bool:
    return file.get("type") == "image" or text(file.get("content_type")).startswith("image/")
