"""The JSON of a request to the Wenxin workshop, which takes nothing but turns that alternate."""

from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import free, named, stops

_OPTIONS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "max_tokens": "max_output_tokens",
    "max_completion_tokens": "max_output_tokens",
}
_ELSEWHERE = {"stop": "stop", "json_mode": "response_format"}
"""What the service calls the options it knows."""

_NOTHING = " "
"""Stands for a turn that is missing; an empty one is refused."""


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields."""
    fields: dict[str, Any] = {"messages": _turns(chat.messages), "stream": True}
    system = "\n\n".join(message.text for message in chat.messages if message.role is Role.SYSTEM)
    if system:
        fields["system"] = system
    fields |= named(chat.options, _OPTIONS)
    if texts := stops(chat.options):
        fields["stop"] = texts
    if chat.options.get("json_mode"):
        fields["response_format"] = "json_object"
    return endpoint.body(fields)


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    return free({**_OPTIONS, **_ELSEWHERE}, endpoint.refused) & frozenset(OPTIONS)


def _turns(messages: tuple[Message, ...]) -> list[dict[str, str]]:
    """Person and model in turn, the person first and last, so that their number is odd."""
    turns: list[dict[str, str]] = []
    for message in messages:
        if message.role is Role.SYSTEM:
            continue
        if turns and turns[-1]["role"] == message.role.value:
            turns[-1]["content"] += f"\n\n{message.text}"
        else:
            turns.append({"role": message.role.value, "content": message.text or _NOTHING})
    silent = {"role": Role.USER.value, "content": _NOTHING}
    before = [silent] if not turns or turns[0]["role"] != Role.USER.value else []
    after = [silent] if turns and turns[-1]["role"] != Role.USER.value else []
    return [*before, *turns, *after]
