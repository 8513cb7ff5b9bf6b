"""Where the end of a selection goes when a key moves it; it changes nothing itself."""

from typing import Literal

from PySide6.QtCore import QPointF

from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.positions import Position

Motion = Literal["left", "right", "word left", "word right", "up", "down", "line start", "line end", "top", "bottom"]

_LEFTWARDS: dict[Motion, Motion] = {
    "left": "right",
    "right": "left",
    "word left": "word right",
    "word right": "word left",
    "line start": "line end",
    "line end": "line start",
}
"""What is meant where words go from right to left."""


def moved(canvas: Canvas, place: Position, motion: Motion) -> Position:
    place = canvas.nearest(place)
    leaf = canvas.leaf(place)
    if leaf is not None and leaf.begins_right:
        motion = _LEFTWARDS.get(motion, motion)
    if motion == "left":
        return _left(canvas, place)
    if motion == "right":
        return _right(canvas, place)
    if motion == "word left":
        return _word_left(canvas, place)
    if motion == "word right":
        return _word_right(canvas, place)
    if motion == "top":
        return Position(0, 0, 0)
    if motion == "bottom":
        last = len(canvas.turns) - 1
        return canvas.end_of(last)
    return _line(canvas, place, motion)


def _left(canvas: Canvas, place: Position) -> Position:
    leaf = canvas.leaf(place)
    if leaf is None or place.offset <= 0:
        return _above(canvas, place)
    return place._replace(offset=leaf.beside(place.offset, -1))


def _right(canvas: Canvas, place: Position) -> Position:
    leaf = canvas.leaf(place)
    if leaf is None or place.offset >= leaf.length:
        return _below(canvas, place)
    return place._replace(offset=leaf.beside(place.offset, 1))


def _above(canvas: Canvas, place: Position) -> Position:
    """The end of the leaf before."""
    turn, item = place.turn, place.item - 1
    while item < 0:
        turn -= 1
        if turn < 0:
            return Position(0, 0, 0)
        item = len(canvas.open(turn).leaves) - 1
    return Position(turn, item, canvas.turns[turn].leaves[item].length)


def _below(canvas: Canvas, place: Position) -> Position:
    """The beginning of the leaf after; the end where there is none."""
    turn, item = place.turn, place.item + 1
    while item >= len(canvas.turns[turn].leaves):
        turn, item = turn + 1, 0
        if turn >= len(canvas.turns):
            return canvas.end_of(place.turn)
        canvas.open(turn)
    return Position(turn, item, 0)


def _word_right(canvas: Canvas, place: Position) -> Position:
    leaf = canvas.leaf(place)
    if leaf is None or place.offset >= leaf.length:
        return _below(canvas, place)
    _, end = leaf.word_at(place.offset)
    return place._replace(offset=max(end, place.offset + 1))


def _word_left(canvas: Canvas, place: Position) -> Position:
    leaf = canvas.leaf(place)
    if leaf is None or place.offset <= 0:
        return _above(canvas, place)
    start, _ = leaf.word_at(place.offset - 1)
    return place._replace(offset=min(start, place.offset - 1))


def _line(canvas: Canvas, place: Position, motion: Motion) -> Position:
    """To the line above or below, or to an end of this one."""
    canvas.ensure_leaf(place.turn, place.item)
    caret = canvas.caret(place)
    if motion == "line start":
        return canvas.hit(QPointF(-1000.0, caret.center().y())) or place
    if motion == "line end":
        return canvas.hit(QPointF(1e5, caret.center().y())) or place
    by = -caret.height() if motion == "up" else caret.height()
    found = canvas.hit(QPointF(caret.x(), caret.center().y() + by)) or place
    if found[:2] == place[:2] and canvas.caret(found).top() != caret.top():
        return found
    beyond = _above(canvas, place) if motion == "up" else _below(canvas, place)
    if beyond[:2] == place[:2]:
        return beyond
    canvas.ensure_leaf(beyond.turn, beyond.item)
    return canvas.hit(QPointF(caret.x(), canvas.caret(beyond).center().y())) or beyond
