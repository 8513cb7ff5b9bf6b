"""The JSON of a chat completion request."""

from typing import Any

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.wire import ChatRequest


def body(chat: ChatRequest, model: str, unsent: frozenset[str]) -> dict[str, Any]:
    """The request without the fields in `unsent`. Reasoning is the model's own and is not sent back."""
    fields: dict[str, Any] = {
        "model": model,
        "messages": [_turn(message) for message in chat.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        **chat.options,
    }
    return {name: value for name, value in fields.items() if name not in unsent}


def _turn(message: Message) -> dict[str, str]:
    return {"role": message.role.value, "content": message.text}
