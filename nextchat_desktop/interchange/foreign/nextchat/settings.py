"""NextChat's settings that a person has changed. It knows none of this program's; `settings/nextchat.py` does."""

from collections.abc import Callable, Mapping
from typing import Any

from nextchat_desktop.core.found import FoundSettings
from nextchat_desktop.interchange.avatars import emoji_of
from nextchat_desktop.interchange.foreign.loose import line
from nextchat_desktop.interchange.model_config import changed_in_nextchat, parameters_from
from nextchat_desktop.records.reading import mapping

_USUAL: Mapping[str, object] = {
    "submitKey": "Enter",
    "fontSize": 14,
    "fontFamily": "",
    "theme": "auto",
    "sendPreviewBubble": True,
    "enableAutoGenerateTitle": True,
    "hideBuiltinMasks": False,
    "disablePromptHint": False,
    "dontShowMaskSplashScreen": False,
    "enableCodeFold": True,
    "avatar": "1f603",
    "lang": "",
}
"""What NextChat takes where nobody has chosen."""

_READ: Mapping[str, Callable[[object], object]] = {"avatar": emoji_of}


def settings(config: object) -> FoundSettings | None:
    """Parameters as `chat.` and our name for them, the others by NextChat's; None where everything is as usual."""
    fields = mapping(config)
    said = {name: fields[name] for name, usual in _USUAL.items() if _is_chosen(fields.get(name), usual)}
    values: dict[str, Any] = {name: _READ.get(name, _plain)(value) for name, value in said.items()}
    parameters = parameters_from(changed_in_nextchat(mapping(fields.get("modelConfig"))))
    values |= {f"chat.{name}": getattr(parameters, name) for name in parameters.said}
    return FoundSettings(values) if values else None


def _is_chosen(value: object, usual: object) -> bool:
    is_of_its_kind = isinstance(value, type(usual)) and isinstance(value, bool) == isinstance(usual, bool)
    return is_of_its_kind and value != usual


def _plain(value: object) -> object:
    return line(value) if isinstance(value, str) else value
