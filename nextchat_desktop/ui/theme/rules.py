"""What the parts of the style sheet are made of."""

from pathlib import Path

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.room import Room

Rule = tuple[str, str]
"""A selector and its declarations."""


def box(border: str, width: int, radius: int, vertical: int, horizontal: int) -> str:
    """Border and padding which together stay the same whatever the border's width."""
    return (
        f"border: {width}px solid {border}; border-radius: {radius}px;"
        f" padding: {vertical - width}px {horizontal - width}px;"
    )


def ring(p: Palette, room: Room, vertical: int, horizontal: int) -> str:
    return box(p.accent, room.focus, sizes.RADIUS_FIELD, vertical, horizontal)


def clear(room: Room, radius: int) -> str:
    """Nothing but the place where the ring will be."""
    return f"background: transparent; border: {room.focus}px solid transparent; border-radius: {radius}px;"


def icon_file(name: str, color: str) -> str:
    """The file name of a tinted icon; it differs by colour, so that nothing stale is ever shown."""
    return f"{name}-{color.lstrip('#').lower()}.svg"


def url(icons: Path, name: str, color: str) -> str:
    path = (icons / icon_file(name, color)).as_posix()
    return 'url("' + path.replace('"', '\\"') + '")'


def arrow(icons: Path, name: str, color: str, side: int = 12) -> str:
    return f"image: {url(icons, name, color)}; width: {side}px; height: {side}px;"
