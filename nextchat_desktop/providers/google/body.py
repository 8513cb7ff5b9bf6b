"""The JSON of a request to Gemini."""

from typing import Any

from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import free, named, said, stops
from nextchat_desktop.providers.google.reasoning import thinking_config, thinking_options
from nextchat_desktop.providers.google.turns import SYSTEM, turns_of
from nextchat_desktop.providers.instructions import system_of
from nextchat_desktop.providers.nested import nested_body

PENALTIES = "penalties"
"""Both penalties, which are refused together."""

_JSON = "application/json"
_NAMES = {"temperature": "temperature", "top_p": "topP", "max_tokens": "maxOutputTokens", "seed": "seed"}
_PENALTIES = {"presence_penalty": "presencePenalty", "frequency_penalty": "frequencyPenalty"}
_OTHERS = {"stop": "stopSequences"}


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told; one that makes pictures answers with no JSON."""
    names = {**_NAMES, **_OTHERS} if endpoint.makes_pictures else {**_NAMES, **_OTHERS, "json_mode": "responseMimeType"}
    penalties = frozenset() if PENALTIES in endpoint.refused else free(_PENALTIES, endpoint.refused)
    thinking = frozenset() if "thinkingConfig" in endpoint.refused else thinking_options(endpoint.model)
    return free(names, endpoint.refused) | penalties | thinking


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
    return nested_body(endpoint, fields, "generationConfig", _generation(said(chat.options, taken(endpoint)), endpoint))


def _generation(options: dict[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    thinking = thinking_config(endpoint.model, options.get("reasoning_effort"), options.get("reasoning_budget"))
    return {
        **named(options, _NAMES),
        **_penalties(options),
        **({"stopSequences": texts} if (texts := stops(options)) else {}),
        **({"responseMimeType": _JSON} if "json_mode" in options else {}),
        **({"thinkingConfig": thinking} if thinking else {}),
        **({"responseModalities": ["TEXT", "IMAGE"]} if endpoint.makes_pictures else {}),
    }


def _penalties(options: dict[str, Any]) -> dict[str, Any]:
    """One of 0 changes nothing, and many models refuse even that."""
    return {wire: options[name] for name, wire in _PENALTIES.items() if options.get(name)}
