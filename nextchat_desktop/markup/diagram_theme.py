"""Maps a handful of colours to the settings Mermaid draws with; it does not know where the colours come from."""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass

TEXT_SIZE = 14
"""Pixels of most labels."""
SERIES = 12
"""So many different colours do slices, branches and sections have before they begin anew."""

_AMBER = "#E0A030"
_READABLE = 4.5
_TURN = 0.381966
"""The golden section of the circle of hues, so that neighbours differ."""


@dataclass(frozen=True, slots=True)
class DiagramColours:
    """What a diagram is painted with, each as '#RRGGBB'."""

    background: str
    """The page that the diagram lies on."""
    surface: str
    """Nodes, actors and other boxes."""
    line: str
    """Borders and arrows."""
    text: str
    muted: str
    """Less important text: axes, counts, captions."""
    accent: str
    dark: bool


def configuration(colours: DiagramColours, families: Sequence[str], own_colours: bool = False) -> dict[str, object]:
    """Mermaid's configuration; what the source itself sets comes before it.

    Where the source brings colours of its own, only the few are set from which Mermaid finds the others.
    """
    font = font_stack(families)
    variables = _general(colours, own_colours) if own_colours else _variables(colours)
    return {
        "theme": "base",
        "look": "classic",
        "darkMode": colours.dark,
        "fontFamily": font,
        "themeVariables": variables | {"fontFamily": font, "fontSize": f"{TEXT_SIZE}px"},
        "flowchart": _PLAIN | _NODES,
        "state": _PLAIN | _NODES,
        "class": _PLAIN,
        "er": _PLAIN,
        "requirement": _PLAIN,
        "sequence": _PLAIN | dict.fromkeys(("actorFontFamily", "messageFontFamily", "noteFontFamily"), font),
        "journey": {"taskFontFamily": font, "titleFontFamily": font, "titleColor": colours.text}
        | {"sectionFills": _soft(colours), "sectionColours": [colours.text], "actorColours": series(colours)},
        "timeline": {"taskFontFamily": font},
        "gantt": {"fontSize": 12, "sectionFontSize": 12},
        "c4": dict.fromkeys(_C4_FONTS, font),
    }


def font_stack(families: Sequence[str]) -> str:
    """The families as a style sheet names them, ended by the one that every system has."""
    return ", ".join([*(f'"{_plain(family)}"' for family in families), "sans-serif"])


