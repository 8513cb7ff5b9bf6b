"""What the parts of the style sheet are made of."""

import re
from collections.abc import Iterable
from pathlib import Path

from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.room import Room

_SIDE = re.compile(r"\b((?:padding|margin|border)-)(left|right):")
_AROUND = re.compile(r"\b(padding|margin): ([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);")
_TURNED = ("QMenu", "QPushButton")
_OTHER = {"left": "right", "right": "left"}

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


def sheet(rules: Iterable[Rule]) -> str:
    """The style sheet of these, as the window goes."""
    facing = map(mirrored, rules) if is_mirrored() else rules
    return "\n".join(f"{selector} {{ {body} }}" for selector, body in facing)


def mirrored(rule: Rule) -> Rule:
    """The same for a window that goes from right to left.

    Qt turns round where things stand, but not their padding; of the rows of a menu and of buttons it turns round that,
    too.
    """
    selector, declarations = rule
    if any(name in selector for name in _TURNED):
        return rule
    swapped = _SIDE.sub(lambda found: f"{found[1]}{_OTHER[found[2]]}:", declarations)
    return selector, _AROUND.sub(r"\1: \2 \5 \4 \3;", swapped)


def arrow(icons: Path, name: str, color: str, side: int = 12) -> str:
    return f"image: {url(icons, name, color)}; width: {side}px; height: {side}px;"
