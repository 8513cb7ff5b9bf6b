"""What of the settings makes the look of the program; it lays it over nothing."""

from typing import cast

from nextchat_desktop.settings.schema import (
    ACCENT,
    CONTRAST,
    DENSITY,
    FONT,
    INTERFACE_SIZE,
    MOTION,
    TEXT_SIZE,
    THEME,
)
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.theme.look import Contrast, Density, Look, Mode, Moving

LOOKS = frozenset({THEME, TEXT_SIZE, INTERFACE_SIZE, FONT, ACCENT, DENSITY, CONTRAST, MOTION})
"""The settings that a look is made of."""


def look_of(settings: Settings) -> Look:
    return Look(
        mode=cast(Mode, settings[THEME]),
        text=settings[TEXT_SIZE],
        scale=settings[INTERFACE_SIZE] / 100,
        font=settings[FONT],
        accent=settings[ACCENT],
        density=cast(Density, settings[DENSITY]),
        contrast=cast(Contrast, settings[CONTRAST]),
        motion=cast(Moving, settings[MOTION]),
    )
