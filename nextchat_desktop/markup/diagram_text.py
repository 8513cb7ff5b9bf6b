"""Measures the labels of a diagram before they are drawn, and breaks them into lines; it knows no font."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

SLACK = 1.02
"""Letters are kerned and rounded where they are drawn; a label that is a little too narrow would touch its border."""

_BOLD = 1.08
_USUAL = 0.62
_WIDTHS = {
    character: width
    for width, characters in (
        (0.27, "'ijl!,.:; |"),
        (0.34, "()[]-`fIt"),
        (0.42, '/\\{}"r?J'),
        (0.5, "cszvx_"),
        (0.58, "FLSETYXaeky*$+0123456789<=>~^"),
        (0.66, "bdghnpquoPRVABKCZ#"),
        (0.78, "DGUHNOQ&w"),
        (0.94, "%@MWm"),
    )
    for character in characters
}
_ANSWERS = dict.fromkeys(
    (
        *("COMPUTED_LENGTH", "SIMPLE_B_BOX_WIDTH", "RAW_B_BOX_WIDTH", "TSPAN_B_BOX_WIDTH", "WRAP_PROBE_B_BOX_WIDTH"),
        *("BOUNDING_CLIENT_RECT_WIDTH", "CANVAS_MEASURE_TEXT_WIDTH"),
    ),
    "LENGTH",
)
_ANSWERS |= dict.fromkeys(("MEASURE", "MERMAID_CALCULATE_TEXT_DIMENSIONS", "WRAPPED"), "METRICS")
_ANSWERS["WRAPPED_WITH_RAW_WIDTH"] = "WRAPPED_WITH_RAW_WIDTH"
"""The sizes that are known here, and what they are answered with."""
_NOTHING: dict[str, Any] = {"width": 0.0, "height": 0.0, "length": 0.0, "line_count": 1} | dict.fromkeys(
    ("bbox_left", "bbox_right", "raw_width")
)
_CLOSING = frozenset(",.;:!?)]}%，。；：！？）】》」』、…”’")
_OPENING = frozenset("([{（【《「『“‘")


def is_wide(character: str) -> bool:
    """Whether the character fills a square, as Chinese ones do, and a line may end beside it."""
    return unicodedata.east_asian_width(character) in "WF"


def width_of(text: str, size: float, bold: bool, advances: Mapping[str, float]) -> float:
    """The width of the longest line; `advances` has the widths of characters that are known, in ems."""
    widest = max((sum(_advance(c, advances) for c in line) for line in text.split("\n")), default=0.0)
    return widest * size * (_BOLD if bold else 1.0) * SLACK


def lines_of(text: str, limit: float | None, measured: Callable[[str], float]) -> list[str]:
    """The text broken at spaces and between wide characters so that no line is wider than the limit."""
    return [line for part in text.split("\n") for line in _filled(part, limit, measured)]


def text_measurer(advances: Mapping[str, float]) -> object:
    """What the layout asks for the size of a text."""
    import merman  # type: ignore[import-untyped]  # loaded with the first diagram, since it takes a moment

    class Measurer(merman.MermanTextMeasurer):  # type: ignore[misc]  # the library insists on its own class
        def measure(self, request: Any) -> object | None:
            found = _measured(request, advances)
            return None if found is None else merman.MermanTextMeasureResult(**(_NOTHING | found))

    return Measurer()


def _measured(request: Any, advances: Mapping[str, float]) -> dict[str, Any] | None:
    """The answer to one request; what is not answered here the layout estimates itself."""
    kind = _ANSWERS.get(request.operation.name)
    if kind is None:
        return None

    text = request.text.replace("\\n", "\n")  # sources write line breaks as two characters too

    def measured(text: str) -> float:
        return width_of(text, request.font_size, _is_bold(request.font_weight), advances)

    kinds = {"result_kind": _result_kind(kind)}
    if kind == "LENGTH":
        return kinds | {"length": measured(text)}
    lines = lines_of(text, request.max_width, measured)
    size = {"width": max(map(measured, lines)), "height": request.line_height * len(lines), "line_count": len(lines)}
    return kinds | size | ({} if kind == "METRICS" else {"raw_width": measured(text)})


def _result_kind(name: str) -> object:
    import merman

    return getattr(merman.MermanTextMeasurementResultKind, name)


def _is_bold(weight: str | None) -> bool:
    return weight is not None and (weight.startswith("bold") or (weight.isdigit() and int(weight) >= 600))


def _advance(character: str, advances: Mapping[str, float]) -> float:
    known = advances.get(character)
    return known if known is not None else _usual_advance(character)


@lru_cache(maxsize=4096)
def _usual_advance(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return 1.0 if is_wide(character) else _USUAL


def _filled(text: str, limit: float | None, measured: Callable[[str], float]) -> Iterator[str]:
    if limit is None or measured(text) <= limit:
        yield text
        return
    line, width = "", 0.0
    for piece in _pieces(text):
        wide = measured(piece)
        if line and width + measured(piece.rstrip()) > limit:
            yield line.rstrip()
            line, width = "", 0.0
        line, width = line + piece, width + wide
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """The parts that stay together: words with the space after them, wide characters with their punctuation."""
    for word in re.findall(r"\S+\s*|\s+", text):
        piece = ""
        for character in word:
            apart = piece and (is_wide(character) or is_wide(piece[-1]))
            if apart and character not in _CLOSING and piece[-1] not in _OPENING and not character.isspace():
                yield piece
                piece = ""
            piece += character
        yield piece
