"""The JSON of a request to Gemini."""

from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.google.reasoning import thinking_config
from nextchat_desktop.providers.google.turns import SYSTEM, turns_of
from nextchat_desktop.providers.instructions import system_of
from nextchat_desktop.providers.nested import nested_body

PENALTIES = "penalties"
"""Both penalties, which are refused together."""

_NAMES = {"temperature": "temperature", "top_p": "topP", "max_tokens": "maxOutputTokens", "seed": "seed"}
_PENALTIES = {"presence_penalty": "presencePenalty", "frequency_penalty": "frequencyPenalty"}


def body(chat: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The request without the refused fields.

    Nothing is said of safety: the models of today filter nothing on their own unless they are asked to, and whoever
    wants that can add `safetySettings`.
    """
    system = system_of(chat.messages)
    fields: dict[str, Any] = {
        **({SYSTEM: {"parts": [{"text": system}]}} if system else {}),
        "contents": turns_of(chat.messages, chat.pictures, endpoint.refused),
    }
    return nested_body(endpoint, fields, "generationConfig", _generation(chat.options, endpoint))


def _generation(options: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    thinking = thinking_config(endpoint.model, options.get("reasoning_effort"))
    return {
        **{wire: options[name] for name, wire in _NAMES.items() if options.get(name) is not None},
        **({} if PENALTIES in endpoint.refused else _penalties(options)),
        **_stops(options.get("stop")),
        **({"thinkingConfig": thinking} if thinking else {}),
        **({"responseModalities": ["TEXT", "IMAGE"]} if endpoint.makes_pictures else {}),
    }


def _penalties(options: Mapping[str, Any]) -> dict[str, Any]:
    """One of 0 changes nothing, and many models refuse even that."""
    return {wire: options[name] for name, wire in _PENALTIES.items() if options.get(name)}


def _stops(stop: object) -> dict[str, list[str]]:
    texts = [stop] if isinstance(stop, str) else stop if isinstance(stop, list | tuple) else []
    found = [text for text in texts if isinstance(text, str) and text]
    return {"stopSequences": found} if found else {}
