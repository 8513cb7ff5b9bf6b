"""This program's own files of conversations: everything comes back as it was."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

from nextchat_desktop.core.found import Found, FoundConversation, KeepPicture, Unread, Why
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.own_file import EARLIER, FORMAT
from nextchat_desktop.records.conversations import head_from, memory_from, message_from
from nextchat_desktop.records.reading import listing, mapping

_HEAD = ("conversations.item.conversation", "conversation")


def fits(seen: Glimpse) -> bool:
    return seen.has("format") and any(f'"{name}"' in seen.text[:2000] for name in (FORMAT, EARLIER))


def read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    is_earlier = False
    for place, found in values(source, ("format", "conversations.item")):
        if place == "format":
            is_earlier = found == EARLIER
        else:
            yield from _conversation(mapping(found), keep)
    if is_earlier:
        yield from (one for _, whole in values(source, ("",)) for one in _conversation(_of_today(whole), keep))


def _of_today(whole: object) -> dict[str, Any]:
    """A file of version 1 as one conversation of version 2."""
    fields = mapping(whole)
    head = mapping(fields.get("conversation"))
    messages = [mapping(one) for one in listing(fields.get("messages"))]
    leaf = messages[-1].get("id") if messages else None
    return {
        "conversation": {**head, "choice": head.get("model"), "context": fields.get("context"), "leaf": leaf},
        "messages": [{**one, "choice": one.get("model")} for one in messages],
    }


def _conversation(fields: Mapping[str, Any], keep: KeepPicture) -> Iterator[Found]:
    head = head_from(fields.get("conversation"))
    if head is None:
        yield Unread(Why.CONVERSATION)
        return
    messages = [message_from(one) for one in listing(fields.get("messages"))]
    known = tuple(one for one in messages if one is not None)
    if len(known) < len(messages):
        yield Unread(Why.MESSAGE, head.title, len(messages) - len(known))
    yield from _pictures(mapping(fields.get("pictures")), head.title, keep)
    memories = (memory_from(one) for one in listing(fields.get("memories")))
    yield FoundConversation(head, known, tuple(one for one in memories if one is not None), is_ours=True)


def _pictures(written: Mapping[str, Any], title: str, keep: KeepPicture) -> Iterator[Unread]:
    """Keeps them; each lies under the name of what it contains, by which the messages know it."""
    for blob, text in written.items():
        data = _decoded(text)
        picture = keep(data) if data is not None else None
        if picture is None or picture.blob != blob:
            yield Unread(Why.PICTURE, title)


def _decoded(text: object) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else None
    except (binascii.Error, ValueError):
        return None


OWN = Format("own", "NextChat Desktop", fits, read)
