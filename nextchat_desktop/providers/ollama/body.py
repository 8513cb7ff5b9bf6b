"""The JSON of a request to Ollama's own API."""

from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import free, named
from nextchat_desktop.providers.nested import nested_body
from nextchat_desktop.providers.pictures import base64_of

_OPTIONS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "top_k": "top_k",
    "max_tokens": "num_predict",
    "max_completion_tokens": "num_predict",
    "num_ctx": "num_ctx",
    "seed": "seed",
    "stop": "stop",
    "presence_penalty": "presence_penalty",
    "frequency_penalty": "frequency_penalty",
}
"""What Ollama calls the options it knows."""

_LEVELS = {"minimal": "low", "low": "low", "medium": "medium", "high": "high"}
_HAS_LEVELS = "gpt-oss"
"""These models think more or less; all others think or do not."""


_ELSEWHERE = {"reasoning_effort": "think", "json_mode": "format"}


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    return free({**_OPTIONS, **_ELSEWHERE}, endpoint.refused) & frozenset(OPTIONS)


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields."""
    fields: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [_turn(message, chat.pictures) for message in chat.messages],
        "stream": True,
    }
    if chat.options.get("json_mode"):
        fields["format"] = "json"
    if chat.options.get("reasoning_effort"):
        fields["think"] = _think(str(chat.options["reasoning_effort"]), endpoint.model)
    return nested_body(endpoint, fields, "options", named(chat.options, _OPTIONS))


def _think(effort: str, model: str) -> bool | str:
    return _LEVELS.get(effort, "high") if _HAS_LEVELS in model.lower() else effort != "none"


def _turn(message: Message, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    turn: dict[str, Any] = {"role": message.role.value, "content": message.text}
    if images := [text for _, text in base64_of(message, pictures)]:
        turn["images"] = images
    return turn
