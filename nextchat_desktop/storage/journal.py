"""What of a streaming answer has arrived, on disk at least once a second. It knows no database.

Each process appends to a file of its own, which it holds locked; a file that nobody holds was left by a crash.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from itertools import groupby
from pathlib import Path
from uuid import uuid4

import msgspec

from nextchat_desktop.core.events import (
    Delta,
    KeepsakeAdded,
    PictureAdded,
    ReasoningDelta,
    TextDelta,
    TextWasReasoning,
    ToolCallDelta,
)
from nextchat_desktop.core.parts import Keepsake, Picture
from nextchat_desktop.storage.files import for_its_owner
from nextchat_desktop.storage.lock import Claim
from nextchat_desktop.storage.paths import ensure

PAUSE = 0.5
"""Seconds between two writes: less than the second of text that may be lost."""


class _Line(msgspec.Struct, omit_defaults=True):
    message: str
    text: str = ""
    reasoning: str = ""
    turned: bool = False
    """The text before was the thought."""
    picture: Picture | None = None
    keepsake: Keepsake | None = None
    call: ToolCallDelta | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """The pieces of one answer that a process left behind."""

    message: str
    deltas: tuple[Delta, ...]


class Journal:
    """Append from the owner's thread; a thread of its own writes and syncs. It starts with the first answer.

    Where the disk takes nothing there is no journal, and an answer is safe at its end only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._waiting: list[_Line] = []
        self._open: set[str] = set()
        self._hurry = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None

    def begin(self, message: str) -> None:
        """Names an answer before its first piece, on disk at once, so that a crash before it is noticed too."""
        with self._changed:
            self._open.add(message)
            self._put(_Line(message))
            self._hurry.set()

    def add(self, message: str, delta: Delta) -> None:
        with self._changed:
            match delta:
                case TextDelta(text):
                    self._put(_Line(message, text=text))
                case ReasoningDelta(text):
                    self._put(_Line(message, reasoning=text))
                case TextWasReasoning():
                    self._put(_Line(message, turned=True))
                case PictureAdded(picture):
                    self._put(_Line(message, picture=picture))
                case KeepsakeAdded(keepsake):
                    self._put(_Line(message, keepsake=keepsake))
                case ToolCallDelta():
                    self._put(_Line(message, call=delta))

    def end(self, message: str) -> None:
        """The answer is safe elsewhere. When none is open the file is emptied."""
        with self._changed:
            self._open.discard(message)
            self._changed.notify()

    def close(self) -> None:
        """Keeps the file if an answer in it is not safe elsewhere."""
        with self._changed:
            self._closing = True
            self._hurry.set()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    @contextmanager
    def left_behind(self) -> Iterator[list[Left]]:
        """What crashed processes left. It is forgotten at the end of the block, unless that raises."""
        paths = sorted(self._folder.glob("*.jsonl"))
        with ExitStack() as claims:
            mine = [path for path in paths if _claimed(path, claims) and path.exists()]
            yield [left for path in mine for left in _read(path)]
            for path in mine:
                path.unlink()

    def alive(self) -> set[str]:
        """The answers that are arriving in some process now."""
        return {left.message for path in self._folder.glob("*.jsonl") for left in _read(path)}

    def _put(self, line: _Line) -> None:
        self._waiting.append(line)
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _write(self) -> None:
        path = self._folder / f"{uuid4().hex}.jsonl"
        with suppress(OSError), ExitStack() as claims:
            ensure(self._folder)
            _claimed(path, claims)
            with open(path, "xb", buffering=0, opener=for_its_owner) as file:
                while self._take(file):
                    self._hurry.wait(PAUSE)
                    self._hurry.clear()
            if not self._open:
                path.unlink(missing_ok=True)

    def _take(self, file: FileIO) -> bool:
        """Writes what waits. False once the journal is closing and nothing waits."""
        with self._changed:
            while not (self._waiting or self._closing or (not self._open and file.tell())):
                self._changed.wait()
            lines, self._waiting = self._waiting, []
            idle, closing = not self._open, self._closing
        with suppress(OSError):  # the rest of the answer may fit again
            if idle:
                file.seek(0)
                file.truncate()
            elif lines:
                _append(file, b"".join(b"\n" + msgspec.json.encode(line) for line in lines) + b"\n")
            os.fsync(file.fileno())
        return not closing


def _append(file: FileIO, data: bytes) -> None:
    """All of it. It begins a line of its own, whatever a full disk has left of the one before."""
    while data:
        data = data[file.write(data) :]


def _claimed(path: Path, claims: ExitStack) -> bool:
    """Whether the file is this process's now, until the stack is closed."""
    claim = Claim.take(path)
    if claim is not None:
        claims.callback(claim.release)
    return claim is not None


def _read(path: Path) -> list[Left]:
    """The answers of a journal. A line cut by a crash is left out."""
    found: dict[str, list[_Line]] = {}
    for text in _bytes(path).split(b"\n"):
        with suppress(msgspec.DecodeError, UnicodeDecodeError):
            line = msgspec.json.decode(text, type=_Line)
            found.setdefault(line.message, []).append(line)
    return [Left(message, tuple(_deltas(lines))) for message, lines in found.items()]


def _deltas(lines: list[_Line]) -> Iterator[Delta]:
    """Neighbouring texts of one kind as one."""
    for sort, group in groupby(lines, _sort):
        same = list(group)
        text = "".join(line.text or line.reasoning for line in same)
        if sort == "whole":
            yield from (delta for line in same for delta in _whole(line))
        elif text:
            yield TextDelta(text) if sort == "text" else ReasoningDelta(text)


def _sort(line: _Line) -> str:
    if line.turned or line.picture or line.keepsake or line.call:
        return "whole"
    return "text" if line.text else "reasoning"


def _whole(line: _Line) -> Iterator[Delta]:
    """What a line that is no piece of text says."""
    if line.turned:
        yield TextWasReasoning()
    if line.picture:
        yield PictureAdded(line.picture)
    if line.keepsake:
        yield KeepsakeAdded(line.keepsake)
    if line.call:
        yield line.call


def _bytes(path: Path) -> bytes:
    """Empty where nothing can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
