"""The JSON of a request for a response."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake, Text
from nextchat_desktop.core.wire import ChatRequest, Endpoint, PictureLink
from nextchat_desktop.providers.declared import JSON_OBJECT, free, said
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai_options import SAMPLING, longest_of, not_taken
from nextchat_desktop.providers.openai_responses.items import KEEPSAKE
from nextchat_desktop.providers.openai_turns import pieces

Item = dict[str, Any]

_NAMES = {"temperature": "temperature", "top_p": "top_p", "max_tokens": "max_output_tokens", "json_mode": "text"}
_EFFORT = "reasoning_effort"


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told; this API has no stops, no seed and no penalties."""
    is_free = not endpoint.refused & {"reasoning", "reasoning.effort"}
    effort = frozenset({_EFFORT} if is_free else ())
    return (free(_NAMES, endpoint.refused) | effort) - not_taken(endpoint.model)


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields, of which some lie within others.

    Every model is asked for its thoughts. One that has none refuses them, and is not asked again.
    """
    told = list(takewhile(lambda message: message.role is Role.SYSTEM, chat.messages))
    known = said(chat.options, taken(endpoint))
    fields = {
        "model": endpoint.model,
        "instructions": "\n\n".join(message.text for message in told) or None,
        "input": [item for message in chat.messages[len(told) :] for item in _items(message, chat, endpoint)],
        "stream": True,
        "store": False,
        "include": ["reasoning.encrypted_content"],
        "reasoning": _reasoning(known, endpoint.refused),
        "max_output_tokens": longest_of(chat.options),
        "text": {"format": JSON_OBJECT} if "json_mode" in known else None,
        **{name: known.get(name) for name in SAMPLING},
    }
    return endpoint.body({name: value for name, value in fields.items() if value is not None})


def _reasoning(options: Mapping[str, Any], refused: frozenset[str]) -> dict[str, Any] | None:
    fields = {"effort": options.get(_EFFORT), "summary": "auto"}
    sent = {name: value for name, value in fields.items() if value and f"reasoning.{name}" not in refused}
    return sent or None


def _items(message: Message, chat: ChatRequest, endpoint: Endpoint) -> Iterator[Item]:
    if message.role is Role.ASSISTANT:
        yield from _answer(message.parts, "encrypted_content" not in endpoint.refused)
        return
    content = [_part(piece) for piece in pieces(message, chat.pictures)]
    yield {"role": message.role.value, "content": content or message.text}


def _part(piece: Text | PictureLink) -> dict[str, Any]:
    if isinstance(piece, Text):
        return {"type": "input_text", "text": piece.text}
    return {"type": "input_image", "image_url": piece.url, "detail": "auto"}


def _answer(parts: Sequence[object], with_thoughts: bool) -> Iterator[Item]:
    """What was said, with the sealed thoughts before it. A thought that led to nothing must not be sent."""
    thoughts: list[Item] = []
    for part in parts:
        if isinstance(part, Keepsake) and part.kind == KEEPSAKE and with_thoughts:
            item = read_json(part.data)
            thoughts += [item] if isinstance(item, dict) else []
        elif isinstance(part, Text):
            yield from thoughts
            thoughts = []
            yield {"role": "assistant", "content": [{"type": "output_text", "text": part.text}]}
