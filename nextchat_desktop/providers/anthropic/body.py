"""The JSON of a request to Claude."""

from dataclasses import replace
from typing import Any

from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.anthropic.address import VERSIONS, version
from nextchat_desktop.providers.anthropic.reasoning import reasoning_fields, reasoning_options, thinks, thinks_anyway
from nextchat_desktop.providers.anthropic.turns import SYSTEM, turns_of
from nextchat_desktop.providers.declared import free, stops
from nextchat_desktop.providers.instructions import system_of

_USUAL, _MODEST = 8192, 4096
"""Tokens of an answer that are asked for where nobody knows better, and those that every model grants."""

_SAMPLING = {"temperature": "temperature", "top_p": "top_p"}


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told: how long an answer is must be."""
    is_free = version(endpoint) == VERSIONS[0] and not thinks_anyway(endpoint.model)
    sampling = free(_SAMPLING, endpoint.refused) if is_free else frozenset()
    thinking = frozenset() if "thinking" in endpoint.refused else reasoning_options(endpoint.model)
    return sampling | thinking | free({"stop": "stop_sequences"}, endpoint.refused) | {"max_tokens"}


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields. One that cannot be left out, `max_tokens`, becomes modest instead."""
    longest = _longest(chat, endpoint)
    effort, budget = (chat.options.get(name) for name in ("reasoning_effort", "reasoning_budget"))
    reasoning = reasoning_fields(endpoint.model, effort, longest, budget)
    reasoning = {name: value for name, value in reasoning.items() if name not in endpoint.refused}
    system = system_of(chat.messages)
    fields: dict[str, Any] = {
        "model": endpoint.model,
        "max_tokens": longest,
        **({SYSTEM: system} if system else {}),
        "messages": turns_of(chat.messages, chat.pictures, endpoint.refused),
        **_stops(chat),
        **reasoning,
        **({} if thinks(reasoning) else _sampling(chat, endpoint)),
        "stream": True,
    }
    return replace(endpoint, refused=endpoint.refused - {"max_tokens"}).body(fields)


def _longest(chat: ChatRequest, endpoint: Endpoint) -> int:
    asked = chat.options.get("max_tokens")
    longest = asked if isinstance(asked, int) and asked > 0 else endpoint.longest_answer or _USUAL
    return min(longest, _MODEST) if "max_tokens" in endpoint.refused else longest


def _stops(chat: ChatRequest) -> dict[str, list[str]]:
    """Blanks alone are refused."""
    found = [text for text in stops(chat.options) if text.strip()]
    return {"stop_sequences": found} if found else {}


def _sampling(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """Up to 1, and not beside a thought."""
    numbers = {name: chat.options.get(name) for name in _SAMPLING if name in taken(endpoint)}
    return {name: min(value, 1) for name, value in numbers.items() if isinstance(value, int | float)}
