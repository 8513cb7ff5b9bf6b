"""The rules of the style sheet for everything one presses."""

from pathlib import Path

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.room import Room
from nextchat_desktop.ui.theme.rules import Rule, arrow, box, clear, ring
from nextchat_desktop.ui.theme.sizes import TypeScale


def button_rules(p: Palette, room: Room, scale: TypeScale, icons: Path) -> list[Rule]:
    return [
        *_buttons(p, room, scale, icons),
        *_primary(p, room),
        *_text_buttons(p, room),
        *_tool_buttons(p, room),
        *_rows(p, room),
        *_side(p, room),
        *_keys(p, room),
        *_chips(p, room, scale),
        *_tabs(p, room),
    ]


def _buttons(p: Palette, room: Room, scale: TypeScale, icons: Path) -> list[Rule]:
    high = room.within
    base = f"background: {p.raised}; color: {p.text}; font-weight: 500; min-height: {scale.interface.line}px;"
    menu = f"{arrow(icons, 'chevron-down', p.text_2, room.scaled(12))} subcontrol-position: right center; right: 8px;"
    return [
        ("QPushButton", f"{base} outline: none; {box(p.edge, 1, sizes.RADIUS_FIELD, high, 15)}"),
        ("QPushButton:hover", f"background: {p.hover};"),
        ("QPushButton:pressed, QPushButton:checked", f"background: {p.selected};"),
        ("QPushButton:focus", ring(p, room, high, 15)),
        ("QPushButton:disabled", f"background: {p.background}; color: {p.text_3}; border-color: {p.line};"),
        ("QPushButton::menu-indicator", menu),
        (
            "QPushButton#modelPicker, QPushButton#maskModel",
            f"padding-left: 11px; padding-right: {room.scaled(12) + 14}px;",
        ),
    ]


def _primary(p: Palette, room: Room) -> list[Rule]:
    name, high = 'QPushButton[role="primary"]', room.within
    return [
        (name, f"background: {p.accent}; color: {p.on_accent}; {box(p.accent, 1, sizes.RADIUS_FIELD, high, 15)}"),
        (f"{name}:hover", f"background: {p.accent_hover}; border-color: {p.accent_hover};"),
        (f"{name}:pressed", f"background: {p.accent_hover}; border-color: {p.accent_hover};"),
        (f"{name}:focus", box(p.text, room.focus, sizes.RADIUS_FIELD, high, 15)),
        (f"{name}:disabled", f"background: {p.selected}; color: {p.text_3}; border-color: {p.selected};"),
    ]


