"""Draws formulas written in TeX as SVG; it does not know Markdown, windows or where the picture is shown.

Formulas are drawn by one thread at a time: the setter reads its font through one open file.
"""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nextchat_desktop.markup.tex.commands import read_formula
from nextchat_desktop.markup.tex.tokens import TexError

if TYPE_CHECKING:
    from types import ModuleType

LONGEST = 10_000
"""In characters."""

_MARGIN = 1.0
"""Around the formula, in pixels, for edges that are drawn softly."""

_LARGEST = 2_000
"""Width and height, in em of the text around it."""

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
"""What no picture can have in it, and letters that nobody sees."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A picture, its size in pixels, and how far it reaches below the baseline of the text."""

    svg: str
    width: float
    height: float
    depth: float


class NotDrawn(ValueError):
    """TeX that cannot be set; the text is the reason."""


def warm() -> None:
    """Loads the setter and its font, which takes a tenth of a second that the first formula would take longer."""
    draw_formula("x", 16.0, "black", display=False)


def draw_formula(tex: str, size: float, colour: str, display: bool) -> Formula:
    """The formula for a text of `size` pixels; raises NotDrawn.

    `colour` is a name or `#rrggbb`. It is found twice in the picture, in `fill` and `color` of its outermost element;
    whatever has no colour of its own follows these.
    """
    if len(tex) > LONGEST:
        raise NotDrawn("it is too long")
    tex = _UNSEEN.sub("", tex).strip()
    if not tex:
        raise NotDrawn("it is empty")
    try:
        with _silence():
            return _drawn(tex, size, colour, display)
    except TexError as problem:
        raise NotDrawn(str(problem)) from None
    except RecursionError:
        raise NotDrawn("it is nested too deeply") from None
    except Exception as problem:  # the setter has no errors of its own; whatever it meets, the source is shown instead
        raise NotDrawn(f"it cannot be set ({type(problem).__name__})") from problem


def _drawn(tex: str, size: float, colour: str, display: bool) -> Formula:
    nodes, drawing = _setter()
    node = nodes.set_formula(read_formula(tex, nodes.covers, display), size)
    box = node.bbox
    width, height = box.xmax - box.xmin + 2 * _MARGIN, box.ymax - box.ymin + 2 * _MARGIN
    if max(width, height) > _LARGEST * size:
        raise TexError("it is too large")
    return Formula(drawing.picture_of(node, colour, _MARGIN), width, height, _MARGIN - box.ymin)


def _setter() -> "tuple[ModuleType, ModuleType]":
    from nextchat_desktop.markup.tex import drawing, nodes

    return nodes, drawing


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps back what the setter says: a warning as it is loaded, and notes to the root of all loggers.

    Such a note would also give that logger a handler if it has none.
    """
    root, handler = logging.getLogger(), logging.NullHandler()
    root.addHandler(handler)
    root.addFilter(_is_not_the_setters)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeFilter(_is_not_the_setters)
        root.removeHandler(handler)


def _is_not_the_setters(record: logging.LogRecord) -> bool:
    return "ziafont" not in record.pathname and "ziamath" not in record.pathname
