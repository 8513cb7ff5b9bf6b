"""The JSON of a request to Hunyuan, its names in Pascal case."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.context import sent
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import free, named, stops
from nextchat_desktop.providers.pictures import data_urls

_OPTIONS = {"temperature": "Temperature", "top_p": "TopP", "seed": "Seed"}
_STOP = {"stop": "Stop"}
"""What the service calls the options it knows."""


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields. An instruction may only stand first: later ones are the person's."""
    first, rest = chat.messages[:1], chat.messages[1:]
    asked = (replace(message, role=Role.USER) if message.role is Role.SYSTEM else message for message in rest)
    fields: dict[str, Any] = {
        "Model": endpoint.model,
        "Messages": [_turn(message, chat.pictures) for message in sent((*first, *asked))],
        "Stream": True,
        **named(chat.options, _OPTIONS),
        **({_STOP["stop"]: texts} if (texts := stops(chat.options)) else {}),
    }
    return endpoint.body(fields)


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    return free({**_OPTIONS, **_STOP}, endpoint.refused)


def _turn(message: Message, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    images = [{"Type": "image_url", "ImageUrl": {"Url": url}} for url in data_urls(message, pictures)]
    if not images:
        return {"Role": message.role.value, "Content": message.text}
    text = [{"Type": "text", "Text": message.text}] if message.text else []
    return {"Role": message.role.value, "Contents": [*text, *images]}
