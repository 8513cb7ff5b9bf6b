"""Does in idle moments what the reader will see next: reads on, draws formulas, finds colours. It moves nothing."""

import time
from functools import partial

from nextchat_desktop.markup.code import load_lexer
from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.drawings import warm
from nextchat_desktop.ui.transcript.warming import Warming

AHEAD = 1.5
"""Turns are read before they are seen, so many heights of the view above and below it."""


class Ahead:
    def __init__(self, canvas: Canvas, warming: Warming) -> None:
        self._canvas = canvas
        self._warming = warming

    def work(self, top: int, height: int, seconds: float) -> bool:
        """Works for about so long around what is seen; whether anything is other than before."""
        deadline = time.monotonic() + seconds
        worked = False
        for step in (self._read, self._draw, self._colour, self._look_ahead):
            while (left := deadline - time.monotonic()) > 0 and step(top, height, left):
                worked = True
        return worked

    def is_resting(self, top: int, height: int) -> bool:
        """Whether there will be something to do, but not yet."""
        return any(unit.colouring.is_stale for unit in self._code(top, height))

    def _read(self, top: int, height: int, seconds: float) -> bool:
        behind = (index for index in self._canvas.visible(top, top + height) if self._canvas.turns[index].is_behind)
        return self._prepare(next(behind, None), seconds)

    def _draw(self, top: int, height: int, seconds: float) -> bool:
        drawings = self._canvas.kit.drawings
        if not drawings.is_waiting or not self._warming.is_ready("formulas", warm):
            return False
        drawings.step()
        return True

    def _colour(self, top: int, height: int, seconds: float) -> bool:
        for unit in self._code(top, height):
            language = unit.block.language
            if unit.colouring.is_due and self._warming.is_ready(f"code:{language}", partial(load_lexer, language)):
                unit.colouring.step(unit.block.code, seconds)
                return True
        return False

    def _look_ahead(self, top: int, height: int, seconds: float) -> bool:
        canvas = self._canvas
        if not canvas.turns:
            return False
        reach = round(AHEAD * height)
        first, last = canvas.at(top - reach), canvas.at(top + height + reach)
        unread = (index for index in range(first, last + 1) if self._is_unread(index))
        return self._prepare(next(unread, None), seconds)

    def _is_unread(self, index: int) -> bool:
        turn = self._canvas.turns[index]
        return turn.width != self._canvas.width or turn.is_behind

    def _prepare(self, index: int | None, seconds: float) -> bool:
        if index is None:
            return False
        self._canvas.deadline = time.monotonic() + seconds
        self._canvas.prepare(index)
        return True

    def _code(self, top: int, height: int) -> list[CodeUnit]:
        units = (leaf.unit for _, leaf in self._canvas.leaves(top, top + height))
        return list(dict.fromkeys(unit for unit in units if isinstance(unit, CodeUnit)))
