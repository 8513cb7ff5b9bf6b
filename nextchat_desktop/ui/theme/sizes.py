"""The type sizes, spaces, radii and font families which every part of the window shares."""

from dataclasses import dataclass, replace

BASE = 14
"""Pixels of the interface's letters."""
BODY = 15
"""Pixels of the letters that people write and read, where they have not chosen otherwise."""

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6 = 4, 8, 12, 16, 20, 24

RADIUS_SMALL = 6
RADIUS_FIELD = 8
RADIUS_CARD = 12
RADIUS_LARGE = 14

FOCUS = 2

ICON = 18
ICON_SMALL = 14

TARGET = 28
ROW = 34
FIELD = 32

SIDEBAR_MIN, SIDEBAR_MAX = 220, 420
HEADER = 52
NARROW = 760
"""Below this width of the window the sidebar folds away by itself."""
COLUMN = 760
COMPOSER_MARGIN = 14
SETTINGS_WIDTH, SETTINGS_HEIGHT = 1040, 732
SETTINGS_PAGES, SETTINGS_LIST = 184, 224


UI_FAMILIES = (
    "Segoe UI",
    "SF Pro Text",
    "Inter",
    "Noto Sans",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Segoe UI Emoji",
    "Noto Color Emoji",
)
MONO_FAMILIES = (
    "Cascadia Code",
    "SF Mono",
    "Menlo",
    "DejaVu Sans Mono",
    "Consolas",
    "Noto Sans Mono",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans Mono CJK SC",
    "Noto Sans CJK SC",
)


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale: size and line height in pixels."""

    size: float
    line: float


@dataclass(frozen=True, slots=True)
class TypeScale:
    """The type steps as drawn; `type_scale` gives them for another size of text."""

    hint: Type = Type(12, 16)
    label: Type = Type(13, 20)
    interface: Type = Type(14, 20)
    body: Type = Type(BODY, 24)
    body_cjk: Type = Type(BODY, 26)
    title: Type = Type(24, 32)
    code: Type = Type(12.5, 20)


def type_scale(text: float = BODY) -> TypeScale:
    """The steps with the words of messages in this size; the interface around them keeps its own."""
    drawn = TypeScale()
    return replace(drawn, body=_scaled(drawn.body, text), body_cjk=_scaled(drawn.body_cjk, text))


def _scaled(step: Type, size: float) -> Type:
    return Type(size, round(step.line * size / step.size))
