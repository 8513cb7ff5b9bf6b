"""Sets formulas with ziamath, and what it lacks or does wrongly; it does not know TeX.

Importing this module loads a font and takes a tenth of a second: it is imported on first use. ziamath finds the class
for an element by its name, so that a class defined here takes the place of its own.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ziafont.fonttypes import BBox
from ziamath.drawable import Glyph, HLine, VLine
from ziamath.nodes.menclose import Menclose
from ziamath.nodes.mnode import Mnode
from ziamath.nodes.mrow import Mrow
from ziamath.nodes.msubsup import Msubsup
from ziamath.nodes.mtable import Mtable
from ziamath.zmath import Math, loadedfonts

_FAMILIES = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Noto Sans SC','WenQuanYi Micro Hei',sans-serif"
_ASCENT, _DESCENT = 0.86, 0.14
"""Of letters from other fonts, in em."""

_DRAWN_SIZE = 100
"""Letters are drawn so large and made smaller, for Qt thickens the outlines of small ones."""

_WIDE, _NARROW = 1.0, 0.6


def covers(letter: str) -> bool:
    """Whether the font of formulas has the letter."""
    return bool(loadedfonts["default"].glyphindex(letter))


def set_formula(element: Element, size: float) -> Any:
    """The node of a whole formula, with its box; it can be drawn into a picture."""
    return Math(element, size=size).node


class _Row(Mrow, tag="mrow"):
    """Measures its elements beforehand only for brackets that grow with them.

    ziamath does so in every row, and again in every row within, which doubles the work with each level; it also
    measures all that is set already once more for each element.
    """

    def _setup_single_line(self, line: list[Element], **kwargs: Any) -> None:
        grows = any(child.get("stretchy") == "true" for child in line) and not kwargs.get("nostretch")
        bottom, top = self._get_height_nostretch(line, **kwargs) if grows else (0.0, 0.0)
        kwargs.update(rowymin=bottom, rowymax=top)
        boxes: list[BBox] = []
        x = 0.0
        for child in line:
            node = Mnode.fromelement(child, parent=self, **kwargs)
            self.nodes.append(node)
            self.nodexy.append((x, 0))
            box = node.bbox
            boxes.append(BBox(x + box.xmin, x + box.xmax, box.ymin, box.ymax))
            x += node.xadvance()
        self.bbox = _around(boxes)
        self._xadvance = x


def _around(boxes: list[BBox]) -> BBox:
    if not boxes:
        return BBox(0, 0, 0, 0)
    lefts, rights, bottoms, tops = zip(*boxes, strict=True)
    return BBox(min(lefts), max(0, *rights), min(bottoms), max(tops))


class _Scripts(Msubsup, tag="msubsup"):
    """Counts the part of the base that is below the baseline."""

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        box = self.bbox
        self.bbox = BBox(box.xmin, box.xmax, min(box.ymin, self.base.bbox.ymin), box.ymax)


class _Enclosed(Menclose, tag="menclose"):
    """Ends where its frame does."""

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        pad = self.base.bbox.ymin - self.bbox.ymin
        self.bbox = BBox(self.bbox.xmin, self.bbox.xmax, self.bbox.ymin, self.base.bbox.ymax + pad)


class _Table(Mtable, tag="mtable"):
    """Has lines between its columns and rows."""

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        columns, rows = _numbers(self.element.get("columnlines", "")), _numbers(self.element.get("rowlines", ""))
        if columns or rows:
            self._make_room()
            self._rule(columns, rows, **kwargs)

    def _make_room(self) -> None:
        box, room = self.bbox, self.size_px("0.2em")
        self.nodexy = [(x + room, y) for x, y in self.nodexy]
        self.bbox = BBox(0, box.xmax + 2 * room, box.ymin - room, box.ymax + room)

    def _rule(self, columns: list[int], rows: list[int], **kwargs: Any) -> None:
        cells, box = list(zip(self.nodes, self.nodexy, strict=True)), self.bbox
        width = max(len(row) for row in self.element)
        thickness = self.units_to_points(self.font.math.consts.fractionRuleThickness)
        spans = [[(x + node.bbox.xmin, x + node.bbox.xmax) for node, (x, _) in cells[i::width]] for i in range(width)]
        for x in _gaps(spans, columns, thickness / 2, box.xmax - thickness / 2):
            self.nodes.append(VLine(box.ymax - box.ymin, thickness, style=self.style, **kwargs))
            self.nodexy.append((x, -box.ymax))
        starts = range(0, len(cells), width)
        spans = [[(y - node.bbox.ymax, y - node.bbox.ymin) for node, (_, y) in cells[i : i + width]] for i in starts]
        for y in _gaps(spans, rows, -box.ymax + thickness / 2, -box.ymin - thickness / 2):
            self.nodes.append(HLine(box.xmax, thickness, style=self.style, **kwargs))
            self.nodexy.append((0, y - thickness / 2))


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split()]


def _gaps(spans: list[list[tuple[float, float]]], indices: list[int], first: float, last: float) -> Iterator[float]:
    """Where the lines before columns or rows of these numbers go; `spans` says from where to where their cells are."""
    for index in indices:
        if index == 0:
            yield first
        elif index >= len(spans):
            yield last
        else:
            yield (max(end for _, end in spans[index - 1]) + min(start for start, _ in spans[index])) / 2


class _Arrow(Mnode, tag="arrow"):
    """An arrow as long as what is written above and below it."""

    def __init__(self, element: Element, parent: Mnode, **kwargs: Any) -> None:
        super().__init__(element, parent, **kwargs)
        for child in element:
            self.increase_child_scriptlevel(child)
        self._above, self._below = (Mnode.fromelement(child, parent=self, **kwargs) for child in element)
        self._setup(**kwargs)

    def _setup(self, **kwargs: Any) -> None:
        text = self.element.get("sign", "→")
        pad, gap = self.size_px("0.3em"), self.size_px("0.12em")
        room = max(self._above.bbox.xmax, self._below.bbox.xmax, self.size_px("0.7em")) + 2 * pad
        arrow = self._long(text, room, **kwargs)
        width = max(arrow.bbox.xmax, room)
        top, bottom = arrow.bbox.ymax, arrow.bbox.ymin
        above, below = self._above.bbox, self._below.bbox
        if text == "=":
            self._place_lines(arrow.bbox, width, **kwargs)
        else:
            self._place(arrow, (width - arrow.bbox.xmax - arrow.bbox.xmin) / 2, 0)
        self._place(self._above, (width - above.xmax) / 2, -top - gap + above.ymin)
        self._place(self._below, (width - below.xmax) / 2, -bottom + gap + below.ymax)
        self.bbox = BBox(0, width, bottom - gap - below.ymax + below.ymin, top + gap + above.ymax - above.ymin)

    def _long(self, text: str, width: float, **kwargs: Any) -> Glyph:
        variant = self.font.math.variant(self.font.glyphindex(text), self.points_to_units(width), vert=False)
        return Glyph(variant, text, self.glyphsize, self.style, **kwargs)

    def _place_lines(self, box: BBox, width: float, **kwargs: Any) -> None:
        """A long sign of equality, which the font does not have."""
        thickness = self.units_to_points(self.font.math.consts.fractionRuleThickness)
        for y in (-box.ymax, -box.ymin - thickness):
            self._place(HLine(width, thickness, style=self.style, **kwargs), 0, y)

    def _place(self, node: Any, x: float, y: float) -> None:
        self.nodes.append(node)
        self.nodexy.append((x, y))


class _Foreign(Mnode, tag="foreign"):
    """Letters that the font of formulas lacks, left to the fonts of the system.

    How wide those are is known only where the picture is shown; so each letter has a place of its own, as wide as its
    kind usually is, and is centred there.
    """

    def __init__(self, element: Element, parent: Mnode, **kwargs: Any) -> None:
        super().__init__(element, parent, **kwargs)
        self._phantom = bool(kwargs.get("phantom"))
        self._clusters = list(_clusters(element.text or ""))
        width = sum(ems for _, ems in self._clusters) * self.glyphsize
        self.bbox = BBox(0, width, -_DESCENT * self.glyphsize, _ASCENT * self.glyphsize)

    def draw(self, x: float, y: float, svg: Element) -> tuple[float, float]:
        for letter, ems in self._clusters:
            width = ems * self.glyphsize
            if not self._phantom:
                self._draw_letter(letter, x + width / 2, y, svg)
            x += width
        return x, y

    def _draw_letter(self, letter: str, x: float, y: float, svg: Element) -> None:
        place = f"translate({x:.2f} {y:.2f}) scale({self.glyphsize / _DRAWN_SIZE:.5f})"
        text = SubElement(svg, "text", {"transform": place, "font-size": str(_DRAWN_SIZE), "font-family": _FAMILIES})
        text.attrib.update({"text-anchor": "middle", "fill": str(self.style.mathcolor)})
        if self.style.mathvariant.bold:
            text.set("font-weight", "bold")
        text.text = letter


def _clusters(text: str) -> Iterator[tuple[str, float]]:
    """Letters with their combining marks, and how wide they are in em."""
    cluster = ""
    for letter in text:
        if cluster and not (unicodedata.combining(letter) or letter in "\u200d\ufe0e\ufe0f" or cluster[-1] == "\u200d"):
            yield cluster, _width(cluster)
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster, _width(cluster)


def _width(cluster: str) -> float:
    return _WIDE if unicodedata.east_asian_width(cluster[0]) in "WF" else _NARROW
