"""The JSON of a chat completion request."""

from typing import Any

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.wire import ChatRequest, Endpoint


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields. Reasoning is the model's own and is not sent back."""
    fields: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [_turn(message) for message in chat.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        **chat.options,
    }
    return endpoint.body(fields)


def _turn(message: Message) -> dict[str, str]:
    return {"role": message.role.value, "content": message.text}
