"""The rows of the table, and the process of its own in which one of them runs: `python -m bench.rows NAME`."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from bench.measure import Measure, to_line

Run = Callable[[bool], Iterator[Measure]]


@dataclass(frozen=True, slots=True)
class Row:
    """`place` is a module and a function in it, imported by the one that runs; after `patience` seconds it is given up.
    What is `only_named` takes too long to be run along with everything.

    The function is told whether to be quick.
    """

    name: str
    place: str
    patience: float = 60
    only_named: bool = False

    def run(self) -> Run:
        module, _, function = self.place.partition(".")
        found: Run = getattr(import_module(f"bench.{module}"), function)
        return found


ROWS = (
    Row("machine", "machine.speed"),
    Row("start", "starting.starting", 180),
    Row("idle", "starting.idle", 180),
    Row("switch", "switching.switching", 180),
    Row("cpu", "streaming.cpu"),
    Row("delta", "streaming.delta", 90),
    Row("long", "streaming.long"),
    Row("stalls", "streaming.stalls"),
    Row("open", "opening.opening"),
    Row("memory", "opening.tour"),
    Row("scroll", "scrolling.scrolling"),
    Row("sidebar", "sidebar.sidebar"),
    Row("typing", "writing.writing", 120),
    Row("palette", "choosing.choosing", 120),
    Row("torture-code", "torture.code", 30),
    Row("torture-table", "torture.table", 30),
    Row("torture-line", "torture.line", 30),
    Row("torture-formulas", "torture.formulas", 30),
    Row("torture-log", "torture.log", 30),
    Row("eight", "crowd.eight"),
    Row("stop", "stopping.stopping", 120),
    Row("import", "importing.importing", 900, only_named=True),
    Row("import-many", "importing.showing", 900, only_named=True),
    Row("search", "searching.searching", 3600, only_named=True),
)


def main(arguments: list[str]) -> int:
    """Prints one line of JSON for each figure as soon as it is known."""
    name, *more = arguments
    row = next(row for row in ROWS if row.name == name)
    for measure in row.run()("--quick" in more):
        print(to_line(measure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
