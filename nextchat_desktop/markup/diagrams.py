"""Draws Mermaid diagrams as SVG and PNG; it does not know where they come from or what shows them."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

from nextchat_desktop.markup.diagram_text import text_measurer
from nextchat_desktop.markup.diagram_theme import DiagramColours, configuration, font_stack

__all__ = [
    "Diagram",
    "DiagramColours",
    "NotDrawn",
    "available",
    "draw_diagram",
    "is_diagram",
    "rasterised",
    "standalone",
]

LONGEST = 50_000
"""Sources longer than this many characters are not drawn."""
MOST_PIXELS = 16_000_000
LONGEST_SIDE = 16_000
"""No raster has more pixels, or more along a side: it is drawn smaller instead."""

_MOST_ITEMS = 3000
_SECONDS = 10
_LONGEST_REASON = 200
_ESTIMATED: Mapping[str, float] = MappingProxyType({})
_NAMES = frozenset({"mermaid", "mmd"})
_NOTE = re.compile(r"^\s*note\b.*$", re.MULTILINE)
_FONT = "font_family", "serif_family", "sans_serif_family", "cursive_family", "fantasy_family", "monospace_family"
_USUAL_FAMILIES = "Segoe UI", "Arial", "Helvetica", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Roboto", "Ubuntu"
_DPI = 96.0
"""Without it lengths in points are nothing, and the crosses at the ends of arrows are drawn with such."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A picture and its size in CSS pixels, at scale 1."""

    svg: str
    width: float
    height: float


class NotDrawn(ValueError):
    """The reason, in one short line."""


def is_diagram(language: str) -> bool:
    """Whether what stands behind a fence says that there is a diagram in it."""
    words = re.findall(r"\w+", language.lower().replace("language-", "").replace("lang-", ""))
    return bool(words) and words[0] in _NAMES


def available() -> bool:
    """Whether the libraries are there. They exist for the most usual systems only."""
    return find_spec("merman") is not None and find_spec("resvg_py") is not None


def draw_diagram(
    source: str, colours: DiagramColours, families: Sequence[str], advances: Mapping[str, float] = _ESTIMATED
) -> Diagram:
    """The picture of a Mermaid source. `advances` has the widths of characters in the first family, in ems.

    Raises NotDrawn.
    """
    from nextchat_desktop.markup.diagram_svg import cleaned  # loaded with the first diagram

    if len(source) > LONGEST:
        raise NotDrawn(f"it is longer than {LONGEST} characters")
    try:
        site = configuration(colours, families, own_colours="themeVariables" in source)
        svg = _laid_out(_prepared(source), site, advances)
        return Diagram(*cleaned(svg, colours, families))
    except NotDrawn:
        raise
    except (ImportError, OSError) as failed:
        raise NotDrawn("diagrams cannot be drawn on this system") from failed
    except Exception as failed:  # a library of another language; whatever it is, the source can be shown instead
        raise NotDrawn(_one_line(str(failed))) from failed


def rasterised(svg: str, scale: float, families: Sequence[str] = ()) -> bytes:
    """A drawn diagram as PNG on nothing. Raises NotDrawn.

    It holds the interpreter's lock all the time, so that every other thread waits.
    """
    try:
        import resvg_py  # loaded with the first picture
    except (ImportError, OSError) as failed:
        raise NotDrawn("pictures cannot be made on this system") from failed
    try:
        family = _with_letters(tuple(families))
        fonts = dict.fromkeys(_FONT, family) if family else {}
        width, height = _size(svg)
        zoom = _bounded(scale, width, height)
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, dpi=_DPI, **fonts))  # type: ignore[arg-type]
    except BaseException as failed:
        if not isinstance(failed, Exception) and type(failed).__name__ != "PanicException":
            raise
        raise NotDrawn(_one_line(str(failed))) from failed