def mix(a: str, b: str, share: float) -> str:
    """The colour which lies `share` (0 to 1) of the way from `a` to `b`."""
    pairs = zip(_channels(a), _channels(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)


def contrast(a: str, b: str) -> float:
    """The WCAG contrast ratio of two '#RRGGBB' colours, from 1 to 21."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def ink_on(ground: str, wished: str) -> str:
    """The wished colour where it can be read on the ground, otherwise black or white."""
    if contrast(wished, ground) >= _READABLE:
        return wished
    return max("#000000", "#FFFFFF", key=lambda ink: contrast(ink, ground))


def series(colours: DiagramColours) -> list[str]:
    """Colours that can be told apart, the accent first."""
    hue, light, _ = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colours.accent)))
    light = min(max(light, 0.6), 0.72) if colours.dark else min(max(light, 0.36), 0.46)
    rest = (colorsys.hls_to_rgb((hue + _TURN * step) % 1, light, 0.42) for step in range(1, SERIES))
    return [colours.accent, *("#" + "".join(f"{round(part * 255):02X}" for part in rgb) for rgb in rest)]


def _soft(colours: DiagramColours) -> list[str]:
    """The series as grounds for text."""
    return [mix(colours.background, colour, 0.3 if colours.dark else 0.2) for colour in series(colours)]


_PLAIN: dict[str, object] = {"look": "classic", "theme": "base", "layout": "dagre"}
_NODES: dict[str, object] = {"minNodeWidth": 40, "wrappingWidth": 240}
_C4_FONTS = tuple(
    f"{kind}FontFamily"
    for kind in (
        *("person", "external_person", "system", "external_system", "system_db", "external_system_db"),
        *("system_queue", "external_system_queue", "boundary", "message", "container", "external_container"),
        *("container_db", "external_container_db", "container_queue", "external_container_queue"),
        *("component", "external_component", "component_db", "external_component_db"),
        *("component_queue", "external_component_queue"),
    )
)


def _variables(colours: DiagramColours) -> dict[str, object]:
    return {
        **_general(colours),
        **_sequence(colours),
        **_gantt(colours),
        **_state(colours),
        **_tables(colours),
        **_charts(colours),
        **_sections(colours),
        **_git(colours),
    }


def _general(c: DiagramColours, few: bool = False) -> dict[str, object]:
    group = mix(c.background, c.text, 0.04)
    note = mix(c.background, _AMBER, 0.2)
    lines = ("primaryBorderColor", "secondaryBorderColor", "tertiaryBorderColor", "lineColor")
    texts = ("primaryTextColor", "secondaryTextColor", "tertiaryTextColor", "textColor", "titleColor")
    first = {
        "darkMode": c.dark,
        "primaryColor": c.surface,
        **dict.fromkeys(("secondaryColor", "tertiaryColor"), group),
        **dict.fromkeys(("background", "edgeLabelBackground"), c.background),
        **dict.fromkeys(lines, c.line),
        **dict.fromkeys(texts, c.text),
        "noteBkgColor": note,
        "noteBorderColor": mix(note, _AMBER, 0.45),
        "noteTextColor": c.text,
    }
    return first if few else first | _nodes(c, group)


def _nodes(c: DiagramColours, group: str) -> dict[str, object]:
    lines = ("nodeBorder", "personBorder", "defaultLinkColor", "arrowheadColor", "border1", "border2")
    return {
        **dict.fromkeys(("mainBkg", "nodeBkg", "personBkg", "errorBkgColor"), c.surface),
        **dict.fromkeys((*lines, "archEdgeColor", "archEdgeArrowColor"), c.line),
        **dict.fromkeys(("nodeTextColor", "classText", "errorTextColor"), c.text),
        **dict.fromkeys(("clusterBorder", "archGroupBorderColor"), mix(c.background, c.line, 0.55)),
        "clusterBkg": group,
    }


def _sequence(c: DiagramColours) -> dict[str, object]:
    texts = ("actorTextColor", "signalTextColor", "labelTextColor", "loopTextColor")
    return {
        **dict.fromkeys(("actorBkg", "labelBoxBkgColor"), c.surface),
        **dict.fromkeys(("actorBorder", "labelBoxBorderColor", "activationBorderColor"), c.line),
        **dict.fromkeys(texts, c.text),
        "actorLineColor": mix(c.background, c.line, 0.6),
        "signalColor": mix(c.line, c.text, 0.4),
        "activationBkgColor": mix(c.background, c.accent, 0.3),
        "sequenceNumberColor": ink_on(mix(c.line, c.text, 0.4), c.background),
    }


def _gantt(c: DiagramColours) -> dict[str, object]:
    task, bad = mix(c.background, c.accent, 0.25), "#D9534F"
    return {
        "sectionBkgColor": mix(c.background, c.text, 0.05),
        "sectionBkgColor2": mix(c.background, c.text, 0.05),
        **dict.fromkeys(("altSectionBkgColor", "excludeBkgColor"), mix(c.background, c.text, 0.02)),
        "taskBkgColor": task,
        "taskBorderColor": c.accent,
        "activeTaskBkgColor": mix(c.background, c.accent, 0.45),
        "activeTaskBorderColor": c.accent,
        "doneTaskBkgColor": mix(c.background, c.text, 0.14),
        "doneTaskBorderColor": c.line,
        "critBkgColor": mix(c.background, bad, 0.35),
        "critBorderColor": bad,
        **dict.fromkeys(("taskTextColor", "taskTextLightColor", "taskTextDarkColor"), c.text),
        **dict.fromkeys(("taskTextOutsideColor", "taskTextClickableColor"), c.text),
        "gridColor": mix(c.background, c.line, 0.45),
        "todayLineColor": bad,
        "vertLineColor": c.accent,
    }


def _state(c: DiagramColours) -> dict[str, object]:
    return {
        **dict.fromkeys(("transitionColor", "specialStateColor", "compositeBorder", "stateBorder"), c.line),
        **dict.fromkeys(("transitionLabelColor", "stateLabelColor"), c.text),
        **dict.fromkeys(("stateBkg", "compositeTitleBackground"), c.surface),
        **dict.fromkeys(("labelBackgroundColor", "innerEndBackground"), c.background),
        **dict.fromkeys(("compositeBackground", "altBackground"), mix(c.background, c.text, 0.04)),
    }


def _tables(c: DiagramColours) -> dict[str, object]:
    """Entities and requirements."""
    even = mix(c.background, c.text, 0.04)
    return {
        **dict.fromkeys(("attributeBackgroundColorOdd", "rowOdd", "requirementBackground"), c.surface),
        **dict.fromkeys(("attributeBackgroundColorEven", "rowEven"), even),
        **dict.fromkeys(("requirementBorderColor", "relationColor"), c.line),
        **dict.fromkeys(("requirementTextColor", "relationLabelColor"), c.text),
        "relationLabelBackground": c.background,
    }


def _charts(c: DiagramColours) -> dict[str, object]:
    colours, group = series(c), mix(c.background, c.text, 0.04)
    pie: dict[str, object] = {f"pie{number}": colour for number, colour in enumerate(colours, 1)}
    quadrants: dict[str, object] = {}
    for number, ground in enumerate((c.surface, group, mix(c.background, c.text, 0.08), group), 1):
        quadrants |= {f"quadrant{number}Fill": ground, f"quadrant{number}TextFill": c.muted}
    axis = {f"{name}{part}Color": c.muted for name in ("xAxis", "yAxis") for part in ("Title", "Label", "Tick", "Line")}
    return {
        **pie,
        **quadrants,
        **dict.fromkeys(("pieTitleTextColor", "pieLegendTextColor", "quadrantTitleFill"), c.text),
        "pieSectionTextColor": ink_on(c.accent, c.background),
        "pieOpacity": "1",
        "pieTitleTextSize": "18px",
        "pieSectionTextSize": "13px",
        "pieLegendTextSize": "14px",
        **dict.fromkeys(("pieStrokeColor", "pieOuterStrokeColor"), c.background),
        "quadrantPointFill": c.accent,
        "quadrantPointTextFill": c.text,
        **dict.fromkeys(("quadrantXAxisTextFill", "quadrantYAxisTextFill"), c.muted),
        **dict.fromkeys(("quadrantInternalBorderStrokeFill", "quadrantExternalBorderStrokeFill"), c.line),
        "xyChart": axis
        | {"backgroundColor": c.background, "titleColor": c.text, "plotColorPalette": ", ".join(_plots(c))},
        "radar": {"axisColor": c.line, "graticuleColor": c.line, "graticuleOpacity": 0.15},
        "packet": dict.fromkeys(("startByteColor", "endByteColor"), c.muted)
        | dict.fromkeys(("labelColor", "titleColor"), c.text)
        | {"blockStrokeColor": c.line, "blockFillColor": c.surface},
    }


def _plots(c: DiagramColours) -> list[str]:
    """Bars come first and wide, lines after them and over them."""
    first, *rest = series(c)
    return [mix(c.background, first, 0.55), *rest]


def _sections(c: DiagramColours) -> dict[str, object]:
    """Branches of a mind map, columns, periods and parts of a journey."""
    found: dict[str, object] = {}
    for number, (colour, ground) in enumerate(zip(series(c), _soft(c), strict=True)):
        found |= {f"cScale{number}": ground, f"cScaleLabel{number}": c.text}
        found |= {f"cScalePeer{number}": colour, f"cScaleInv{number}": colour, f"surface{number}": ground}
        found |= {f"fillType{number}": ground}
    return found | {"scaleLabelColor": c.text, "faceColor": mix(c.background, _AMBER, 0.35)}


def _git(c: DiagramColours) -> dict[str, object]:
    found: dict[str, object] = {}
    for number, colour in enumerate(series(c)[:8]):
        found |= {f"git{number}": colour, f"gitInv{number}": c.text}
        found |= {f"gitBranchLabel{number}": ink_on(colour, c.background)}
    return found | {
        **dict.fromkeys(("commitLabelColor", "tagLabelColor"), c.text),
        "commitLabelBackground": mix(c.background, c.text, 0.06),
        "commitLabelFontSize": "12px",
        "tagLabelBackground": c.surface,
        "tagLabelBorder": c.line,
        "tagLabelFontSize": "12px",
    }


def _plain(family: str) -> str:
    return "".join(character for character in family if character.isalnum() or character in " -_.")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
