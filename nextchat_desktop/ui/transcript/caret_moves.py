"""Where the end of a selection goes when a key moves it; it changes nothing itself."""

from typing import Literal

from PySide6.QtCore import QPointF

from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.positions import Position

Motion = Literal["left", "right", "word left", "word right", "up", "down", "line start", "line end", "top", "bottom"]


def moved(canvas: Canvas, place: Position, motion: Motion) -> Position:
    leaf = canvas.leaf(place)
    if leaf is None:
        return place
    if motion == "left":
        return place._replace(offset=place.offset - 1) if place.offset > 0 else _above(canvas, place)
    if motion == "right":
        return place._replace(offset=place.offset + 1) if place.offset < leaf.length else _below(canvas, place)
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


def _above(canvas: Canvas, place: Position) -> Position:
    """The end of the leaf before."""
    turn, item = place.turn, place.item - 1
    while item < 0:
        turn -= 1
        if turn < 0:
            return Position(0, 0, 0)
        canvas.read(turn)
        item = len(canvas.turns[turn].leaves) - 1
    return Position(turn, item, canvas.turns[turn].leaves[item].length)


def _below(canvas: Canvas, place: Position) -> Position:
    """The beginning of the leaf after."""
    turn, item = place.turn, place.item + 1
    while item >= len(canvas.turns[turn].leaves):
        turn, item = turn + 1, 0
        if turn >= len(canvas.turns):
            return place
        canvas.read(turn)
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
    by = caret.height()
    y = caret.center().y() - by if motion == "up" else caret.center().y() + by
    found = canvas.hit(QPointF(caret.x(), y)) or place
    if found != place:
        return found
    return _above(canvas, place) if motion == "up" else _below(canvas, place)
