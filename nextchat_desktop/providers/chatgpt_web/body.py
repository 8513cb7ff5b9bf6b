"""The JSON of a question: the new words, and which answer they follow; what the server does not know comes before."""

import json
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake
from nextchat_desktop.core.wire import RESEND, ChatRequest, Endpoint
from nextchat_desktop.providers.declared import free, named
from nextchat_desktop.providers.json_text import read_json

KEEPSAKE = "chatgptweb"
API_MODE = "ChatGPTAPI"
"""The mode in which the server takes instructions and parameters. In the other it passes on to a web site."""

LARGEST = 100 * 1024
"""Bytes of a body that the server reads."""

_SPEAKERS = {Role.USER: "User", Role.ASSISTANT: "Assistant"}
_CUT = "…"
_OPTIONS = {"temperature": "temperature", "top_p": "top_p"}


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    return free(_OPTIONS, endpoint.refused) if endpoint.model == API_MODE else frozenset()


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields. Turns that the server has not heard are told in plain form."""
    spoken = [message for message in chat.messages if message.role is not Role.SYSTEM]
    before, question = spoken[:-1], spoken[-1].text if spoken else ""
    place, ids = (-1, {}) if chat.options.get(RESEND) else _last_heard(before)
    told = [f"{_SPEAKERS[turn.role]}: {turn.text}" for turn in before[place + 1 :]]
    prompt = f"{_SPEAKERS[Role.USER]}: {question}" if told else question
    fields = {"prompt": prompt, "options": ids, **_instructions(chat, endpoint)}
    fitting = _newest("\n\n".join(told), LARGEST - _size(endpoint.body(fields)) - _size("\n\n"))
    return endpoint.body({**fields, "prompt": f"{fitting}\n\n{prompt}" if fitting else prompt})


def _last_heard(turns: Sequence[Message]) -> tuple[int, dict[str, str]]:
    """The place of the last answer that the server has given here, and its ids. -1 if there is none."""
    for place in reversed(range(len(turns))):
        kept = [part.data for part in turns[place].parts if isinstance(part, Keepsake) and part.kind == KEEPSAKE]
        ids = read_json(kept[-1]) if kept else None
        if isinstance(ids, dict) and ids:
            return place, ids
    return -1, {}


def _instructions(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.model != API_MODE:
        return {}
    system = "\n\n".join(message.text for message in chat.messages if message.role is Role.SYSTEM)
    return {**({"systemMessage": system} if system else {}), **named(chat.options, _OPTIONS)}


def _newest(text: str, room: int) -> str:
    """The end of the text that takes so many bytes as JSON."""
    if _size(text) <= room:
        return text
    room = max(room - _size(_CUT), 0)
    end = text[-room:] if room else ""
    return _CUT + end[bisect_left(range(len(end)), True, key=lambda start: _size(end[start:]) <= room) :] if end else ""


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
