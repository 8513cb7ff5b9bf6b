"""The JSON of a chat completion request."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Endpoint, PictureLink
from nextchat_desktop.providers.declared import JSON_OBJECT, free, named, said, stops
from nextchat_desktop.providers.openai_options import PENALTIES, SAMPLING, longest_of, not_taken, under_a_name
from nextchat_desktop.providers.openai_reasoning import fields_of, reasoning_fields
from nextchat_desktop.providers.openai_routes import Route
from nextchat_desktop.providers.openai_turns import pieces

Turn = dict[str, Any]

_NAMES = {name: name for name in (*SAMPLING, *PENALTIES, "seed", "stop")} | {"json_mode": "response_format"}
_LONGEST = frozenset({"max_tokens", "max_completion_tokens"})


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    longest = frozenset() if endpoint.refused >= _LONGEST else frozenset({"max_tokens"})
    return (free({**_NAMES, **fields_of(endpoint)}, endpoint.refused) | longest) - not_taken(endpoint.model)


def body(chat: ChatRequest, endpoint: Endpoint, route: Route) -> dict[str, Any]:
    """The request without the refused fields. Reasoning is the model's own and is not sent back."""
    turns = [_turn(message, chat.pictures) for message in chat.messages]
    fields: dict[str, Any] = {
        "model": endpoint.model,
        "messages": list(_instructed(turns, endpoint.refused, route.knows_developers)),
        "stream": True,
        "stream_options": {"include_usage": True},
        **_options(chat.options, endpoint),
        **under_a_name(longest_of(chat.options), route.longest(endpoint), endpoint.refused),
    }
    return endpoint.body(fields)


def _options(options: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    known = said(options, taken(endpoint))
    numbers = named(known, {name: name for name in (*SAMPLING, *PENALTIES, "seed")})
    return {
        **numbers,
        **({"stop": texts} if (texts := stops(known)) else {}),
        **({"response_format": JSON_OBJECT} if "json_mode" in known else {}),
        **reasoning_fields(known, endpoint),
    }


def _turn(message: Message, pictures: Mapping[str, bytes]) -> Turn:
    content = [_part(piece) for piece in pieces(message, pictures)]
    return {"role": message.role.value, "content": content or message.text}


def _part(piece: Text | PictureLink) -> dict[str, Any]:
    if isinstance(piece, Text):
        return {"type": "text", "text": piece.text}
    return {"type": "image_url", "image_url": {"url": piece.url}}


def _instructed(turns: Sequence[Turn], refused: frozenset[str], knows_developers: bool) -> Iterator[Turn]:
    """The turns, with those of the system under a role that the model takes, or within the first of the person's."""
    if "system" not in refused:
        yield from turns
    elif knows_developers and "developer" not in refused:
        yield from ({**turn, "role": "developer"} if turn["role"] == "system" else turn for turn in turns)
    else:
        yield from _folded(turns)


def _folded(turns: Sequence[Turn]) -> Iterator[Turn]:
    told = "\n\n".join(turn["content"] for turn in turns if turn["role"] == "system")
    others = [turn for turn in turns if turn["role"] != "system"]
    first = next((place for place, turn in enumerate(others) if turn["role"] == "user"), None)
    if first is None:  # there is nobody to say it but the person
        yield from [{"role": "user", "content": told}] if told else []
        yield from others
        return
    for place, turn in enumerate(others):
        yield _beginning_with(told, turn) if told and place == first else turn


def _beginning_with(told: str, turn: Turn) -> Turn:
    content = turn["content"]
    if isinstance(content, str):
        return {**turn, "content": f"{told}\n\n{content}"}
    return {**turn, "content": [{"type": "text", "text": told}, *content]}
