"""From a click in the sidebar until the other conversation is painted: conversations with code and tables."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from keyring.backends.null import Keyring
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.generator import Writer
from bench.measure import Measure, percentile
from bench.stage import Paints, rest
from nextchat_desktop.app import Application
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.ui.garbage import GarbageCollector
from nextchat_desktop.ui.sidebar.model import ID_ROLE

_MOST = 50
"""Milliseconds."""
_COUNT = 300
_LENGTHS = (20, 200)


def switching(quick: bool) -> Iterator[Measure]:
    """Anywhere in the list, each conversation at most once."""
    qt = QApplication.instance() or QApplication([])
    with TemporaryDirectory() as home:
        app = Application(Path(home), {}, Keyring())  # type: ignore[no-untyped-call]
        _write(app, 40 if quick else _COUNT)
        app.close()
        qt.processEvents()
        app = Application(Path(home), {}, Keyring())  # type: ignore[no-untyped-call]
        collector = GarbageCollector()
        app.window.show()
        rest(2.0)
        times = _switched(app, 20 if quick else 100)
        app.window.close()
        collector.close()
        app.close()
        qt.processEvents()
    p95 = percentile(times, 0.95)
    said = f"{p95:.0f} ms (median {median(times):.0f}, worst {max(times):.0f})"
    yield Measure("switch", "another conversation, click to paint, p95", f"≤ {_MOST} ms", said, p95 <= _MOST)


def _write(app: Application, count: int) -> None:
    app.program.setup.save(Connection("c", "Lab", "compatible", "http://127.0.0.1:9/v1", models=(Model("tiny"),)))
    dice, writer = random.Random(3), Writer(31)
    said = writer.conversation(_LENGTHS[1] * 4)
    for place in range(count):
        length, first = dice.randint(*_LENGTHS), dice.randrange(_LENGTHS[1] * 3) // 2 * 2
        messages = _messages(f"c{place:03}", said[first : first + length])
        head = Conversation(f"c{place:03}", f"Conversation {place}", True, place, place, leaf=messages[-1].id)
        app.program.conversations.save(head, *messages)


def _messages(conversation: str, texts: list[str]) -> list[Message]:
    ids = [f"{conversation}-{place}" for place in range(len(texts))]
    roles = (Role.USER, Role.ASSISTANT)
    return [
        Message(ids[place], roles[place % 2], (Text(text),), ids[place - 1] if place else None, place)
        for place, text in enumerate(texts)
    ]


def _switched(app: Application, count: int) -> list[float]:
    """Milliseconds, without what others did meanwhile."""
    page, view = app.window.page, app.window.sidebar.list
    paints, dice = Paints(page.transcript.viewport()), random.Random(4)
    ids = [id for id in app.program.shelf.ids() if id.startswith("c")]
    times = []
    for id in dice.sample(ids, min(count, len(ids))):
        row = _row_of(app, id)
        view.scrollTo(row)
        rest(0.15)
        before, clock, worked = paints.count, time.perf_counter(), time.process_time()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(row).center())
        while page.session is None or page.session.conversation.id != id or paints.count == before:
            QApplication.processEvents()
        times.append(min(time.perf_counter() - clock, time.process_time() - worked) * 1000)
    return times


def _row_of(app: Application, id: str) -> QModelIndex:
    model = app.window.sidebar.list.model()
    rows = (model.index(place, 0) for place in range(model.rowCount()))
    return next(row for row in rows if row.data(ID_ROLE) == id)
