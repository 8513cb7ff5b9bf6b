"""Conversations as lines of JSON that models are trained on: one conversation a line, in the shape of OpenAI's API."""

import base64
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from nextchat_desktop.core.exporting import ReadPicture
from nextchat_desktop.core.messages import Message, Role


def line(context: Iterable[Message], branch: Iterable[Message], picture: ReadPicture | None) -> str:
    """One line with its end; empty where nobody answered.

    What was said twice in a row by the same is one message, answers that say nothing are left out, and so is a question
    at the end that nobody answered. Without `picture` there are no pictures; raises what it raises.
    """
    said = [one for one in (*context, *branch) if one.says_something]
    turns = [(role, tuple(some)) for role, some in groupby(said, key=lambda one: one.role)]
    while turns and turns[-1][0] is not Role.ASSISTANT:
        turns.pop()
    messages = [{"role": role.value, "content": _content(some, picture)} for role, some in turns]
    return json.dumps({"messages": messages}, ensure_ascii=False) + "\n" if messages else ""


def _content(messages: tuple[Message, ...], picture: ReadPicture | None) -> str | list[dict[str, Any]]:
    text = "\n\n".join(words for one in messages if (words := one.text.strip()))
    pictures = list(_pictures(messages, picture)) if picture is not None else []
    return [{"type": "text", "text": text}, *pictures] if pictures else text


def _pictures(messages: tuple[Message, ...], picture: ReadPicture) -> Iterator[dict[str, Any]]:
    for one in (shown for message in messages for shown in message.pictures):
        data = picture(one)
        if data is not None:
            url = f"data:{one.media};base64,{base64.b64encode(data).decode()}"
            yield {"type": "image_url", "image_url": {"url": url}}
