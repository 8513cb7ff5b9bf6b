"""The heights of all turns and where each begins; pure, it does not know what the turns are."""

from bisect import bisect_right
from collections.abc import Iterable


class Heights:
    """Sums are brought up to date only from the first changed turn on, and only when somebody asks."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._tops = [0]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        return self.top(len(self._heights))

    def append(self, height: int) -> None:
        self._heights.append(height)

    def remove(self, index: int) -> None:
        del self._heights[index]
        self._forget(index)

    def change(self, index: int, height: int) -> bool:
        """Whether the height differs from what was known."""
        if self._heights[index] == height:
            return False
        self._heights[index] = height
        self._forget(index)
        return True

    def top(self, index: int) -> int:
        while len(self._tops) <= index:
            self._tops.append(self._tops[-1] + self._heights[len(self._tops) - 1])
        return self._tops[index]

    def at(self, y: float) -> int:
        """The turn that lies at this height; the nearest one above or below all."""
        self.top(len(self._heights))
        return max(0, min(len(self._heights) - 1, bisect_right(self._tops, y) - 1))

    def _forget(self, index: int) -> None:
        del self._tops[index + 1 :]
