"""Draws a formula that has been set as SVG; it does not know how it was set.

ziamath draws too, but writes out the outline of every letter anew, or makes symbols of them, which Qt clips.
"""

from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ziafont.glyph import SimpleGlyph
from ziamath.drawable import Glyph
from ziamath.nodes.mnode import Mnode

_OWN = "black"
"""What the setter calls the colour of what has been given none."""


def picture_of(node: Any, colour: str, margin: float) -> str:
    """The picture of the node; whatever has no colour of its own follows the outermost element's."""
    box = node.bbox
    width, height = box.xmax - box.xmin + 2 * margin, box.ymax - box.ymin + 2 * margin
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", width=f"{width:.2f}", height=f"{height:.2f}")
    svg.set("viewBox", f"{box.xmin - margin:.2f} {-box.ymax - margin:.2f} {width:.2f} {height:.2f}")
    svg.attrib.update(fill=colour, color=colour)
    _draw(node, 0.0, 0.0, svg)
    for element in svg.iter():
        if element.get("fill") == _OWN:
            del element.attrib["fill"]
        if element.get("stroke") == _OWN:
            element.set("stroke", "currentColor")
    return tostring(svg, encoding="unicode")


def _draw(node: Any, x: float, y: float, svg: Element) -> None:
    if isinstance(node, Glyph):
        _draw_letter(node, x, y, svg)
    elif isinstance(node, Mnode) and node.nodes:
        for inner, (right, down) in zip(node.nodes, node.nodexy, strict=False):
            _draw(inner, x + right, y + down, svg)
    else:
        node.draw(x, y, svg)


def _draw_letter(node: Glyph, x: float, y: float, svg: Element) -> None:
    outline = _outline(node.glyph)
    if outline and not node.phantom:
        scale = node.funit_to_points(1)
        path = SubElement(svg, "path", d=outline, transform=f"translate({x:.2f} {y:.2f}) scale({scale:.5f})")
        path.set("fill", str(node.style.mathcolor))


@lru_cache(maxsize=1024)
def _outline(glyph: SimpleGlyph) -> str:
    """In the units of the font, so that it is written once for all sizes and places."""
    drawn = glyph.svgpath(scale_factor=1 / glyph.funits_to_points(1))
    return "" if drawn is None else "".join(path.get("d", "") for path in drawn.iter("path")).strip()
