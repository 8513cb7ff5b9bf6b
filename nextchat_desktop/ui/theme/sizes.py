"""The type sizes, spaces, radii and font families which every part of the window shares."""

from dataclasses import dataclass

BASE = 14
"""Pixels of the interface's letters."""
BODY = 15
"""Pixels of the letters that people write and read, where they have not chosen otherwise."""

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6 = 4, 8, 12, 16, 20, 24

RADIUS_SMALL = 6
RADIUS_FIELD = 8
RADIUS_CARD = 12
RADIUS_LARGE = 14

FOCUS, FOCUS_HIGH = 2, 3
"""The ring around what has the keyboard, and the one of high contrast."""

LINE = 20
"""A line of the interface's letters."""

# What holds text or icons, at 100 %: whoever lays out asks the theme's room, which has it for every size.
ICON = 18
ICON_ROW = 16
ICON_SMALL = 14
TARGET = 28
ROW = 34
FIELD = 32
HEADER = 52
SIDEBAR_MIN, SIDEBAR_MAX = 220, 420
LABELS = 104
"""The width of the labels beside the fields."""

TURN_GAP = 18
NARROW = 540
"""Where a window leaves less than this beside the narrowest sidebar, that folds away by itself."""
COLUMN = 760
COMPOSER_MARGIN = 14
COMPOSER_WITHIN = COMPOSER_MARGIN - FOCUS_HIGH - SPACE_1
"""Beside what stands below the field, as much as the field has itself."""
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
    """The type steps as drawn; `type_scale` gives them for other sizes."""

    hint: Type = Type(12, 16)
    label: Type = Type(13, 20)
    interface: Type = Type(BASE, LINE)
    body: Type = Type(BODY, 24)
    body_cjk: Type = Type(BODY, 26)
    headline: Type = Type(17, 26)
    title: Type = Type(24, 32)
    code: Type = Type(12.5, 20)


def type_scale(text: float = BODY, scale: float = 1.0) -> TypeScale:
    """The steps with the words of messages `text` pixels high, and those around them at a `scale` (1 as drawn)."""
    drawn = TypeScale()
    return TypeScale(
        hint=_times(drawn.hint, scale),
        label=_times(drawn.label, scale),
        interface=_times(drawn.interface, scale),
        body=_times(drawn.body, text / BODY),
        body_cjk=_times(drawn.body_cjk, text / BODY),
        headline=_times(drawn.headline, scale),
        title=_times(drawn.title, scale),
        code=_times(drawn.code, scale),
    )


def _times(step: Type, factor: float) -> Type:
    return step if factor == 1 else Type(round(step.size * factor, 1), round(step.line * factor))
