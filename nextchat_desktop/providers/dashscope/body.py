"""The JSON of a request to DashScope's own API."""

from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import JSON_OBJECT, free, named, said
from nextchat_desktop.providers.nested import nested_body
from nextchat_desktop.providers.pictures import data_urls

_KNOWN = {
    "temperature": "temperature",
    "top_p": "top_p",
    "max_tokens": "max_tokens",
    "max_completion_tokens": "max_tokens",
    "presence_penalty": "presence_penalty",
    "seed": "seed",
    "stop": "stop",
}
"""What the service calls the options it knows."""

_MOST_TOP_P = 0.99
"""1 is refused."""

_ELSEWHERE = {
    "json_mode": "response_format", "reasoning_effort": "enable_thinking", "reasoning_budget": "thinking_budget",
}  # fmt: skip


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    return free({**_KNOWN, **_ELSEWHERE}, endpoint.refused) & frozenset(OPTIONS)


def picture_options(endpoint: Endpoint) -> frozenset[str]:
    """Those that a model is told that makes pictures."""
    return free({"size": "size", "seed": "seed"}, endpoint.refused)


def body(chat: ChatRequest, endpoint: Endpoint, multimodal: bool) -> dict[str, Any]:
    """The request without the refused fields. With `multimodal` every content is a list of parts."""
    messages = [_turn(message, chat.pictures, multimodal) for message in chat.messages]
    fields = {"model": endpoint.model, "input": {"messages": messages}}
    parameters = {"result_format": "message", "incremental_output": True, **_sampling(chat.options)}
    return nested_body(endpoint, fields, "parameters", parameters)


def picture_body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The last question alone, with its pictures: these models know no conversation."""
    asked = [message for message in chat.messages if message.role is Role.USER][-1:]
    messages = [_turn(message, chat.pictures, multimodal=True) for message in asked]
    parameters = said(chat.options, ("n", "seed"))
    width, by, height = str(chat.options.get("size") or "").partition("x")
    if by and width.isdecimal() and height.isdecimal():
        parameters["size"] = f"{width}*{height}"
    return nested_body(endpoint, {"model": endpoint.model, "input": {"messages": messages}}, "parameters", parameters)


def _sampling(options: Mapping[str, Any]) -> dict[str, Any]:
    known = named(options, _KNOWN)
    if isinstance(known.get("top_p"), int | float):
        known["top_p"] = min(known["top_p"], _MOST_TOP_P)
    if options.get("json_mode"):
        known["response_format"] = JSON_OBJECT
    return {**known, **_thinking(options.get("reasoning_effort"), options.get("reasoning_budget"))}


def _thinking(effort: object, budget: object) -> dict[str, Any]:
    """So many tokens before so much effort, of which there is only some or none."""
    if budget is not None:
        return {"enable_thinking": True, "thinking_budget": budget} if budget else {"enable_thinking": False}
    return {"enable_thinking": effort != "none"} if effort else {}


def _turn(message: Message, pictures: Mapping[str, bytes], multimodal: bool) -> dict[str, Any]:
    images = [{"image": url} for url in data_urls(message, pictures)]
    if not (images or multimodal):
        return {"role": message.role.value, "content": message.text}
    text = [{"text": message.text}] if message.text else []
    return {"role": message.role.value, "content": [*images, *text]}
