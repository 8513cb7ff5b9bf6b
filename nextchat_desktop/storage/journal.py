"""What of a streaming answer has arrived, on disk at least once a second. It knows no database.

Each process appends to a file of its own, which it holds locked; a file that nobody holds was left by a crash.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from uuid import uuid4

import msgspec

from ..core.events import Delta, ReasoningDelta, TextDelta
from .lock import Claim
from .paths import ensure

PAUSE = 0.5
"""Seconds between two writes: less than the second of text that may be lost."""


class _Line(msgspec.Struct, omit_defaults=True):
    message: str
    text: str = ""
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The pieces of one answer that a process left behind."""

    message: str
    deltas: tuple[Delta, ...]


class Journal:
    """Append from the owner's thread; a thread of its own writes and syncs. It starts with the first answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._waiting: list[_Line] = []
        self._open: set[str] = set()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, message: str) -> None:
        """Names an answer before its first piece, so that a crash before it is noticed too."""
        with self._changed:
            self._open.add(message)
            self._put(_Line(message))

    def add(self, message: str, delta: Delta) -> None:
        with self._changed:
            match delta:
                case TextDelta(text):
                    self._put(_Line(message, text=text))
                case ReasoningDelta(text):
                    self._put(_Line(message, reasoning=text))

    def end(self, message: str) -> None:
        """The answer is safe elsewhere. When none is open the file is emptied."""
        with self._changed:
            self._open.discard(message)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed.set()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def left_behind(self) -> Iterator[tuple[Path, list[Left]]]:
        """What crashed processes left, file by file. Call `forget` with the file once it is safe elsewhere."""
        for path in sorted(self._folder.glob("*.jsonl")):
            claim = Claim.take(path)
            if claim is not None:
                if path.exists():
                    yield path, _read(path)
                claim.release()

    def forget(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def _put(self, line: _Line) -> None:
        self._waiting.append(line)
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _write(self) -> None:
        """Without a file there is no journal; answers are then safe at their end only."""
        with suppress(OSError):
            path = ensure(self._folder) / f"{uuid4().hex}.jsonl"
            claim = Claim.take(path)
            with path.open("xb", buffering=0) as file:
                while self._take(file):
                    self._closed.wait(PAUSE)
            if not self._open:
                path.unlink(missing_ok=True)
            if claim is not None:
                claim.release()

    def _take(self, file: FileIO) -> bool:
        """Writes what waits. False once the journal is closing and nothing waits."""
        with self._changed:
            while not (self._waiting or self._closed.is_set() or (not self._open and file.tell())):
                self._changed.wait()
            lines, self._waiting = self._waiting, []
            idle, closing = not self._open, self._closed.is_set()
        with suppress(OSError):  # a full disk takes no more, which the end of the answer will tell
            if idle:
                file.seek(0)
                file.truncate()
            elif lines:
                file.write(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
            os.fsync(file.fileno())
        return not closing


def _read(path: Path) -> list[Left]:
    """The answers of a journal. A line cut by a crash is the last and is left out."""
    found: dict[str, list[Delta]] = {}
    for line in path.read_bytes().split(b"\n"):
        try:
            entry = msgspec.json.decode(line, type=_Line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        deltas = found.setdefault(entry.message, [])
        if entry.text:
            deltas.append(TextDelta(entry.text))
        if entry.reasoning:
            deltas.append(ReasoningDelta(entry.reasoning))
    return [Left(message, tuple(deltas)) for message, deltas in found.items()]
