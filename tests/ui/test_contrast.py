"""Everything that is read or has a meaning stands out from whatever it lies on, in every palette and accent.

The pairs are those the program paints. What is disabled and what is only decoration is not among them.
"""

from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nextchat_desktop.core.makers import Maker
from nextchat_desktop.ui.picker.maker_mark import colours
from nextchat_desktop.ui.settings.colour_field import OFFERED, seen
from nextchat_desktop.ui.theme.palette import (
    PALETTES,
    SHAPE_CONTRAST,
    SHAPE_CONTRAST_HIGH,
    TEXT_CONTRAST,
    TEXT_CONTRAST_HIGH,
    Palette,
    contrast,
    is_high,
    with_accent,
)

PLAIN = ("background", "sidebar", "raised")
ROWS = (*PLAIN, "hover", "selected")
CODE = ("code", "code_head")
STATES = ("bad", "warn", "ok")

READ: dict[str, tuple[str, ...]] = {
    "text": (*ROWS, "bubble", *CODE, "accent_soft", "selection", "search_hit"),
    "text_2": (*ROWS, "bubble", *CODE),
    "text_3": (*PLAIN, "bubble", "code"),
    "accent": (*ROWS, "bubble", "accent_soft"),
    "on_accent": ("accent", "accent_hover"),
    "bad": (*ROWS, "bubble", "bad_soft"),
    "warn": (*ROWS, "bubble", "warn_soft"),
    "ok": (*ROWS, "bubble", "ok_soft"),
    "keyword": ("code",),
    "string": ("code",),
    "number": ("code",),
    "comment": ("code",),
    "background": ("text",),  # the toast
}
"""Letters of a colour, and what they lie on."""
SEEN: dict[str, tuple[str, ...]] = {
    "edge": (*PLAIN, "code"),
    "accent": (*ROWS, "bubble", *CODE),
    "text": ROWS,
    "text_2": (*ROWS, *CODE),
    **dict.fromkeys(STATES, ROWS),
}
"""Borders of what is pressed or typed in, rings, dots, icons and bars."""
PARTS: dict[str, tuple[str, ...]] = {"line": PLAIN}
"""What only parts one thing from another; of high contrast that is an edge, too."""

NAMES = [f"{'dark' if dark else 'light'}{' high' if high else ''}" for dark, high in PALETTES]
TROUBLESOME = ("#FF0000", "#FFFF00", "#FFFFFF", "#000000", "#808080", "#0000FF", "#00FF00", "#777777", "#FDFCFB")


def faint(palette: Palette, used: dict[str, tuple[str, ...]], least: float) -> list[str]:
    """The pairs that do not stand out enough."""
    pairs = ((ink, ground) for ink, grounds in used.items() for ground in grounds)
    measured = ((ink, ground, contrast(getattr(palette, ink), getattr(palette, ground))) for ink, ground in pairs)
    return [f"{ink} on {ground}: {found:.2f}" for ink, ground, found in measured if found < least]


def all_faint(palette: Palette) -> list[str]:
    high = is_high(palette)
    least = (TEXT_CONTRAST_HIGH, SHAPE_CONTRAST_HIGH) if high else (TEXT_CONTRAST, SHAPE_CONTRAST)
    parts = faint(palette, PARTS, least[1]) if high else []
    return [*faint(palette, READ, least[0]), *faint(palette, SEEN, least[1]), *parts]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=NAMES)
def test_everything_stands_out(palette: Palette) -> None:
    assert all_faint(palette) == []


@pytest.mark.parametrize("palette", PALETTES.values(), ids=NAMES)
@pytest.mark.parametrize("accent", [*filter(None, OFFERED.values()), *TROUBLESOME])
def test_everything_stands_out_with_an_accent_of_ones_own(palette: Palette, accent: str) -> None:
    own = with_accent(palette, accent)
    assert all_faint(own) == []
    assert contrast(own.selection, own.background) > 1.2, "what is selected is to be seen"
    assert contrast(own.selection, own.raised) > 1.1


@given(st.integers(0, 0xFFFFFF))
@example(0x7F7F7F)
def test_everything_stands_out_with_any_accent(colour: int) -> None:
    for palette in PALETTES.values():
        assert all_faint(with_accent(palette, f"#{colour:06X}")) == []


@pytest.mark.parametrize("palette", PALETTES.values(), ids=NAMES)
def test_an_accent_that_can_be_read_stays_as_it_was_chosen(palette: Palette) -> None:
    again = with_accent(palette, palette.accent)
    assert again.accent == palette.accent


@pytest.mark.parametrize("palette", PALETTES.values(), ids=NAMES)
def test_the_colours_that_are_offered_can_be_told_apart_and_seen(palette: Palette) -> None:
    shown = [seen(palette, colour).accent for colour in OFFERED.values()]
    assert len(set(shown)) == len(OFFERED)
    assert shown[0] == palette.accent
    assert all(contrast(colour, palette.background) >= SHAPE_CONTRAST for colour in shown)


def test_high_contrast_is_higher_than_the_usual() -> None:
    for dark in (False, True):
        usual, high = PALETTES[dark, False], PALETTES[dark, True]
        for ink, grounds in READ.items():
            assert lowest(high, ink, grounds) >= min(lowest(usual, ink, grounds), TEXT_CONTRAST_HIGH)


def lowest(palette: Palette, ink: str, grounds: Iterable[str]) -> float:
    return min(contrast(getattr(palette, ink), getattr(palette, ground)) for ground in grounds)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=NAMES)
@pytest.mark.parametrize("hue", [-1, 0, 18, 60, 145, 217, 262, 330])
def test_the_letter_of_a_maker_can_be_read_on_its_ground(palette: Palette, hue: int) -> None:
    ground, letter = colours(Maker("Anybody", "A", hue), palette)
    assert contrast(ground.name(), letter.name()) >= TEXT_CONTRAST


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1
