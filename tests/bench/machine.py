"""How fast this machine is at the moment: what is measured elsewhere goes up and down with it."""

import time
from collections.abc import Iterator
from statistics import median

from bench.measure import Measure

_ADDITIONS = 1_000_000
_TIMES = 15


def speed(_quick: bool) -> Iterator[Measure]:
    """The same small work over and over again."""
    spent = sorted(_work() for _ in range(_TIMES))
    said = f"{median(spent):.0f} ms ({spent[0]:.0f} to {spent[-1]:.0f})"
    yield Measure("machine", "a million additions on this machine", "", said, None, {"value": median(spent)})


def _work() -> float:
    began, total = time.thread_time(), 0
    for number in range(_ADDITIONS):
        total += number
    return (time.thread_time() - began) * 1000
