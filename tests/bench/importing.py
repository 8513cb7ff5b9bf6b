"""What a large backup of another program costs when it is brought in: memory, time, and the patience of the window."""

import base64
import json
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.feed import Feed, paced
from bench.generator import Writer
from bench.heartbeat import Heartbeat
from bench.measure import Measure, bounded, smooth
from bench.memory import held, peak
from bench.stage import Stage, entries_of, rest, staged
from nextchat_desktop.compose.importing import Import, ImportWorld, open_file
from nextchat_desktop.core.arriving import ImportReport
from nextchat_desktop.core.found import Sort
from nextchat_desktop.engine.importing import Present
from nextchat_desktop.net.worker import Mailbox
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.ui.bridge import Bridge

_SIZE = 200_000_000
"""Bytes of the backup."""
_MESSAGES = 40
_PICTURE = 200_000
"""Bytes of the picture in every tenth conversation."""
_RATE = 2_000
"""Characters per second of the answer that streams meanwhile: a quick model."""
_PATIENCE = 400.0


def importing(quick: bool) -> Iterator[Measure]:
    """A backup of NextChat, first tried and then taken, while an answer streams in front of a reader."""
    size = _SIZE // 20 if quick else _SIZE
    with TemporaryDirectory() as folder, staged() as stage:
        backup = Path(folder) / "backup.json"
        conversations = _write(backup, size)
        stage.open(entries_of(Writer(31).conversation(200)))
        text = Writer(32).answer(60_000) * 20
        heart = Heartbeat()
        rest(1.0)
        heart.start()
        Feed(stage, text, paced(_RATE), "alone").run(2.0 if quick else 8.0, ends=False)
        yield smooth("import", f"stalls p99 / max, an answer at {_RATE} characters/s alone", heart.stop())
        for is_trial, what in ((True, "tried"), (False, "taken")):
            yield from _brought(stage, text, backup, conversations, is_trial, what)


def _brought(stage: Stage, text: str, backup: Path, count: int, is_trial: bool, what: str) -> Iterator[Measure]:
    """One run over the whole file."""
    heart, before, began, shown = Heartbeat(), held(), time.perf_counter(), 0
    with _started(backup, is_trial) as reports:
        heart.start()
        while not reports and time.perf_counter() < began + _PATIENCE:
            feed = Feed(stage, text, paced(_RATE, start=shown), what)
            feed.run(1.0, ends=False)
            shown = feed.shown
        stalls, seconds = heart.stop(), time.perf_counter() - began
    if not reports or reports[0].tally(Sort.CONVERSATIONS).new != count:
        raise RuntimeError(f"of {count} conversations not all came: nothing was measured")
    size = backup.stat().st_size / 1_000_000
    yield smooth("import", f"stalls p99 / max while {size:.0f} MB are {what} beside it", stalls)
    yield Measure("import", f"{size:.0f} MB {what} in a window that stays quick", "", f"{seconds:.0f} s")
    most = peak()
    if before is not None and most is not None:
        yield bounded("import", f"memory more at its peak, {what}", most - before, 300, "MB", 0)


@contextmanager
def _started(backup: Path, is_trial: bool) -> Iterator[list[ImportReport]]:
    """An import into a home of its own, as the window starts it; its report comes into the list."""
    bridge, reports = Bridge(), list[ImportReport]()
    mailbox = Mailbox(bridge.wake)
    bridge.connect_to(mailbox.drain)
    with TemporaryDirectory() as home:
        database = Path(home) / "conversations.db"
        with closing(open_database(SqliteDriver(), database)):
            blobs, logs = Blobs(Path(home) / "blobs"), Path(home) / "logs"
            world = ImportWorld(SqliteDriver(), database, blobs, mailbox.post, lambda: 1, logs, open_file)
            job = Import(world, [backup], Present(), is_trial, lambda _progress: None, reports.append)
            yield reports
            job.close()
    bridge.close()


def _write(path: Path, size: int) -> int:
    """A backup of NextChat of about so many bytes, written piece by piece; how many conversations are in it."""
    words = Writer(33).answer(400_000)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"chat-next-web-store":{"sessions":[')
        while file.tell() < size:
            file.write("," * bool(count) + json.dumps(_session(count, words), ensure_ascii=False))
            count += 1
        file.write('],"currentSessionIndex":0},"access-control":{},"app-config":{},"mask-store":{"masks":{}},')
        file.write('"prompt-store":{"prompts":{}}}')
    return count


def _session(number: int, words: str) -> dict[str, Any]:
    messages = [_message(number, place, words) for place in range(_MESSAGES)]
    if number % 10 == 0:
        picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + os.urandom(_PICTURE)).decode()
        shown = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}}
        messages[0]["content"] = [{"type": "text", "text": "What is this?"}, shown]
    return {"id": f"session{number}", "topic": f"Topic {number}", "messages": messages, "lastUpdate": 1733400245000}


def _message(number: int, place: int, words: str) -> dict[str, Any]:
    length = 200 if place % 2 == 0 else 3_000
    start = (number * 977 + place * 3_001) % (len(words) - length)
    role = "assistant" if place % 2 else "user"
    date = "12/5/2024, 3:04:05 PM"
    return {"id": f"{number}-{place}", "date": date, "role": role, "content": words[start : start + length]}