def _text_buttons(p: Palette, room: Room) -> list[Rule]:
    rules: list[Rule] = []
    roles = (("danger", p.bad, p.bad_soft), ("link", p.accent, p.accent_soft), ("note", p.text_2, p.hover))
    for role, color, ground in roles:
        name = f'QPushButton[role="{role}"]'
        around = f"{clear(room, sizes.RADIUS_FIELD)} padding: {room.within - room.focus}px {9 - room.focus}px;"
        rules += [
            (name, f"{around} color: {color};"),
            (f"{name}:hover", f"background: {ground};"),
            (f"{name}:pressed", f"background: {p.selected};"),
            (f"{name}:focus", f"border-color: {p.accent};"),
            (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
        ]
    return [*rules, *_flush(p, room)]


def _flush(p: Palette, room: Room) -> list[Rule]:
    """A link whose words begin where those above and below it do."""
    name = 'QPushButton[role="flush"]'
    around = f"{clear(room, sizes.RADIUS_SMALL)} padding: {room.within - room.focus}px 0; text-align: left;"
    return [
        (name, f"{around} color: {p.accent};"),
        (f"{name}:hover, {name}:pressed", "background: transparent; text-decoration: underline;"),
        (f"{name}:focus", f"border-color: {p.accent};"),
        (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
    ]


def _tool_buttons(p: Palette, room: Room) -> list[Rule]:
    side = room.target - 2 * room.focus
    ground = clear(room, sizes.RADIUS_SMALL)
    rules: list[Rule] = []
    for name in ("QToolButton", 'QPushButton[role="quiet"]'):
        rules += [
            (
                name,
                f"{ground} color: {p.text_2}; min-width: {side}px; min-height: {side}px; padding: 0; outline: none;",
            ),
            (f"{name}:hover", f"background: {p.hover};"),
            (f"{name}:pressed, {name}:checked, {name}:open", f"background: {p.selected};"),
            (f"{name}:focus", f"border-color: {p.accent};"),
            (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
        ]
    return [*rules, ("QToolButton::menu-indicator", "image: none;"), *_send(p, room)]


def _send(p: Palette, room: Room) -> list[Rule]:
    name = 'QToolButton[role="primary"]'
    stop = 'QToolButton[role="stop"]'
    side = room.field - 2 * room.focus
    shape = f"border-radius: {sizes.RADIUS_FIELD}px; min-width: {side}px; min-height: {side}px;"
    return [
        (name, f"background: {p.accent}; color: {p.on_accent}; {shape}"),
        (f"{name}:hover, {name}:pressed", f"background: {p.accent_hover};"),
        (f"{name}:focus", f"border-color: {p.text};"),
        (f"{name}:disabled", f"background: {p.selected}; color: {p.text_3};"),
        (stop, f"background: {p.raised}; border: 1px solid {p.edge}; {shape}"),
        (f"{stop}:hover, {stop}:pressed", f"background: {p.hover};"),
        (f"{stop}:focus", f"border: {room.focus}px solid {p.accent};"),
    ]


def _rows(p: Palette, room: Room) -> list[Rule]:
    name = 'QPushButton[role="row"]'
    within = f"min-height: {room.row - 2 * room.focus}px; padding: 0 {8 - room.focus}px;"
    return [
        (name, f"{clear(room, sizes.RADIUS_FIELD)} color: {p.text}; text-align: left; {within}"),
        (f"{name}:hover", f"background: {p.hover};"),
        (f"{name}:pressed, {name}:checked", f"background: {p.selected};"),
        (f"{name}:focus", f"border-color: {p.accent};"),
        (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
    ]


def _keys(p: Palette, room: Room) -> list[Rule]:
    """A shortcut that can be pressed for another."""
    name, high = 'QPushButton[role="keys"]', 3
    return [
        (name, f"color: {p.text_2}; font-weight: 400; {box(p.edge, 1, sizes.RADIUS_SMALL, high, 7)}"),
        (f"{name}:focus", box(p.accent, room.focus, sizes.RADIUS_SMALL, high, 7)),
    ]


def _side(p: Palette, room: Room) -> list[Rule]:
    name, high = 'QPushButton[role="soft"]', room.within
    return [
        (name, f"{box(p.line, 1, sizes.RADIUS_FIELD, high, 11)} text-align: left;"),
        (f"{name}:focus", ring(p, room, high, 11)),
    ]


def _chips(p: Palette, room: Room, scale: TypeScale) -> list[Rule]:
    """One of several that are chosen from, as small as what they narrow allows."""
    name = 'QPushButton[role="chip"]'
    shape = f"{clear(room, sizes.RADIUS_SMALL)} padding: 0 {8 - room.focus}px; min-height: {scale.hint.line + 4}px;"
    words = f"font-size: {scale.hint.size}px; font-weight: 500;"
    return [
        (name, f"{shape} background: {p.bubble}; color: {p.text_2}; {words}"),
        (f"{name}:hover", f"background: {p.hover};"),
        (f"{name}:checked", f"background: {p.accent_soft}; color: {p.accent};"),
        (f"{name}:focus", f"border-color: {p.accent};"),
    ]


def _tabs(p: Palette, room: Room) -> list[Rule]:
    name, focus = "QTabBar::tab", room.focus
    under = f"background: transparent; border: none; border-bottom: {focus}px solid {p.line};"
    around = f"border: {focus}px solid {p.accent}; border-radius: {sizes.RADIUS_SMALL}px;"
    within = f"padding: {6 - focus}px {12 - focus}px 6px {12 - focus}px;"
    return [
        (name, f"{under} color: {p.text_2}; font-weight: 500; padding: 6px 12px;"),
        (f"{name}:selected", f"color: {p.text}; border-bottom-color: {p.accent};"),
        (f"{name}:hover", f"color: {p.text};"),
        (f"{name}:selected:focus", f"{around} {within}"),
    ]
