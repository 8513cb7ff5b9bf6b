"""The rules of the style sheet for everything one presses."""

from pathlib import Path

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.rules import Rule, arrow, box, ring


def button_rules(p: Palette, icons: Path) -> list[Rule]:
    return [
        *_buttons(p, icons),
        *_primary(p),
        *_text_buttons(p),
        *_tool_buttons(p),
        *_rows(p),
        *_side(p),
        *_keys(p),
        *_chips(p),
        *_tabs(p),
    ]


def _buttons(p: Palette, icons: Path) -> list[Rule]:
    base = f"background: {p.raised}; color: {p.text}; font-weight: 500; min-height: 20px;"
    return [
        ("QPushButton", f"{base} outline: none; {box(p.edge, 1, sizes.RADIUS_FIELD, 6, 15)}"),
        ("QPushButton:hover", f"background: {p.hover};"),
        ("QPushButton:pressed, QPushButton:checked", f"background: {p.selected};"),
        ("QPushButton:focus", ring(p, 6, 15)),
        ("QPushButton:disabled", f"background: {p.background}; color: {p.text_3}; border-color: {p.line};"),
        (
            "QPushButton::menu-indicator",
            f"{arrow(icons, 'chevron-down', p.text_2)} subcontrol-position: right center; right: 8px;",
        ),
        ("QPushButton#modelPicker, QPushButton#maskModel", "padding-right: 26px;"),
    ]


def _primary(p: Palette) -> list[Rule]:
    name = 'QPushButton[role="primary"]'
    return [
        (name, f"background: {p.accent}; color: {p.on_accent}; {box(p.accent, 1, sizes.RADIUS_FIELD, 6, 15)}"),
        (f"{name}:hover", f"background: {p.accent_hover}; border-color: {p.accent_hover};"),
        (f"{name}:pressed", f"background: {p.accent_hover}; border-color: {p.accent_hover};"),
        (f"{name}:focus", box(p.text, sizes.FOCUS, sizes.RADIUS_FIELD, 6, 15)),
        (f"{name}:disabled", f"background: {p.selected}; color: {p.text_3}; border-color: {p.selected};"),
    ]


def _text_buttons(p: Palette) -> list[Rule]:
    rules: list[Rule] = []
    roles = (("danger", p.bad, p.bad_soft), ("link", p.accent, p.accent_soft), ("note", p.text_2, p.hover))
    for role, color, ground in roles:
        name = f'QPushButton[role="{role}"]'
        clear = f"background: transparent; border: 2px solid transparent; border-radius: {sizes.RADIUS_FIELD}px;"
        rules += [
            (name, f"{clear} color: {color}; padding: 4px 7px;"),
            (f"{name}:hover", f"background: {ground};"),
            (f"{name}:pressed", f"background: {p.selected};"),
            (f"{name}:focus", f"border: 2px solid {p.accent};"),
            (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
        ]
    return rules


def _tool_buttons(p: Palette) -> list[Rule]:
    side = sizes.TARGET - 4
    clear = f"background: transparent; border: 2px solid transparent; border-radius: {sizes.RADIUS_SMALL}px;"
    rules: list[Rule] = []
    for name in ("QToolButton", 'QPushButton[role="quiet"]'):
        rules += [
            (name, f"{clear} color: {p.text_2}; min-width: {side}px; min-height: {side}px; padding: 0; outline: none;"),
            (f"{name}:hover", f"background: {p.hover};"),
            (f"{name}:pressed, {name}:checked, {name}:open", f"background: {p.selected};"),
            (f"{name}:focus", f"border: 2px solid {p.accent};"),
            (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
        ]
    return [*rules, ("QToolButton::menu-indicator", "image: none;"), *_send(p)]


def _send(p: Palette) -> list[Rule]:
    name = 'QToolButton[role="primary"]'
    stop = 'QToolButton[role="stop"]'
    round_off = f"border-radius: {sizes.RADIUS_FIELD}px;"
    return [
        (name, f"background: {p.accent}; color: {p.on_accent}; {round_off} min-width: 28px; min-height: 28px;"),
        (f"{name}:hover, {name}:pressed", f"background: {p.accent_hover};"),
        (f"{name}:focus", f"border: 2px solid {p.text};"),
        (f"{name}:disabled", f"background: {p.selected}; color: {p.text_3};"),
        (stop, f"background: {p.raised}; border: 1px solid {p.edge}; {round_off} min-width: 28px; min-height: 28px;"),
        (f"{stop}:hover, {stop}:pressed", f"background: {p.hover};"),
        (f"{stop}:focus", f"border: 2px solid {p.accent};"),
    ]


def _rows(p: Palette) -> list[Rule]:
    rules: list[Rule] = []
    clear = f"background: transparent; border: 2px solid transparent; border-radius: {sizes.RADIUS_FIELD}px;"
    for name in ('QPushButton[role="row"]', 'QToolButton[role="row"]'):
        rules += [
            (name, f"{clear} color: {p.text}; text-align: left; min-height: {sizes.ROW - 4}px; padding: 0 6px;"),
            (f"{name}:hover", f"background: {p.hover};"),
            (f"{name}:pressed, {name}:checked", f"background: {p.selected};"),
            (f"{name}:focus", f"border: 2px solid {p.accent};"),
            (f"{name}:disabled", f"background: transparent; color: {p.text_3};"),
        ]
    return rules


def _keys(p: Palette) -> list[Rule]:
    """A shortcut that can be pressed for another."""
    name = 'QPushButton[role="keys"]'
    return [
        (name, f"color: {p.text_2}; font-weight: 400; {box(p.edge, 1, sizes.RADIUS_SMALL, 2, 7)}"),
        (f"{name}:focus", box(p.accent, sizes.FOCUS, sizes.RADIUS_SMALL, 2, 7)),
    ]


def _side(p: Palette) -> list[Rule]:
    name = 'QPushButton[role="soft"]'
    return [
        (name, f"{box(p.line, 1, sizes.RADIUS_FIELD, 6, 11)} text-align: left;"),
        (f"{name}:focus", ring(p, 6, 11)),
    ]


def _chips(p: Palette) -> list[Rule]:
    """One of several that are chosen from, as small as what they narrow allows."""
    name = 'QPushButton[role="chip"]'
    shape = f"border: 2px solid transparent; border-radius: {sizes.RADIUS_SMALL}px; padding: 0 6px; min-height: 20px;"
    return [
        (name, f"{shape} background: {p.bubble}; color: {p.text_2}; font-size: 12px; font-weight: 500;"),
        (f"{name}:hover", f"background: {p.hover};"),
        (f"{name}:checked", f"background: {p.accent_soft}; color: {p.accent};"),
        (f"{name}:focus", f"border: 2px solid {p.accent};"),
    ]


def _tabs(p: Palette) -> list[Rule]:
    name = "QTabBar::tab"
    clear = f"background: transparent; border: none; border-bottom: 2px solid {p.line};"
    within = "padding: 4px 10px 6px 10px;"  # the ring takes two pixels of it
    return [
        (name, f"{clear} color: {p.text_2}; font-weight: 500; padding: 6px 12px;"),
        (f"{name}:selected", f"color: {p.text}; border-bottom-color: {p.accent};"),
        (f"{name}:hover", f"color: {p.text};"),
        (f"{name}:selected:focus", f"border: 2px solid {p.accent}; border-radius: {sizes.RADIUS_SMALL}px; {within}"),
    ]
