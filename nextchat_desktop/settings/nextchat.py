"""Which of this program's settings NextChat's are, and what their values are here. It knows no file."""

from collections.abc import Callable, Mapping
from typing import Any

from nextchat_desktop.settings.option import InvalidValue, Option, to_plain
from nextchat_desktop.settings.schema import (
    ASK_MASK,
    AUTO_TITLE,
    AVATAR,
    CHAT,
    FOLD_CODE,
    FONT,
    LANGUAGE,
    PREVIEW,
    SEND_KEY,
    SHIPPED_MASKS,
    SUGGESTIONS,
    TEXT_SIZE,
    THEME,
)

_NEVER = 0
"""Lines after which code is folded that never is."""


def _same(value: object) -> object:
    return value


def _opposite(value: object) -> object:
    return not value if isinstance(value, bool) else value


def _key(value: object) -> object:
    """`Ctrl + Enter` → `ctrl_enter`."""
    return value.lower().replace(" + ", "_") if isinstance(value, str) else value


_LANGUAGES = {"cn": "zh_CN", "tw": "zh_TW", "jp": "ja", "pt": "pt_BR"}
"""Those of NextChat's that are called otherwise here."""


def _language(value: object) -> object:
    return (
        {"cn": "zh_CN", "tw": "zh_TW", "jp": "ja", "pt": "pt_BR"}.get(value, value) if isinstance(value, str) else value
    )


def _folding(value: object) -> object:
    return FOLD_CODE.default if value is True else _NEVER


_TAKEN: Mapping[str, tuple[Option[Any], Callable[[object], object]]] = {
    "submitKey": (SEND_KEY, _key),
    "fontSize": (TEXT_SIZE, _same),
    "fontFamily": (FONT, _same),
    "theme": (THEME, _same),
    "sendPreviewBubble": (PREVIEW, _same),
    "enableAutoGenerateTitle": (AUTO_TITLE, _same),
    "hideBuiltinMasks": (SHIPPED_MASKS, _opposite),
    "disablePromptHint": (SUGGESTIONS, _opposite),
    "dontShowMaskSplashScreen": (ASK_MASK, _opposite),
    "enableCodeFold": (FOLD_CODE, _folding),
    "avatar": (AVATAR, _same),
    "lang": (LANGUAGE, _language),
    **{option.key: (option, to_plain) for option in CHAT.values()},
}
"""NextChat's name, the setting here, and what makes its value. Parameters go by their keys here."""


def settings_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """This program's settings, by their keys, for those that it has and can have the values of."""
    settings: dict[str, Any] = {}
    for name, value in values.items():
        if name not in _TAKEN:
            continue
        option, turned = _TAKEN[name]
        try:
            settings[option.key] = option.kind.check(turned(value))
        except InvalidValue:
            continue
    return settings
