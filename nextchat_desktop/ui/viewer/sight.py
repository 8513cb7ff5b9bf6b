"""Where a picture lies in its view and how large: arithmetic only, nothing is drawn here."""

from dataclasses import dataclass, replace
from typing import Self

LADDER = (0.05, 0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
_SMALLEST, _LARGEST = LADDER[0], LADDER[-1]
_HARDLY = 1.005


@dataclass(frozen=True, slots=True)
class Sight:
    """`left` and `top` are the corner of the picture in the view, `zoom` its size there to its own.

    What is smaller than the view lies in its middle; what is larger leaves no gap at an edge.
    """

    width: float
    height: float
    across: float = 1
    down: float = 1
    zoom: float = 1
    left: float = 0
    top: float = 0
    is_fitted: bool = True

    def fitted(self) -> Self:
        """All of it in view, but no larger than it is."""
        return replace(self, zoom=self._fitting(), is_fitted=True)._settled()

    def seen_in(self, across: float, down: float) -> Self:
        """In a view of another size, with the same point in the middle."""
        moved = replace(
            self,
            across=max(1, across),
            down=max(1, down),
            left=self.left + (across - self.across) / 2,
            top=self.top + (down - self.down) / 2,
        )
        return moved.fitted() if self.is_fitted else moved._settled()

    def zoomed(self, zoom: float, x: float | None = None, y: float | None = None) -> Self:
        """What lies under the point stays under it; unless told, that is the middle of the view."""
        x, y = self.across / 2 if x is None else x, self.down / 2 if y is None else y
        zoom = min(max(zoom, min(_SMALLEST, self._fitting())), _LARGEST)
        left, top = x - (x - self.left) * zoom / self.zoom, y - (y - self.top) * zoom / self.zoom
        return replace(self, zoom=zoom, left=left, top=top, is_fitted=False)._settled()

    def moved(self, right: float, down: float) -> Self:
        return replace(self, left=self.left + right, top=self.top + down)._settled()

    def next_larger(self) -> float:
        return next((step for step in LADDER if step > self.zoom * _HARDLY), _LARGEST)

    def next_smaller(self) -> float:
        return next((step for step in reversed(LADDER) if step * _HARDLY < self.zoom), _SMALLEST)

    @property
    def can_move(self) -> bool:
        return self.width * self.zoom > self.across + 1 or self.height * self.zoom > self.down + 1

    def _fitting(self) -> float:
        return min(1.0, self.across / max(1, self.width), self.down / max(1, self.height))

    def _settled(self) -> Self:
        return replace(
            self,
            left=_settled(self.left, self.width * self.zoom, self.across),
            top=_settled(self.top, self.height * self.zoom, self.down),
        )


def _settled(start: float, length: float, view: float) -> float:
    return (view - length) / 2 if length <= view else min(0.0, max(view - length, start))
