"""From starting the program until one can type, and what doing nothing costs: against an empty window with one line."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from keyring.backends.null import Keyring
from PySide6.QtWidgets import QApplication

from bench.measure import Measure
from bench.sidebar import fill
from bench.stage import rest
from nextchat_desktop.app import Application
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.storage.paths import paths

FEW, MANY = 10, 10_000
_EMPTY, _PROGRAM = "bench.empty_window", "bench.program_window"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until one could type: of CPU, and by the clock."""

    cpu: float
    clock: float


def starting(quick: bool) -> Iterator[Measure]:
    """Whole processes, the empty window and both homes in turn."""
    empty: list[Start] = []
    few: list[Start] = []
    many: list[Start] = []
    with TemporaryDirectory() as home, TemporaryDirectory() as full:
        _left_behind(Path(home), FEW)
        _left_behind(Path(full), MANY)
        for _ in range(3 if quick else 15):
            empty.append(_started(_EMPTY, home))
            few.append(_started(_PROGRAM, home))
            many.append(_started(_PROGRAM, full))
    yield _against("start until one can type, CPU : an empty window", few, empty, 2.0)
    yield _against("the same by the clock", few, empty, 2.0, by_clock=True)
    yield _against(f"the same with {MANY:,} conversations : {FEW}, CPU", many, few, 1.2)


def idle(quick: bool) -> Iterator[Measure]:
    """Both windows at once: neither does anything."""
    seconds = 10 if quick else 60
    with TemporaryDirectory() as home:
        _left_behind(Path(home), FEW)
        running = [_begun(name, home, str(seconds)) for name in (_EMPTY, _PROGRAM)]
        (empty_cpu, empty_memory), (cpu, memory) = (_told(process) for process in running)
    share, caret = 100 * cpu / seconds, 100 * empty_cpu / seconds
    said = f"{share:.2f} % (an empty window and its caret: {caret:.2f} %)"
    yield Measure("idle", f"CPU of {seconds} idle seconds with a caret", "0.0 %", said, share < 0.05, {"value": share})
    ratio = memory / empty_memory
    said = f"{ratio:.2f} ({memory:.0f} : {empty_memory:.0f} MB)"
    yield Measure("idle", "memory then : an empty window", "≤ 2", said, ratio <= 2, {"value": ratio})


def _left_behind(home: Path, count: int) -> None:
    """A home in which the window was open once."""
    fill(paths({}, home).database, count)
    qt = QApplication.instance() or QApplication([])
    app = Application(home, {}, Keyring())  # type: ignore[no-untyped-call]
    app.program.setup.save(Connection("c", "Lab", "compatible", "http://127.0.0.1:9/v1", models=(Model("tiny"),)))
    app.window.show()
    rest(1.0)
    app.window.close()
    app.close()
    qt.processEvents()


def _started(module: str, home: str) -> Start:
    began = time.time()
    cpu, when = _told(_begun(module, home))
    return Start(cpu, when - began)


def _begun(module: str, home: str, *more: str) -> "subprocess.Popen[str]":
    """With compiled modules, as an installed program has them."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"NEXTCHAT_HOME": home, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", module, *more]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)


def _told(process: "subprocess.Popen[str]") -> tuple[float, float]:
    said, _ = process.communicate(timeout=120)
    if process.returncode:
        raise RuntimeError("the window did not come, or was not written in")
    first, second = said.split()
    return float(first), float(second)


def _against(what: str, these: list[Start], those: list[Start], most: float, by_clock: bool = False) -> Measure:
    one, other = (median(start.clock if by_clock else start.cpu for start in some) for some in (these, those))
    said = f"{one / other:.2f} ({one * 1000:.0f} : {other * 1000:.0f} ms)"
    return Measure("start", what, f"≤ {most:g}", said, one <= most * other, {"value": one / other})
