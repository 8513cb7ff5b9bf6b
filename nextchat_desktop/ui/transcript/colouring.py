"""Finds the colours of code that may be growing, a little at a time; it does not paint them.

While a pass is under way, and until the next begins, lines keep the colours they had: nothing flickers.
"""

import time
from collections.abc import Iterator

from nextchat_desktop.markup.code import Coloured, coloured_lines

Colours = tuple[Coloured, ...]

_PATIENCE = 12
"""Growing code is read again after this many times the time the last pass took."""


class Colouring:
    def __init__(self, language: str) -> None:
        self._language = language
        self._lines: list[Colours] = []
        self._pass: Iterator[Colours] | None = None
        self._next = 0
        self._stale = True
        self._cost = 0.0
        self._rest_until = 0.0
        self.version = 0
        """Goes up whenever lines have other colours."""

    def of(self, line: int) -> Colours:
        return self._lines[line] if line < len(self._lines) else ()

    def grew(self) -> None:
        """There is more code than was read, or other code."""
        self._stale = True

    def hurry(self) -> None:
        """The code is complete: there is nothing to wait for."""
        self._rest_until = 0.0

    @property
    def is_due(self) -> bool:
        return self._pass is not None or (self._stale and time.monotonic() >= self._rest_until)

    @property
    def is_stale(self) -> bool:
        return self._stale or self._pass is not None

    def step(self, code: str, seconds: float) -> bool:
        """Works for about so long; whether any line has other colours now."""
        began = time.monotonic()
        if self._pass is None:
            self._pass, self._next, self._stale, self._cost = coloured_lines(code, self._language), 0, False, 0.0
        changed = False
        while (line := next(self._pass, None)) is not None:
            changed |= self._put(line)
            if time.monotonic() - began > seconds:
                break
        self._cost += time.monotonic() - began
        if line is None:
            self._pass = None
            self._rest_until = time.monotonic() + _PATIENCE * self._cost
        self.version += changed
        return changed

    def _put(self, colours: Colours) -> bool:
        place = self._next
        self._next += 1
        if place == len(self._lines):
            self._lines.append(colours)
            return bool(colours)
        changed = self._lines[place] != colours
        self._lines[place] = colours
        return changed
