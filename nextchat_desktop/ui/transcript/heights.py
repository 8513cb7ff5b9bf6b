"""The heights of things under each other and where each begins; pure, it does not know what the things are."""

from collections.abc import Iterable


class Heights:
    """A Fenwick tree: every question and change takes steps in the logarithm of how many there are."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._sums = [0, *self._heights]
        for place in range(1, len(self._sums)):
            above = place + (place & -place)
            if above < len(self._sums):
                self._sums[above] += self._sums[place]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        return self.top(len(self._heights))

    def append(self, height: int) -> None:
        """Adds one below all others."""
        self._heights.append(height)
        place = len(self._heights)
        covered = 1
        while place % (2 * covered) == 0:
            height += self._sums[place - covered]
            covered *= 2
        self._sums.append(height)

    def cut(self, count: int) -> None:
        """Keeps only the first so many."""
        del self._heights[count:]
        del self._sums[count + 1 :]

    def exchange(self, first: int, count: int, new: Iterable[int]) -> None:
        """Puts others in the place of so many."""
        below = self._heights[first + count :]
        self.cut(first)
        for height in (*new, *below):
            self.append(height)

    def change(self, index: int, height: int) -> bool:
        """Whether the height differs from what was known."""
        by = height - self._heights[index]
        if not by:
            return False
        self._heights[index] = height
        place = index + 1
        while place < len(self._sums):
            self._sums[place] += by
            place += place & -place
        return True

    def top(self, index: int) -> int:
        total = 0
        while index:
            total += self._sums[index]
            index &= index - 1
        return total

    def at(self, y: float) -> int:
        """What lies at this height; the nearest one above or below all."""
        place, left = 0, y
        step = 1 << len(self._heights).bit_length()
        while step:
            below = place + step
            if below < len(self._sums) and self._sums[below] <= left:
                place = below
                left -= self._sums[below]
            step >>= 1
        return max(0, min(len(self._heights) - 1, place))
