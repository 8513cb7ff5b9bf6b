"""What a large backup of another program costs in the window into which it is brought: memory, time, and patience."""

import base64
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from bench.crowd import asked, window
from bench.generator import Writer
from bench.heartbeat import Heartbeat
from bench.measure import Measure, Stalls, bounded, smooth
from bench.memory import held, peak
from bench.stage import rest, until
from nextchat_desktop.app import Application

_SIZE = 200_000_000
"""Bytes of the backup."""
_MANY = 10_000
"""Short conversations, which all become visible at once."""
_PICTURE = 200_000
"""Bytes of the picture in every tenth conversation of the large one."""
_RATE = 500
"""Deltas per second of the answer that streams meanwhile: a quick model."""
_PATIENCE = 600.0
_AFTER = 2.0
"""Seconds in which the sidebar reads what has come."""

Act = Callable[[], object]


def importing(quick: bool) -> Iterator[Measure]:
    """A backup of NextChat, first looked at and then brought in, while an answer streams in front of a reader."""
    with TemporaryDirectory() as folder, window(_RATE) as app:
        backup = Path(folder) / "backup.json"
        _write(backup, _SIZE // 20 if quick else _SIZE)
        asked(app)
        rest(3.0)
        alone, _ = _watched(lambda: rest(2.0 if quick else 8.0))
        yield smooth("import", f"stalls p99 / max, an answer of {_RATE} deltas/s alone", alone)
        opening, _ = _watched(lambda: (app.window.importing.begin(), rest(1.0)))
        yield Measure("import", "stalls p99 / max while the window for it is loaded and opens", "", str(opening))
        yield from _brought(app, backup)


def showing(quick: bool) -> Iterator[Measure]:
    """Very many conversations become visible at once, are taken back, and come again, while an answer streams."""
    count = _MANY // 10 if quick else _MANY
    with TemporaryDirectory() as folder, window(_RATE) as app:
        backup = Path(folder) / "backup.json"
        _write_many(backup, count)
        asked(app)
        app.window.importing.begin()
        rest(1.0)
        for what, act, button in _steps(app, backup):
            stalls, _ = _watched(lambda act=act, button=button: (_until_offered(app, act, button), rest(_AFTER)))
            yield smooth("import", f"stalls p99 / max while {count:,} conversations are {what}, and after", stalls)
        if len(app.program.shelf.ids()) < count:
            raise RuntimeError("not everything came: nothing was measured")
        for act, what in ((app.program.deeds.undo, "taken back"), (app.program.deeds.redo, "brought again")):
            stalls, _ = _watched(lambda act=act: (act(), rest(_AFTER)))
            yield smooth("import", f"stalls p99 / max while {count:,} conversations are {what}", stalls)


def _brought(app: Application, backup: Path) -> Iterator[Measure]:
    size = f"{backup.stat().st_size / 1_000_000:.0f} MB"
    for what, act, button in _steps(app, backup):
        before = held()
        stalls, seconds = _watched(lambda act=act, button=button: _until_offered(app, act, button))
        yield smooth("import", f"stalls p99 / max while {size} are {what} beside it", stalls)
        yield Measure("import", f"{size} {what} in a window that stays quick", "", f"{seconds:.0f} s")
        most = peak()
        if before is not None and most is not None:
            yield bounded("import", f"memory more at its peak, {what}", most - before, 300, "MB", 0)


def _steps(app: Application, backup: Path) -> tuple[tuple[str, Act, str], ...]:
    """What people do, who drop a file, look at what is in it, and press the button; and which button tells its end."""
    return (
        ("looked at", lambda: app.window.importing.open_files([str(backup)]), "importButton"),
        ("brought in", lambda: _button(app, "importButton").click(), "importShowButton"),
    )


def _until_offered(app: Application, act: Act, button: str) -> None:
    act()
    if not until(_button(app, button).isVisible, _PATIENCE):
        raise RuntimeError(f"{button} was never offered: nothing was measured")


def _watched(act: Act) -> tuple[Stalls, float]:
    """The stalls meanwhile, and the seconds it took."""
    heart, began = Heartbeat(), time.perf_counter()
    heart.start()
    act()
    seconds = time.perf_counter() - began
    return heart.stop(), seconds


def _button(app: Application, name: str) -> QAbstractButton:
    found: QAbstractButton | None = app.window.findChild(QAbstractButton, name)
    assert found is not None
    return found


def _write(path: Path, size: int) -> None:
    """A backup of NextChat of about so many bytes."""
    words = Writer(33).answer(400_000)
    per_session = len(json.dumps(_session(1, words)))
    pictured = _PICTURE * 4 // 3 // 10
    sessions = (_session(number, words) for number in range(size // (per_session + pictured)))
    _write_all(path, (_pictured(one) if number % 10 == 0 else one for number, one in enumerate(sessions)))


def _write_many(path: Path, count: int) -> None:
    """So many short conversations."""
    words = Writer(34).answer(100_000)
    _write_all(path, (_session(number, words, messages=4, longest=300) for number in range(count)))


def _write_all(path: Path, sessions: Iterator[dict[str, Any]]) -> None:
    """One after the other, for there may be more of them than memory."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"chat-next-web-store":{"sessions":[')
        for number, session in enumerate(sessions):
            file.write("," * bool(number) + json.dumps(session, ensure_ascii=False))
        file.write('],"currentSessionIndex":0},"access-control":{},"app-config":{},"mask-store":{"masks":{}},')
        file.write('"prompt-store":{"prompts":{}}}')


def _session(number: int, words: str, messages: int = 40, longest: int = 3_000) -> dict[str, Any]:
    """Each was used an hour before the one in front of it."""
    said = [_message(number, place, words, longest) for place in range(messages)]
    last = 1_733_400_245_000 - number * 3_600_000
    return {"id": f"session{number}", "topic": f"Topic {number}", "messages": said, "lastUpdate": last}


def _pictured(session: dict[str, Any]) -> dict[str, Any]:
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + os.urandom(_PICTURE)).decode()
    shown = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}}
    session["messages"][0]["content"] = [{"type": "text", "text": "What is this?"}, shown]
    return session


def _message(number: int, place: int, words: str, longest: int) -> dict[str, Any]:
    length = longest if place % 2 else longest // 15
    start = (number * 977 + place * 3_001) % (len(words) - length)
    role = "assistant" if place % 2 else "user"
    date = "12/5/2024, 3:04:05 PM"
    return {"id": f"{number}-{place}", "date": date, "role": role, "content": words[start : start + length]}
