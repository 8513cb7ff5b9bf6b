"""The rules of the style sheet for what shows where the keyboard is and is neither button, field nor row."""

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.room import Room
from nextchat_desktop.ui.theme.rules import Rule
from nextchat_desktop.ui.theme.sizes import TypeScale


def focus_rules(p: Palette, room: Room, scale: TypeScale) -> list[Rule]:
    """The room of a ring is kept free where there is none, so that nothing moves."""
    clear = f"border: {room.focus}px solid transparent;"
    lit = f"border-color: {p.accent};"
    around = f"{clear} border-radius: {sizes.RADIUS_SMALL}px;"
    return [
        ("QAbstractScrollArea#transcript", f"{clear} background: transparent;"),
        ('QAbstractScrollArea#transcript[ringed="true"]', lit),
        ('QLabel[role="pressed"], QScrollArea[role="read"]', around),
        ('QLabel[role="pressed"]', f"color: {p.text_3}; font-size: {scale.hint.size}px;"),
        ('QLabel[role="pressed"]:focus, QScrollArea[role="read"]:focus', lit),
    ]
