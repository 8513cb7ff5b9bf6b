"""The style sheet of the widgets that lie over the transcript; it knows their names only."""

from nextchat_desktop.ui.theme.rules import Rule, sheet
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.card import RADIUS
from nextchat_desktop.ui.transcript.look import Look

_LARGEST_CHIP = 18
"""A chip is as high at every size of the words."""
_BARE = "background: transparent; border: none;"


def piece_style(look: Look) -> str:
    rules = (
        *_small_pieces(look),
        *_pictures(look),
        *_floating(look),
        *_cards(look),
        *_card_buttons(look),
        *_side_bars(look),
    )
    return sheet(rules)


def _clear(look: Look) -> str:
    """Nothing but the place where the ring will be."""
    border = f"border: {look.room.focus}px solid transparent;"
    return f"background: transparent; {border} border-radius: 6px; min-width: 0; min-height: 0;"


def _sign(look: Look) -> str:
    """A square with its edge, in which an icon has all the room it needs."""
    side = look.grown(m.ROW) - 2 * look.room.focus
    return f"padding: 0; min-width: {side}px; max-width: {side}px; min-height: {side}px; max-height: {side}px;"


def _small_pieces(look: Look) -> list[Rule]:
    p, ring = look.palette, look.room.focus
    small, within = f"font-size: {look.grown(12)}px;", f"padding: {4 - ring}px {8 - ring}px;"
    return [
        ("QLabel", f"{_BARE} color: {p.text};"),
        ("QToolButton", f"{_clear(look)} color: {p.text_2}; {within} {small}"),
        ("QToolButton:hover", f"background: {p.hover}; color: {p.text};"),
        ("QToolButton:disabled", f"color: {p.line};"),
        ("QToolButton:pressed", f"background: {p.selected};"),
        ("QToolButton:focus", f"border: {ring}px solid {p.accent};"),
        ('#codeTools QToolButton, #diagramTools QToolButton, QToolButton[sign="true"]', _sign(look)),
        ("#codeTools QToolButton:hover, #diagramTools QToolButton:hover", f"background: {p.selected};"),
        ("#wrapCode:checked", f"background: {p.accent_soft}; border: 1px solid {p.accent}; margin: {ring - 1}px;"),
        ("#wrapCode:checked:focus", f"border: {ring}px solid {p.accent}; margin: 0;"),
        ("#foldCode", f"padding: {4 - ring}px {8 - ring}px {4 - ring}px {4 - ring}px;"),
        ("#copyCode", f"color: {p.text_2};"),
        ("#caption, #place", f"color: {p.text_3}; {small}"),
        ("#notice QLabel", f"color: {p.text_3}; {small}"),
        ("#notice QToolButton", f"color: {p.accent};"),
        ("#noticeLine", f"background: {p.line}; border: none;"),
    ]


def _pictures(look: Look) -> list[Rule]:
    p, ring = look.palette, look.room.focus
    small = f"font-size: {look.scaled(12)}px; font-weight: 500;"
    asking, shown = '#pictureButton[shown="false"]', '#pictureButton[shown="true"]'
    return [
        (asking, f"background: {p.raised}; color: {p.text}; border: 1px solid {p.edge}; padding: 0; {small}"),
        (f"{asking}:hover", f"background: {p.hover};"),
        (f"{asking}:focus", f"border: {ring}px solid {p.accent};"),
        (shown, f"{_BARE} border-radius: 10px;"),
        (f"{shown}:focus", f"border: {ring}px solid {p.accent};"),
        ("#drawingButton, #drawingButton:hover, #drawingButton:pressed", _BARE),
        ("#pictureLink", f"color: {p.accent}; padding: {3 - ring}px {8 - ring}px; {small}"),
    ]


def _floating(look: Look) -> list[Rule]:
    p, ring = look.palette, look.room.focus
    label = f"font-size: {look.scaled(13)}px;"
    chip = f"font-size: {min(look.scaled(13), look.grown(_LARGEST_CHIP))}px;"
    latest = f"background: {p.raised}; color: {p.text_2}; border: 1px solid {p.edge}; border-radius: 15px;"
    within = f"padding: {6 - ring}px {13 - ring}px {6 - ring}px {9 - ring}px;"
    return [
        ("#reasoningChip", f"color: {p.text_2}; border: 1px solid {p.line}; padding: 2px 10px 2px 6px; {chip}"),
        ("#reasoningChip:focus", f"border: {ring}px solid {p.accent}; padding: 0 {11 - ring}px 0 {7 - ring}px;"),
        ("#latest", f"{latest} padding: 5px 12px 5px 8px; {label}"),
        ("#latest:hover", f"background: {p.hover};"),
        ("#latest:focus", f"border: {ring}px solid {p.accent}; {within}"),
    ]


def _cards(look: Look) -> list[Rule]:
    p = look.palette
    body = f"font-size: {look.scaled(14)}px;"
    mono = ", ".join(f"'{family}'" for family in look.mono.families())
    details = f"background: {p.background}; color: {p.text_2}; border: 1px solid {p.line}; border-radius: 8px;"
    inner = "padding: 8px 10px; margin-top: 4px;"
    return [
        ("#failureCard", f"background: {p.raised}; border: 1px solid {p.line}; border-radius: {RADIUS}px;"),
        ('#failureCard[tone="bad"]', f"color: {p.bad};"),
        ('#failureCard[tone="warn"]', f"color: {p.warn};"),
        ("#cardTitle", f"{body} font-weight: 600;"),
        ("#cardMeaning", f"{body} color: {p.text_2};"),
        ("#cardDetails", f"{details} {inner} font-family: {mono}; font-size: {look.scaled(12)}px;"),
        ("#detailsFold", "padding: 2px 0 2px 3px;"),
    ]


def _card_buttons(look: Look) -> list[Rule]:
    p, ring = look.palette, look.room.focus
    button, primary, link = (f"#failureCard QPushButton{kind}" for kind in ("", '[role="primary"]', '[role="link"]'))
    shape = f"border-radius: 8px; padding: {6 - ring}px {15 - ring}px; min-height: {look.scaled(20)}px;"
    return [
        (button, f"{_clear(look)} {shape} font-size: {look.scaled(14)}px; font-weight: 500;"),
        (primary, f"background: {p.accent}; color: {p.on_accent};"),
        (f"{primary}:hover", f"background: {p.accent_hover};"),
        (f"{primary}:focus", f"border: {ring}px solid {p.text};"),
        (link, f"color: {p.accent};"),
        (f"{link}:hover", f"background: {p.accent_soft};"),
        (f"{link}:focus", f"border: {ring}px solid {p.accent};"),
    ]


def _side_bars(look: Look) -> list[Rule]:
    return [
        ("#sideBar", f"{_BARE} height: 8px; margin: 0;"),
        ("#sideBar::handle", f"background: {look.palette.edge}; border-radius: 2px; margin: 2px 0; min-width: 32px;"),
        ("#sideBar::add-line, #sideBar::sub-line", "width: 0; height: 0; border: none; background: none;"),
        ("#sideBar::add-page, #sideBar::sub-page", "background: none;"),
    ]
