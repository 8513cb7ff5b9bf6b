"""What a row of the table says: pure values, written as Markdown or JSON. They do not know how they were measured."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median

P99, WORST = 8.0, 33.0
"""Milliseconds that nobody feels: a frame that comes late, and one that is left out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`ok` is None where nothing is asked of the figure."""

    row: str
    what: str
    reach: str
    measured: str
    ok: bool | None = None
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stalls:
    """How late the heartbeat of the UI thread came, in milliseconds.

    `p99` and `worst` leave out what the machine did meanwhile for others, `clock_p99` and `clock_worst` do not.
    """

    p99: float
    worst: float
    clock_p99: float
    clock_worst: float
    beats: int

    @property
    def ok(self) -> bool:
        return self.p99 <= P99 and self.worst <= WORST

    def __str__(self) -> str:
        clock = f"by the clock {self.clock_p99:.1f} / {self.clock_worst:.1f}"
        return f"{self.p99:.1f} / {self.worst:.1f} ms ({clock})"


def bounded(row: str, what: str, value: float, most: float, unit: str = "", digits: int = 2) -> Measure:
    """A figure that must not be above `most`."""
    space = " " if unit else ""
    return Measure(
        row, what, f"≤ {most:g}{space}{unit}", f"{value:.{digits}f}{space}{unit}", value <= most, {"value": value}
    )


def smooth(row: str, what: str, stalls: Stalls, more: str = "") -> Measure:
    """The stalls of something a person is to notice nothing of."""
    values = asdict(stalls)
    return Measure(row, what, f"≤ {P99:g} / {WORST:g} ms", f"{stalls}{more}", stalls.ok, values)


def median_of(stalls: Iterable[Stalls]) -> Stalls:
    """The stalls of several runs: each figure is the middle one."""
    runs = list(stalls)
    return Stalls(
        median(run.p99 for run in runs),
        median(run.worst for run in runs),
        median(run.clock_p99 for run in runs),
        median(run.clock_worst for run in runs),
        sum(run.beats for run in runs),
    )


def percentile(values: Iterable[float], part: float) -> float:
    """The nearest rank; 0 of nothing."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * part))] if ranked else 0.0


def table(measures: Iterable[Measure]) -> str:
    """As Markdown."""
    signs = {True: "yes", False: "**no**", None: ""}
    lines = [f"| {one.what} | {one.reach} | {one.measured} | {signs[one.ok]} |" for one in measures]
    return "\n".join(("| measure | reach | measured | ok |", "|---|---|---|---|", *lines))


def as_json(measures: Iterable[Measure]) -> str:
    return json.dumps([asdict(one) for one in measures], ensure_ascii=False, indent=1)


def to_line(measure: Measure) -> str:
    return json.dumps(asdict(measure), ensure_ascii=False)


def from_line(line: str) -> Measure:
    """Undoes `to_line`."""
    return Measure(**json.loads(line))
