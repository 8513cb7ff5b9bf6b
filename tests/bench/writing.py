"""Keys into the composer of the whole window: with an empty conversation, with a short one and with 10,000 messages."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from keyring.backends.null import Keyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.measure import P99, Measure, bounded, percentile
from bench.sidebar import spent
from bench.stage import rest
from nextchat_desktop.app import Application
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.paths import paths
from nextchat_desktop.ui.garbage import GarbageCollector

SHORT, LONG = "short", "long"
LENGTHS = {SHORT: 10, LONG: 10_000}
_BEGAN = 1_700_000_000_000
_SENTENCE = "The quick brown fox jumps over the lazy dog and asks what all of this is about. "
_WARM = 40
_OFTEN = 2.0
"""How many times as long a key may take with all of them."""


class Desk:
    """The application in a home of its own, and somebody at its keyboard."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def open(self, conversation: str) -> float:
        """Milliseconds until it is painted; an empty name begins a new one."""
        library = self._app.program.library
        session = library.open(conversation) or library.new()

        def show() -> None:
            self._app.window.show_session(session)
            QApplication.processEvents()
            self._app.window.repaint()

        took = spent(show)
        rest(0.3)
        return took

    def write(self, count: int) -> list[float]:
        """Milliseconds for each key, until everything that hears it has been heard."""
        return [self._press(_SENTENCE[place % len(_SENTENCE)], place) for place in range(count)]

    def wipe(self) -> None:
        field = self._app.window.page.composer.field
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        rest(0.5)

    def delete_and_undo(self, place: int) -> tuple[float, float]:
        """A turn so far from the beginning; the milliseconds for each."""
        page, acts = self._app.window.page, self._app.program.acts
        session = page.session
        assert session is not None
        id = session.path[place].id
        gone = spent(lambda: (acts.delete(session, (id,)), QApplication.processEvents()))
        rest(0.3)
        back = spent(lambda: (self._app.window.commands.run("undo"), QApplication.processEvents()))
        rest(0.3)
        return gone, back

    def _press(self, sign: str, place: int) -> float:
        field = self._app.window.page.composer.field
        took = spent(lambda: (QTest.keyClicks(field, sign), QApplication.processEvents()))
        if place % 10 == 9:
            rest(0.03)
        return took


def writing(quick: bool) -> Iterator[Measure]:
    count = 60 if quick else 240
    with _desk() as desk:
        desk.open(SHORT)
        desk.write(_WARM)
        desk.wipe()
        found: dict[str, list[float]] = {}
        for name in ("", SHORT, LONG):
            desk.open(name)
            desk.write(1)  # the first key of a conversation makes the plan of what is sent
            rest(0.3)
            found[name] = desk.write(count)
            desk.wipe()
        opened = [(desk.open(SHORT), desk.open(LONG)) for _ in range(2 if quick else 5)]
        turned = [desk.delete_and_undo(place) for place in (100, 5000, -10)]
    yield from _of_keys(found)
    yield bounded("typing", "to a short conversation", median(one for one, _ in opened), 100, "ms", 0)
    yield bounded("typing", f"to one of {LENGTHS[LONG]:,} messages", median(one for _, one in opened), 1000, "ms", 0)
    yield bounded("typing", "one of these messages deleted", max(one for one, _ in turned), 200, "ms", 0)
    yield bounded("typing", "and brought back by Ctrl+Z", max(one for _, one in turned), 200, "ms", 0)


def _of_keys(found: dict[str, list[float]]) -> Iterator[Measure]:
    names = {"": "an empty conversation", SHORT: "a short one", LONG: f"one of {LENGTHS[LONG]:,} messages"}
    for name, keys in found.items():
        told = bounded("typing", f"a key into {names[name]}, p99", percentile(keys, 0.99), P99, "ms", 1)
        rate = 1000 / (sum(keys) / len(keys))
        said = f"{told.measured} (median {median(keys):.2f} ms, {rate:.0f} keys/s)"
        yield Measure("typing", told.what, told.reach, said, told.ok, {**told.values, "rate": rate})
    ratio = median(found[LONG]) / median(found[""])
    yield bounded("typing", f"a key with {LENGTHS[LONG]:,} messages against none", ratio, _OFTEN)


@contextmanager
def _desk() -> Iterator[Desk]:
    QApplication.instance() or QApplication([])
    with TemporaryDirectory() as home:
        _fill(paths({}, Path(home)).database)
        app = Application(Path(home), {}, Keyring())  # type: ignore[no-untyped-call]
        collector = GarbageCollector()
        models = (Model("tiny"),)
        app.program.setup.save(Connection("c", "Lab", "compatible", "http://127.0.0.1:9/v1", models=models))
        app.window.resize(1000, 800)
        app.window.show()
        rest(0.5)
        yield Desk(app)
        collector.close()
        app.close()


def _fill(database_path: Path) -> None:
    database_path.parent.mkdir(parents=True, exist_ok=True)
    head = "INSERT INTO conversations (id, title, named, created, updated, leaf, connection, model)"
    row = """INSERT INTO messages
        (id, conversation, parent, role, state, author, created, parts, connection, model, finish)"""
    with closing(open_database(SqliteDriver(), database_path)) as database:
        database.execute("BEGIN")
        for name, length in LENGTHS.items():
            last = f"{name}{length - 1}"
            database.execute(f"{head} VALUES (?1, ?1, 1, ?2, ?2, ?3, 'c', 'tiny')", (name, _BEGAN, last))
            rows = (_message(name, place) for place in range(length))
            database.executemany(f"{row} VALUES (?, ?, ?, ?, 'complete', ?, ?, ?, ?, ?, '')", rows)
        database.execute("DELETE FROM to_index")
        database.execute("COMMIT")


def _message(name: str, place: int) -> tuple[str | int | None, ...]:
    role, author, connection, model = ("assistant", "tiny", "c", "tiny") if place % 2 else ("user", "", None, None)
    text = f"Some **words** about thing {place} and a few more of them, in a sentence that goes on. " * 4
    parent = f"{name}{place - 1}" if place else None
    parts = json.dumps([{"type": "text", "text": text}])
    return f"{name}{place}", name, parent, role, author, _BEGAN + place * 1000, parts, connection, model
