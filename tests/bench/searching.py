"""How soon something is found among a million messages, how long the index takes to make, and who waits for it."""

import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

from bench.archive import Archive
from bench.command import MESSAGES
from bench.measure import Measure, bounded, percentile
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.search import Found
from nextchat_desktop.opening.start import SWITCH
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.indexing import REST, Indexing
from nextchat_desktop.storage.search import Search
from nextchat_desktop.storage.search_index import open_index, standing

FOUND = 50.0
"""Milliseconds from a wish to what was found, nineteen times out of twenty."""
WRITTEN = 33.0
"""Milliseconds that the window may wait for a write while the index is made: a frame that is left out."""

_MOST = 50


def searching(quick: bool) -> Iterator[Measure]:
    sys.setswitchinterval(SWITCH)
    count = int(os.environ.get(MESSAGES) or (30_000 if quick else 1_000_000))
    archive = Archive()
    with TemporaryDirectory() as folder:
        paths = Path(folder) / "conversations.db", Path(folder) / "search.db"
        with closing(open_database(SqliteDriver(), paths[0])) as database:
            began = time.monotonic()
            archive.fill(database, count)
            size = paths[0].stat().st_size / count
            told = f"{count:,} in {time.monotonic() - began:.0f} s, {size:.0f} bytes each"
            yield Measure("search", "messages written to search in", "", told, None, {"count": count, "bytes": size})
            yield from _beside_the_window(database, paths, 4 if quick else 20)
            yield from _made(paths, count)
        yield from _found(archive, paths)


def _beside_the_window(database: sqlite3.Connection, paths: tuple[Path, Path], seconds: float) -> Iterator[Measure]:
    """The index is made as it is while the window is open, and the window writes."""
    store, waited = ConversationStore(database), []
    indexing = Indexing(SqliteDriver(), *paths, later=0, rest=REST)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        message = Message(f"new{len(waited)}", Role.USER, (Text("What is said while the index is made."),), created=1)
        began = time.perf_counter()
        store.save(Conversation("new", leaf=message.id), message)
        waited.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)
    began = time.perf_counter()
    indexing.close()
    closed = (time.perf_counter() - began) * 1000
    told = bounded("search", "a message written while the index is made", percentile(waited, 0.99), WRITTEN, "ms", 1)
    values = {**told.values, "worst": max(waited)}
    yield Measure("search", told.what, told.reach, f"{told.measured} (worst {max(waited):.1f})", told.ok, values)
    yield bounded("search", "closing while the index is made", closed, 1000, "ms", 0)


def _made(paths: tuple[Path, Path], count: int) -> Iterator[Measure]:
    """The rest of it, as fast as it can be."""
    with closing(open_index(SqliteDriver(), paths[1])) as index:
        (before,) = index.execute("SELECT count(*) FROM documents").fetchone()
        began, cpu = time.monotonic(), time.process_time()
        indexing = Indexing(SqliteDriver(), *paths, later=0, rest=0)
        while standing(index).below:
            time.sleep(0.1)
        seconds, busy = time.monotonic() - began, time.process_time() - cpu
        indexing.close()
        done = index.execute("SELECT count(*) FROM documents").fetchone()[0] - before
        index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    told = f"{done:,} in {seconds:.0f} s, {1e6 * seconds / max(1, done):.0f} µs each"
    yield Measure("search", "the index made", "", told, None, {"seconds": seconds, "cpu": busy, "messages": done})
    size = paths[1].stat().st_size / count
    yield Measure("search", "the index on disk", "", f"{size:.0f} bytes for each message", None, {"bytes": size})


def _found(archive: Archive, paths: tuple[Path, Path]) -> Iterator[Measure]:
    jobs: Queue[Callable[[], None]] = Queue()
    with closing(Search(SqliteDriver(), *paths, jobs.put)) as search:
        _timed(search, jobs, "warm")
        times = {kind: [_timed(search, jobs, wish) for wish in wishes] for kind, wishes in _wishes(archive).items()}
    for kind, some in times.items():
        yield _told(f"search: {kind} ({len(some)})", some)
    every = [one for some in times.values() for one in some]
    yield _told(f"search: all ({len(every)})", every)
    told = bounded("search", "search, p95 of all", percentile((own for _, own in every), 0.95), FOUND, "ms", 1)
    clock = percentile((clock for clock, _ in every), 0.95)
    yield Measure("search", told.what, told.reach, f"{told.measured} (by the clock {clock:.1f})", told.ok, told.values)


def _told(what: str, times: Sequence[tuple[float, float]]) -> Measure:
    """By the clock."""
    clock = [clock for clock, _ in times]
    values = {"p50": percentile(clock, 0.5), "p95": percentile(clock, 0.95), "worst": max(clock)}
    said = " / ".join(f"{value:.1f}" for value in values.values())
    return Measure("search", f"{what}, p50 / p95 / worst", "", f"{said} ms", None, values)


def _timed(search: Search, jobs: "Queue[Callable[[], None]]", wish: str) -> tuple[float, float]:
    """Milliseconds until it was delivered: by the clock, and those in which this process had a processor."""
    answered: list[Found] = []
    began, spent = time.perf_counter(), time.process_time()
    search(wish, _MOST, answered.append)
    jobs.get()()
    clock, own = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    if len(answered) != 1:
        raise RuntimeError(f"{wish} was not answered")
    return clock, min(clock, own)


def _wishes(archive: Archive) -> dict[str, list[str]]:
    dice = random.Random(16)
    words, chinese = archive.words, archive.chinese
    signs = [word for word in chinese if len(word) == 1]
    pairs = [word for word in chinese if len(word) == 2]
    common, rare = words[:60], words[2000:]
    return {
        "frequent words": dice.sample(common, 20),
        "rare words": dice.sample(rare, 20),
        "beginnings while typing": [word[:size] for word in dice.sample(common, 7) for size in (1, 2, 3)],
        "numbers of their own": [f"{dice.getrandbits(20):05x}" for _ in range(20)],
        "one Chinese character": [*signs[:8], *dice.sample(signs[8:], 12)],
        "two Chinese characters": [*pairs[:8], *dice.sample(pairs[8:], 12)],
        "three and more": [word for word in CHOSEN if len(word) > 2] + archive.pieces(14),
        "two words": [" ".join(dice.sample(common, 2)) for _ in range(10)]
        + [f"{dice.choice(common)} {dice.choice(rare)}" for _ in range(10)],
        "two Chinese words": [f"{dice.choice(chinese[:80])} {dice.choice(chinese[80:4000])}" for _ in range(10)]
        + [" ".join(dice.sample(chinese[:80], 2)) for _ in range(10)],
        "both languages": [f"{dice.choice(common)} {dice.choice(chinese[:60])}" for _ in range(10)],
        "code": [
            "set -eu",
            "sync.RWMutex",
            "c#",
            "s.mu",
            "->",
            "Counter[str]",
            "await fetch(",
            "'cancelled'",
            "{",
            "_",
        ],
        "no hit": ["xylophonist", "没有人说过", "zq", "鑫鑫", "thinging the", "stationary inverse", "龘", "@@", "qqqq"]
        + ["".join(dice.choices(common, k=2)) for _ in range(11)],
    }


CHOSEN = ("数据库", "服务器", "人工智能", "机器学习", "自然语言", "字符串")
"""Words that many messages have."""
