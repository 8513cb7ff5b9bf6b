"""Keeps what was used last, up to a weight; pure, it does not know what that is."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Without `weight` everything weighs one. The newest stays, however heavy it is."""

    def __init__(self, most: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._most = most
        self._weight = weight
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._held = 0

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[K]:
        return iter(self._kept)

    def get(self, key: K) -> V | None:
        """Which is used by that."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: K, value: V) -> list[K]:
        """What had to go for it."""
        self.drop(key)
        self._kept[key] = value
        self._held += self._weight(value)
        gone = []
        while self._held > self._most and len(self._kept) > 1:
            gone.append(next(iter(self._kept)))
            self.drop(gone[-1])
        return gone

    def drop(self, key: K) -> None:
        if key in self._kept:
            self._held -= self._weight(self._kept.pop(key))
