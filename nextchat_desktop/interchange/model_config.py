"""NextChat's settings of a model, as a mask holds them, ↔ parameters. It knows no mask.

NextChat counts messages that go along, this program turns: a question with its answer. Half of them, rounded up, are
the turns, and the count that was there comes back where the turns are still the same.
"""

from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.parameter_table import checked
from nextchat_desktop.core.parameters import Parameters

MESSAGES = "historyMessageCount"

_FIELDS: dict[str, tuple[str, type]] = {
    "temperature": ("temperature", float),
    "top_p": ("top_p", float),
    "max_tokens": ("max_tokens", int),
    "presence_penalty": ("presence_penalty", float),
    "frequency_penalty": ("frequency_penalty", float),
    "sendMemory": ("memory", bool),
    "compressMessageLengthThreshold": ("memory_threshold", int),
    "template": ("template", str),
    "size": ("size", str),
    "quality": ("quality", str),
    "style": ("style", str),
}
"""NextChat's name, ours, and what it holds."""

_USUAL: dict[str, Any] = {
    "model": "gpt-4o-mini",
    "providerName": "OpenAI",
    "temperature": 0.5,
    "top_p": 1,
    "max_tokens": 4000,
    "presence_penalty": 0,
    "frequency_penalty": 0,
    "sendMemory": True,
    MESSAGES: 4,
    "compressMessageLengthThreshold": 1000,
    "compressModel": "",
    "compressProviderName": "",
    "enableInjectSystemPrompts": True,
    "template": "{{input}}",
    "size": "1024x1024",
    "quality": "standard",
    "style": "vivid",
}
"""What NextChat takes where nothing is said; a mask in which something is missing it does not fill up itself."""

_ONCE_USUAL: dict[str, tuple[Any, ...]] = {"max_tokens": (2000,), "temperature": (1,)}
"""What it took in earlier versions."""

_LIMIT, _UNTOUCHED = "max_tokens", (2000, 4000)
"""NextChat sends its limit to few models, and where it is as it always was nobody has asked for short answers."""

_MOST_MESSAGES = 64
"""As many as NextChat lets one choose."""


def parameters_from(config: Mapping[str, Any]) -> Parameters:
    """What can be read of it, but for what no parameter can be: a service would refuse every question for it."""
    said = {ours: _value(config.get(theirs), kind) for theirs, (ours, kind) in _FIELDS.items()}
    if said[_LIMIT] in _UNTOUCHED:
        del said[_LIMIT]
    messages = _value(config.get(MESSAGES), int)
    if isinstance(messages, int) and messages >= 0:
        said["turns"] = (messages + 1) // 2
    return checked({name: value for name, value in said.items() if value is not None})


def changed_in(config: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the settings that say something else than what was written here."""
    return {name: value for name, value in config.items() if name not in written or written[name] != value}


def changed_in_nextchat(config: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the settings that somebody has changed in NextChat, of any age."""
    return {name: value for name, value in changed_in(config, _USUAL).items() if value not in _ONCE_USUAL.get(name, ())}


def unknown_in(config: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the settings that no parameter holds, and the count of messages, of which one holds but half."""
    held = _FIELDS.keys() - ({_LIMIT} if config.get(_LIMIT) in _UNTOUCHED else set())
    return {name: value for name, value in config.items() if name not in held and name != "model"}


def config_of(parameters: Parameters, foreign: Mapping[str, Any]) -> dict[str, Any]:
    """All of NextChat's settings. `foreign` are those it had when the mask came from there."""
    config = {**_USUAL, **foreign}
    for theirs, (ours, _) in _FIELDS.items():
        value = getattr(parameters, ours)
        if value is not None:
            config[theirs] = value
    turns = parameters.turns
    if turns is not None and parameters_from({MESSAGES: config[MESSAGES]}).turns != turns:
        config[MESSAGES] = min(2 * turns, _MOST_MESSAGES)
    return config


def _value(found: object, kind: type) -> Any:
    """The value as this kind, None where it is none."""
    if isinstance(found, bool) or kind in (bool, str):
        return found if isinstance(found, kind) and isinstance(found, bool) == (kind is bool) else None
    if kind is float and isinstance(found, int | float):
        return float(found)
    if isinstance(found, float) and found.is_integer():
        return int(found)
    return found if isinstance(found, int) else None
