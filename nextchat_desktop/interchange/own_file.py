"""Conversations with everything that is known of them ↔ a file of this program's own. Pure; it opens none.

The file is JSON: `format`, `version`, and a list of `conversations`, each with its head, its messages in the order in
which they were begun, its memories, and its pictures in Base64 by the names of their blobs.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.context import living_parent
from nextchat_desktop.core.exporting import ReadPicture, Whole
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.records.conversations import head_fields, memory_fields, message_fields

FORMAT, VERSION = "nextchat-desktop/conversations", 2
EARLIER = "nextchat-desktop/conversation"
"""What the file of one branch called itself in version 1."""


def written(conversations: Iterable[Whole], picture: ReadPicture | None) -> Iterator[str]:
    """The file, a conversation or a picture at a time. Without `picture` they are only named. Raises what it raises.

    What was deleted is not in it; what hung on that hangs on what was before.
    """
    yield f'{{\n"format": {json.dumps(FORMAT)},\n"version": {VERSION},\n"conversations": ['
    for place, whole in enumerate(conversations):
        yield f"{',' if place else ''}\n"
        yield from _conversation(whole, picture)
    yield "\n]\n}\n"


def _conversation(whole: Whole, picture: ReadPicture | None) -> Iterator[str]:
    fields = _fields(whole)
    pictures = iter(()) if picture is None else _pictures(_seen(whole), picture)
    first = next(pictures, None)
    if first is None:
        yield _text(fields)
        return
    yield _text(fields).removesuffix("\n}") + ',\n "pictures": {\n  ' + first
    for one in pictures:
        yield ",\n  " + one
    yield "\n }\n}"


def _seen(whole: Whole) -> Iterator[Message]:
    yield from (one for one in whole.messages if one.deleted is None)
    yield from whole.head.context
    yield from whole.head.mask.context if whole.head.mask else ()


def _fields(whole: Whole) -> dict[str, Any]:
    every = {one.id: one for one in whole.messages}
    messages = [_standing(one, every) for one in whole.messages if one.deleted is None]
    leaf, cleared = (_living(id, every) for id in (whole.head.leaf, whole.head.cleared))
    fields = head_fields(replace(whole.head, leaf=leaf, cleared=cleared, folder=whole.folder or None))
    known = {one.id for one in messages}
    memories = [memory_fields(one) for one in whole.memories if one.through in known]
    return {
        "conversation": fields,
        "messages": [message_fields(one) for one in messages],
        **({"memories": memories} if memories else {}),
    }


def _standing(message: Message, every: Mapping[str, Message]) -> Message:
    """As it stands in the file: on what was not deleted, and not on its way any more."""
    state = State.INTERRUPTED if message.state is State.STREAMING else message.state
    return replace(message, parent=living_parent(message.id, every), state=state)


def _living(id: str | None, every: Mapping[str, Message]) -> str | None:
    if id is None or id not in every:
        return None
    return id if every[id].deleted is None else living_parent(id, every)


def _pictures(messages: Iterable[Message], picture: ReadPicture) -> Iterator[str]:
    """Each once, as a field of the object of pictures."""
    named = {one.blob: one for message in messages for one in message.parts if isinstance(one, Picture)}
    for blob, one in named.items():
        data = picture(one)
        if data is not None:
            yield f'{json.dumps(blob)}: "{base64.b64encode(data).decode()}"'


def _text(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1)
