"""What a person chose of the program's look; it knows no settings, no widget and nothing of the system."""

from dataclasses import dataclass
from typing import Literal

from nextchat_desktop.ui.theme.sizes import BODY

Mode = Literal["auto", "light", "dark"]
Density = Literal["comfortable", "compact"]
Contrast = Literal["auto", "normal", "high"]
Moving = Literal["auto", "full", "reduced"]


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides how the program looks; what is `auto` is as the system has it.

    `text` is the size in pixels of what people write and read, `scale` that of the interface around it (1 as drawn).
    `font` is a family, or several with commas between, the first that is there before the usual ones.
    `accent` is '#RRGGBB', or empty for the program's own.
    """

    mode: Mode = "auto"
    text: float = BODY
    scale: float = 1.0
    font: str = ""
    accent: str = ""
    density: Density = "comfortable"
    contrast: Contrast = "auto"
    motion: Moving = "auto"
