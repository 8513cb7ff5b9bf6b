"""A screen of its own with a bus of its own, the program on both, and a screen reader's place beside it."""

import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reader.bus import Bus, Ref
from reader.said import LEAVE, THERE
from start import missing_tools

ROOT = Path(__file__).parents[2]
_LONGEST_WAIT = 20


def missing() -> str:
    """What would have to be installed; empty where there is nothing."""
    if sys.platform != "linux":
        return "only on Linux do screen readers meet programs on a bus"
    packages = missing_tools()
    return f"to be installed: {' '.join(packages)}" if packages else ""


@dataclass
class Session:
    bus: Bus
    program: subprocess.Popen[str]

    @property
    def root(self) -> Ref:
        (root,) = self.bus.programs()
        return root

    @property
    def window(self) -> Ref:
        """The one that was opened last."""
        return self.bus.windows(self.root)[-1]

    def go(self, where: str) -> None:
        """Has the program open something, and waits until it is there."""
        assert self.program.stdin is not None
        self.program.stdin.write(f"{where}\n")
        self.program.stdin.flush()
        self.wait()

    def soon(self, is_so: Callable[[], bool]) -> bool:
        """Whether it comes to that in time."""
        until = time.monotonic() + _LONGEST_WAIT
        while not is_so() and time.monotonic() < until:
            time.sleep(0.02)
        return is_so()

    def leave(self) -> None:
        self.go(LEAVE)

    def wait(self) -> None:
        assert _line(self.program.stdout) == THERE, "the program has ended, or does not answer"


@contextmanager
def session(address: str) -> Iterator[Session]:
    """`address` is where its questions go."""
    with ExitStack() as opened:
        place = opened.enter_context(tempfile.TemporaryDirectory(prefix="reader-"))  # a socket's path must be short
        environ = _environ(place)
        environ["DISPLAY"] = f":{_screen(opened, environ)}"
        environ["DBUS_SESSION_BUS_ADDRESS"] = _session_bus(opened, environ)
        bus = Bus(environ["DBUS_SESSION_BUS_ADDRESS"])
        opened.callback(bus.close)
        command = [sys.executable, str(Path(__file__).with_name("program.py")), f"{place}/home", address]
        program = opened.enter_context(_running(command, environ, stdin=subprocess.PIPE))
        found = Session(bus, program)
        found.wait()
        yield found


def _environ(place: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND_", "AT_SPI_"))}
    return kept | {
        "HOME": place,
        "XDG_RUNTIME_DIR": place,
        "XDG_CACHE_HOME": place,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }


def _screen(opened: ExitStack, environ: Mapping[str, str]) -> str:
    """Its number, which nobody else has."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    return _line(opened.enter_context(_running(command, environ)).stdout)


def _session_bus(opened: ExitStack, environ: Mapping[str, str]) -> str:
    """Its address. It starts the bus of the screen readers by itself."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    return _line(opened.enter_context(_running(command, environ)).stdout)


@contextmanager
def _running(
    command: list[str], environ: Mapping[str, str], stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, env=environ, stdin=stdin, stdout=pipe, stderr=nowhere, text=True) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        process.stdin.close()  # asks it to
    else:
        process.terminate()
    try:
        process.wait(_LONGEST_WAIT)
    except subprocess.TimeoutExpired:
        process.kill()


def _line(stream: IO[str] | None) -> str:
    """What comes next; nothing where nothing comes any more, or not soon."""
    assert stream is not None
    has_come, _, _ = select.select([stream], [], [], _LONGEST_WAIT)
    return stream.readline().strip() if has_come else ""
