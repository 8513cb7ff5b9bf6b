"""The colours of the light and the dark look, of each for high contrast, and the contrast between any two of them."""

from dataclasses import dataclass, replace

TEXT_CONTRAST, TEXT_CONTRAST_HIGH = 4.5, 7.0
SHAPE_CONTRAST, SHAPE_CONTRAST_HIGH = 3.0, 4.5

_WHITE = "#FFFFFF"
_BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour the program paints with, as '#RRGGBB'."""

    background: str
    sidebar: str
    raised: str
    hover: str
    selected: str
    line: str
    edge: str
    text: str
    text_2: str
    text_3: str
    bubble: str
    code: str
    code_head: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    selection: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    keyword: str
    string: str
    number: str
    comment: str
    search_hit: str


LIGHT = Palette(
    background="#FDFCFB",
    sidebar="#F4F2EF",
    raised="#FFFFFF",
    hover="#EBE8E4",
    selected="#E3E0DB",
    line="#E4E0DA",
    edge="#8F8A82",
    text="#1F1D1A",
    text_2="#5A554E",
    text_3="#706A63",
    bubble="#F1EFEB",
    code="#F6F4F1",
    code_head="#EDEAE6",
    accent="#0B6B75",
    accent_hover="#085760",
    on_accent="#FFFFFF",
    accent_soft="#DFEEEF",
    selection="#BFE0E3",
    bad="#B3261E",
    bad_soft="#FBECEA",
    warn="#835300",
    warn_soft="#FBF1DC",
    ok="#22693C",
    ok_soft="#E4F2E8",
    keyword="#8A3B12",
    string="#22693C",
    number="#0B6B75",
    comment="#706A63",
    search_hit="#FCE7A8",
)

DARK = Palette(
    background="#1C1B1A",
    sidebar="#151413",
    raised="#272523",
    hover="#2B2927",
    selected="#35332F",
    line="#35332F",
    edge="#78736C",
    text="#ECE9E4",
    text_2="#B5AFA7",
    text_3="#979189",
    bubble="#2B2927",
    code="#232120",
    code_head="#2B2927",
    accent="#62C1C8",
    accent_hover="#82D0D6",
    on_accent="#06272A",
    accent_soft="#17383B",
    selection="#1F5157",
    bad="#FF9A90",
    bad_soft="#3A211F",
    warn="#E8B65A",
    warn_soft="#352A17",
    ok="#7FCB95",
    ok_soft="#1C3324",
    keyword="#E8A47C",
    string="#93CDA0",
    number="#62C1C8",
    comment="#979189",
    search_hit="#5A4A14",
)

LIGHT_HIGH = Palette(
    background="#FFFFFF",
    sidebar="#F7F5F2",
    raised="#FFFFFF",
    hover="#EAE7E2",
    selected="#DEDAD4",
    line="#635F5A",
    edge="#635F5A",
    text="#000000",
    text_2="#3A3632",
    text_3="#45423D",
    bubble="#F1EFEB",
    code="#F6F4F1",
    code_head="#EDEAE6",
    accent="#084B52",
    accent_hover="#063C42",
    on_accent="#FFFFFF",
    accent_soft="#DFEEEF",
    selection="#BFE0E3",
    bad="#811B16",
    bad_soft="#FBECEA",
    warn="#5E3C00",
    warn_soft="#FBF1DC",
    ok="#194D2C",
    ok_soft="#E4F2E8",
    keyword="#893A12",
    string="#1F5E36",
    number="#095B63",
    comment="#56524C",
    search_hit="#FCE7A8",
)
"""Everything that is read or has a meaning stands out, and what only parts one thing from another is an edge."""

DARK_HIGH = Palette(
    background="#0C0B0B",
    sidebar="#000000",
    raised="#141312",
    hover="#242220",
    selected="#302E2A",
    line="#9A9691",
    edge="#9A9691",
    text="#FFFFFF",
    text_2="#E6E4E1",
    text_3="#C0BCB7",
    bubble="#1F1D1C",
    code="#141312",
    code_head="#1F1D1C",
    accent="#76C9CF",
    accent_hover="#91D4D9",
    on_accent="#03191B",
    accent_soft="#0C2A2D",
    selection="#0F4449",
    bad="#FFA39A",
    bad_soft="#2C1513",
    warn="#E8B65A",
    warn_soft="#2A2010",
    ok="#80CC96",
    ok_soft="#10291A",
    keyword="#E8A47C",
    string="#93CDA0",
    number="#62C1C8",
    comment="#A59F98",
    search_hit="#4A3C0C",
)

PALETTES = {(False, False): LIGHT, (True, False): DARK, (False, True): LIGHT_HIGH, (True, True): DARK_HIGH}
"""By whether they are dark, and whether they are of high contrast."""


def contrast(a: str, b: str) -> float:
    """The WCAG contrast ratio of two '#RRGGBB' colours, from 1 to 21."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def mix(a: str, b: str, share: float) -> str:
    """The colour which lies `share` (0 to 1) of the way from `a` to `b`."""
    pairs = zip(_channels(a), _channels(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)


def is_dark(palette: Palette) -> bool:
    """Whether the palette has light text on a dark ground."""
    return _luminance(palette.background) < _luminance(palette.text)


def is_high(palette: Palette) -> bool:
    """Whether the palette is one of high contrast."""
    return palette.line == palette.edge


def with_accent(palette: Palette, accent: str) -> Palette:
    """The palette with another accent, moved towards the text until it can be read on every ground it is used on."""
    dark = is_dark(palette)
    soft = mix(palette.background, accent, 0.2 if dark else 0.12)
    grounds = (palette.background, palette.sidebar, palette.raised, palette.hover, palette.selected, soft)
    least = TEXT_CONTRAST_HIGH if is_high(palette) else TEXT_CONTRAST
    readable = _readable(accent, grounds, _WHITE if dark else _BLACK, least)
    return replace(
        palette,
        accent=readable,
        accent_hover=mix(readable, _WHITE if dark else _BLACK, 0.2),
        on_accent=max(_WHITE, mix(_BLACK, readable, 0.15), key=lambda ink: contrast(ink, readable)),
        accent_soft=soft,
        selection=mix(palette.background, readable, 0.3),
    )


def _readable(colour: str, grounds: tuple[str, ...], towards: str, least: float) -> str:
    """The nearest colour on the way from `colour` to `towards` which has this contrast to all grounds."""
    steps = (mix(colour, towards, step / 50) for step in range(51))
    return next((c for c in steps if all(contrast(c, ground) >= least for ground in grounds)), towards)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
