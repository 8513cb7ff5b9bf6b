"""How often what grows is drawn: often enough to flow, yet never for more than a small part of the time. Pure."""

_SOONEST, _LATEST = 33, 50
"""Milliseconds from one frame to the next: thirty a second where that is cheap, twenty where it is not."""
_SHARE = 0.05
"""Which part of the time frames may take."""
_WEIGHT = 0.2
"""How much the last frame counts beside those before it."""


class Pace:
    """A frame is noted in two parts: what it costs to lay out, and later to paint."""

    def __init__(self) -> None:
        self._cost = 0.0
        self._typical = 0.0

    @property
    def interval(self) -> int:
        """Milliseconds from the beginning of a frame to that of the next."""
        return round(min(_LATEST, max(_SOONEST, self._typical / _SHARE)))

    def begin(self) -> None:
        """A frame begins: the last one is complete."""
        self._typical += _WEIGHT * (self._cost - self._typical)
        self._cost = 0.0

    def spend(self, milliseconds: float) -> None:
        self._cost += milliseconds
