"""The list of conversations with 50 of them and with 50,000: to be there, to scroll, to change, side by side."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from keyring.backends.null import Keyring
from PySide6.QtWidgets import QApplication

from bench.measure import P99, Measure, bounded, percentile
from bench.stage import Paints, rest
from nextchat_desktop.compose import Program, now
from nextchat_desktop.engine.shelf import Showing
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.paths import paths
from nextchat_desktop.ui.sidebar.sidebar import Sidebar
from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.theme import Theme

FEW, MANY = 50, 50_000
_STEP = 144
_HALF_HOUR = 30 * 60 * 1000
_FELT = 100.0
"""Milliseconds below which something seems to happen at once."""
_OFTEN = 1.5
"""How many times as long anything may take with all of them."""


class Shown:
    """The sidebar over a real database in a window of its own."""

    def __init__(self, qt: QApplication, home: Path, count: int) -> None:
        fill(paths({}, home).database, count)
        self.program = Program(lambda: None, {}, home, Keyring())
        self._theme = Theme(resource("icons"), home / "icons")
        self._theme.apply(qt, Look("light"))
        self.first_paint = spent(self._open)
        self.until_all = spent(self._read_all)
        self.shelf, self.list = self.program.shelf, self.sidebar.list

    def scroll(self, steps: int) -> list[float]:
        bar = self.list.verticalScrollBar()
        bar.setValue(0)
        return [
            spent(lambda place=place: self._paint_at(place * _STEP % (bar.maximum() + 1))) for place in range(steps)
        ]

    def answer(self, id: str) -> float:
        """A conversation is used again, and moves to the top."""
        session = self.program.library.open(id)
        assert session is not None
        self.program.conversations.save(replace(session.conversation, updated=now()))
        return spent(lambda: self._look(id))

    def act(self, act: Callable[[], object]) -> float:
        def done() -> None:
            act()
            self.list.viewport().repaint()

        return spent(done)

    def close(self) -> None:
        self.sidebar.close()
        self.sidebar.deleteLater()
        self._theme.close()
        self.program.close()
        rest(0.1)

    def _open(self) -> None:
        program = self.program
        shelves = program.shelf, program.shelving
        self.sidebar = Sidebar(program.words, self._theme, shelves, program.models.label, now)
        self.sidebar.resize(264, 820)
        paints = Paints(self.sidebar.list.viewport())
        self.sidebar.show()
        while not paints.count:
            QApplication.processEvents()

    def _read_all(self) -> None:
        while self.program.shelf.read_on():
            QApplication.processEvents()

    def _paint_at(self, place: int) -> None:
        self.list.verticalScrollBar().setValue(place)
        self.list.viewport().repaint()

    def _look(self, id: str) -> None:
        self.shelf.look(id)
        QApplication.processEvents()
        self.list.viewport().repaint()


def spent(act: Callable[[], object]) -> float:
    """Milliseconds, without what others did meanwhile."""
    clock, worked = time.perf_counter(), time.process_time()
    act()
    return min(time.perf_counter() - clock, time.process_time() - worked) * 1000


def fill(path: Path, count: int) -> None:
    """Every tenth has a tag; they were used one after the other, half an hour apart."""
    last = now()
    heads = [
        (f"c{place:05}", f"Conversation {place}", last - place * _HALF_HOUR, '["tax"]' if place % 10 == 0 else "[]")
        for place in range(count)
    ]
    with closing(open_database(SqliteDriver(), path)) as database:
        database.execute("BEGIN")
        columns = "id, title, named, created, updated, tags"
        database.executemany(f"INSERT INTO conversations ({columns}) VALUES (?1, ?2, 1, ?3, ?3, ?4)", heads)
        database.execute("COMMIT")


def sidebar(quick: bool) -> Iterator[Measure]:
    """The same with few and with many, one after the other in one process."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    found: dict[int, dict[str, float]] = {}
    for turn, count in enumerate((FEW, FEW, MANY)):
        with TemporaryDirectory() as home:
            shown = Shown(qt, Path(home), count)
            if turn:  # the first of all loads what others find loaded
                found[count] = _measured(shown, 100 if quick else 300)
            shown.close()
    few, many = found[FEW], found[MANY]
    yield _beside("to the first paint", few["paint"], many["paint"], _OFTEN)
    yield bounded("sidebar", f"a frame of scrolling, p99, {MANY:,} conversations", many["scroll"], P99, "ms", 1)
    yield _beside("a frame of scrolling, median", few["scroll_median"], many["scroll_median"], _OFTEN)
    yield _beside("one conversation used again", few["change"], many["change"], 2)
    yield bounded("sidebar", f"a tag looked for and left, {MANY:,} conversations", many["tag"], 2 * _FELT, "ms", 0)
    yield bounded("sidebar", f"a new folder, {MANY:,} conversations", many["folder"], _FELT, "ms", 1)
    rest_of_them = many["all"]
    values = {"value": rest_of_them}
    yield Measure("sidebar", f"all {MANY:,} read, in pieces", "", f"{rest_of_them:.0f} ms", None, values)


def _measured(shown: Shown, steps: int) -> dict[str, float]:
    scrolled = shown.scroll(steps)
    ids = shown.shelf.ids()
    changes = [shown.answer(ids[-1 - place]) for place in range(20)]
    look = [Showing(tag="tax"), Showing()]
    return {
        "paint": shown.first_paint,
        "all": shown.until_all,
        "scroll": percentile(scrolled, 0.99),
        "scroll_median": median(scrolled),
        "change": median(changes),
        "tag": sum(shown.act(lambda one=one: shown.shelf.show(one)) for one in look),
        "folder": shown.act(shown.program.shelving.new_folder),
    }


def _beside(what: str, few: float, many: float, most: float) -> Measure:
    ratio = many / few
    said = f"{ratio:.2f} ({many:.1f} against {few:.1f} ms)"
    values = {"value": ratio, "many": many, "few": few}
    return Measure("sidebar", f"{what}, {MANY:,} against {FEW}", f"≤ {most:g}", said, ratio <= most, values)
