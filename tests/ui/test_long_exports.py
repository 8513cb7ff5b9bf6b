"""Hundreds and thousands of messages are drawn without holding the window up, and in little room."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.sharing.drawn.studio import Dress, Sheet, Work
from nextchat_desktop.ui.sharing.drawn.tall import PLAIN
from ui.studios import Desk, Heartbeat, asked, longest_run, opened, rows, said, sheet

COUNT = 2_000
LONGEST = 0.05
"""Seconds at a time."""
ROOM = 8_000_000
"""Bytes that Python takes more meanwhile."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path / "out")
    tracemalloc.stop()


def long_talk(count: int = COUNT) -> Sheet:
    pairs = ((asked(f"Question {n}?", n), said(f"Answer **{n}**, with `code`.", n)) for n in range(count // 2))
    return sheet(*(message for pair in pairs for message in pair))


def held_up(desk: Desk, work: Work) -> float:
    """The longest time at a stretch, but for the first, in which fonts are loaded."""
    beat = Heartbeat()
    assert desk.done(work, 300_000).is_done
    beat.stop()
    return sorted(beat.gaps)[-2]


def test_a_pdf_of_two_thousand_messages(desk: Desk) -> None:
    path = desk.folder / "out.pdf"
    assert held_up(desk, desk.studio.pdf(long_talk(), str(path))) < LONGEST
    reader = PdfReader(path)
    assert len(reader.pages) > 100
    assert len(reader.outline) == COUNT
    assert "Question 999?" in " ".join(reader.pages[-1].extract_text().split())


def test_a_picture_of_several_hundred_messages(desk: Desk) -> None:
    path = desk.folder / "out.png"
    assert held_up(desk, desk.studio.png(long_talk(700), str(path), Dress(scale=1))) < LONGEST
    found = rows(path)
    assert len(found) > 40_000
    assert longest_run(found[: -2 * PLAIN.side]) < 60
    tiles = ["".join(found[at : at + 200]) for at in range(0, len(found) - 200, 200)]
    assert len(set(tiles)) == len(tiles)


def test_a_page_of_two_thousand_messages(desk: Desk) -> None:
    path = desk.folder / "out.html"
    assert held_up(desk, desk.studio.page(long_talk(), str(path))) < LONGEST
    assert path.read_text("utf-8").count("</section>") == COUNT


def test_the_picture_is_not_kept_while_it_grows(desk: Desk) -> None:
    talk = long_talk(200)
    tracemalloc.start()
    desk.done(desk.studio.png(talk, str(desk.folder / "out.png"), Dress(scale=1)), 300_000)
    _, most = tracemalloc.get_traced_memory()
    assert most < ROOM
