"""A screen with a window manager, the program on it as it is started anywhere, and somebody who has only a keyboard."""

import os
import select
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from keyboard.paper_keyring import PAPER
from start import missing_tools

ROOT = Path(__file__).parents[2]
TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox"}
_LONGEST_WAIT = 20.0
_MOMENT = 0.15
"""Seconds in which a window has taken in what was typed."""
_WHILE = 0.5


def missing() -> str:
    """What would have to be installed; empty where there is nothing."""
    if sys.platform != "linux":
        return "there is xdotool only on Linux"
    packages = missing_tools(TOOLS)
    return f"to be installed: {' '.join(packages)}" if packages else ""


class Desk:
    """Whatever is done is done with keys; what came of it is read from files."""

    def __init__(self, opened: ExitStack, place: Path) -> None:
        self._opened = opened
        self._home = place / "home"
        self._environ = _environ(place)
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
        self._environ["DISPLAY"] = f":{_line(self._start(screen))}"
        self._start(["openbox", "--sm-disable"])
        self.program = self._start([sys.executable, "-m", "nextchat_desktop"])

    # Keys

    def press(self, *keys: str) -> None:
        for key in keys:
            self._do("key", "--clearmodifiers", key)
            time.sleep(_MOMENT)

    def type(self, words: str) -> None:
        self._do("type", "--delay", "5", words)
        time.sleep(_MOMENT)

    def copy(self, words: str) -> None:
        """In another program."""
        holder = self._start([sys.executable, str(Path(__file__).with_name("clipboard.py")), words])
        assert _line(holder) == "copied"

    def pause(self) -> None:
        """For what comes a moment after what was asked for, and is to be seen on the screen only."""
        time.sleep(_WHILE)

    def window(self) -> str:
        """What is written above the window that has the keyboard."""
        done = self._do("getactivewindow", "getwindowname", check=False)
        return done.stdout.strip()

    def wait_for_window(self, name: str) -> None:
        self.wait(lambda: self.window() == name, lambda: f"the window is “{self.window()}”, not “{name}”")
        self.pause()

    # What came of it

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The program's database; nothing while there is none."""
        path = next(self._home.rglob("conversations.db"), None)
        if path is None:
            return []
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchall()

    def settings(self) -> str:
        path = next(self._home.rglob("settings.toml"), None)
        return path.read_text("utf-8") if path is not None else ""

    def kept_keys(self) -> str:
        """What lies in the keyring."""
        path = Path(self._environ[PAPER])
        return path.read_text("utf-8") if path.exists() else ""

    def wait(self, until: Callable[[], bool], otherwise: Callable[[], str] = lambda: "it took too long") -> None:
        deadline = time.monotonic() + _LONGEST_WAIT
        while not until():
            assert self.program.poll() is None, "the program has ended"
            assert time.monotonic() < deadline, otherwise()
            time.sleep(0.02)

    def end(self) -> int:
        """How the program ends, which it was asked to."""
        return self.program.wait(_LONGEST_WAIT)

    def _do(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = ["xdotool", *arguments]
        return subprocess.run(command, env=self._environ, capture_output=True, text=True, timeout=30, check=check)

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[str]":
        return self._opened.enter_context(_running(command, self._environ))


@contextmanager
def desk(place: Path) -> Iterator[Desk]:
    with ExitStack() as opened:
        yield Desk(opened, place)


def _environ(place: Path) -> dict[str, str]:
    dropped = ("QT_", "WAYLAND_", "LANG", "LC_", "PYTHON_KEYRING")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {
        "HOME": str(place),
        "NEXTCHAT_HOME": str(place / "home"),
        "LANG": "en_US.UTF-8",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "PYTHON_KEYRING_BACKEND": "keyboard.paper_keyring.PaperKeyring",
        PAPER: str(place / "keys.json"),
        "QT_QPA_PLATFORM": "xcb",
    }


@contextmanager
def _running(command: Sequence[str], environ: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, env=environ, stdin=nowhere, stdout=pipe, stderr=nowhere, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_LONGEST_WAIT)
            except subprocess.TimeoutExpired:
                process.kill()


def _line(process: "subprocess.Popen[str]") -> str:
    """What it says next."""
    assert process.stdout is not None
    has_come, _, _ = select.select([process.stdout], [], [], _LONGEST_WAIT)
    return process.stdout.readline().strip() if has_come else ""