@lru_cache(maxsize=8)
def _with_letters(families: tuple[str, ...]) -> str | None:
    """The first family the rasteriser finds: it leaves a text out where it finds none, and knows fewer than Qt."""
    import resvg_py

    from nextchat_desktop.markup.diagram_svg import SVG

    frame = f'<svg xmlns="{SVG}" width="20" height="20">{{}}</svg>'
    blank = resvg_py.svg_to_bytes(svg_string=frame.format(""))
    for family in (*families, *_USUAL_FAMILIES):
        letter = f"<text y='15' font-family='{font_stack([family]).partition(',')[0]}'>M</text>"
        if resvg_py.svg_to_bytes(svg_string=frame.format(letter)) != blank:
            return family
    return None


def standalone(svg: str, background: str | None, families: Sequence[str]) -> str:
    """The picture as a file of its own: with its ground, and with letters where its families are missing."""
    from nextchat_desktop.markup.diagram_svg import SVG

    root = ElementTree.fromstring(svg)
    left, top, width, height = root.get("viewBox", "0 0 0 0").split()
    root.set("font-family", font_stack(families))
    if background is not None:
        place = {"x": left, "y": top, "width": width, "height": height, "fill": background}
        root.insert(0, ElementTree.Element(f"{{{SVG}}}rect", place))
    ElementTree.register_namespace("", SVG)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _prepared(source: str) -> str:
    """The source without what a parser may stumble over, line for line as it was."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")
    return _NOTE.sub(lambda note: note[0].replace("\\n", "<br/>"), text) if "classDiagram" in text else text


def _laid_out(source: str, site: dict[str, object], advances: Mapping[str, float]) -> str:
    """The picture as the library draws it: formulas as their source, and plainer labels where there are very many."""
    import merman  # type: ignore[import-untyped]  # loaded with the first diagram, since it takes a moment

    while True:
        try:
            return _drawn(source, site, advances)
        except merman.MermanError as failed:
            if "capability `math`" in str(failed) and "$$" in source:
                source = source.replace("$$", "")
            elif "svg_fallback" in str(failed) and "htmlLabels" not in site:
                site = site | {"htmlLabels": False}
            else:
                raise NotDrawn(_reason(failed, source)) from failed


def _drawn(source: str, site: dict[str, object], advances: Mapping[str, float]) -> str:
    import merman

    limits = {"limits": {"max_model_items": _MOST_ITEMS}}
    options = {"svg": {"pipeline": "resvg-safe"}, "resources": limits, "site_config": site}
    services = merman.MermanEngineServices().with_text_measurer(text_measurer(advances))
    engine = merman.MermanEngine(json.dumps(options), services)
    control = merman.MermanOperationControl(timeout_ms=_SECONDS * 1000)
    request = merman.MermanOperationRequestV4(
        operation_id="svg", source=source, uri=None, options_json=None, control=control
    )
    data: bytes = engine.execute(request).data
    return data.decode()


def _reason(failed: Any, source: str) -> str:
    """What the library says, with the line it is about."""
    if getattr(failed, "cancellation", None) is not None:
        return f"it takes longer than {_SECONDS} seconds"
    if getattr(failed, "resource", None) is not None:
        return "it is too large"
    message = re.sub(r"^Diagram parse error \([\w-]+\): ", "", str(getattr(failed, "message", failed)))
    span = getattr(getattr(failed, "diagnostic", None), "span", None)
    if span is None:
        return _one_line(message)
    return _one_line(f"line {source.encode()[: span.start].count(10) + 1}: {message}")


def _one_line(text: str) -> str:
    line = " ".join(text.split()) or "the library gave no reason"
    return line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 1] + "…"


def _size(svg: str) -> tuple[float, float]:
    """The size a drawn picture names; only such a picture is rasterised, since others might load files."""
    found = re.match(r"<svg [^>]*?>", svg)
    numbers = dict(re.findall(r' (width|height)="([\d.e+]+)"', found[0])) if found else {}
    if len(numbers) != 2 or "<image" in svg:
        raise NotDrawn("it is no drawn diagram")
    return float(numbers["width"]), float(numbers["height"])


def _bounded(scale: float, width: float, height: float) -> float:
    if not (math.isfinite(scale) and scale > 0):
        raise NotDrawn("there is no such scale")
    return min(scale, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
