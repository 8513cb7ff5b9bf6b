"""A conversation as one picture of any height: nothing blank, nothing twice, as in the window, or as a card."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.sharing.drawn.copying import MOST_PIXELS
from nextchat_desktop.ui.sharing.drawn.studio import Dress, Outcome, Sheet
from nextchat_desktop.ui.sharing.drawn.tall import CARD, PLAIN
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from ui.studios import CAT, Desk, asked, longest_run, opened, rows, said, sheet

TALLEST_GAP = 60
"""No two lines of a plain conversation stand further apart than so many points."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path / "out")


def drawn(desk: Desk, sheet: Sheet, dress: Dress) -> Path:
    path = desk.folder / "out.png"
    assert desk.done(desk.studio.png(sheet, str(path), dress)).is_done
    return path


def talk(count: int) -> Sheet:
    """Of which no two turns look alike."""
    turns = (
        asked(f"Question {n}", n) if n % 2 else said(f"Answer {n}: {zlib.crc32(b'%d' % n)}", n) for n in range(count)
    )
    return sheet(*turns)


@pytest.mark.parametrize(
    "dress", [Dress(scale=1), Dress(scale=2), Dress(card=True, scale=1), Dress(dark=True, scale=1)]
)
def test_no_part_of_it_is_blank_or_there_twice(desk: Desk, dress: Dress) -> None:
    found = rows(drawn(desk, talk(60), dress))
    assert len(found) > 60 * 40 * dress.scale
    assert longest_run(found[: -2 * PLAIN.side * dress.scale]) < TALLEST_GAP * dress.scale
    tile = 96 * dress.scale
    tiles = ["".join(found[at : at + tile]) for at in range(0, len(found) - tile, tile)]
    assert len(set(tiles)) == len(tiles)


def test_it_is_the_same_wherever_it_is_cut_into_tiles(desk: Desk) -> None:
    """The words of a turn do not depend on where in the picture it stands."""
    text = said("# Title\n\n1. one\n2. two\n\n> quoted\n\n```python\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |", 7)
    alone = rows(drawn(desk, sheet(text), Dress(scale=1)))
    for count in range(1, 6):
        above = sheet(*(said("\n".join(f"{n}\n" for n in range(count)), n) for n in range(count)), text)
        together = rows(drawn(desk, above, Dress(scale=1)))
        tail = 200
        assert together[-tail:] == alone[-tail:]


@pytest.mark.parametrize(
    ("dress", "ground"),
    [
        (Dress(scale=1), LIGHT.background),
        (Dress(dark=True, scale=1), DARK.background),
        (Dress(card=True, scale=1), LIGHT.sidebar),
        (Dress(card=True, dark=True, scale=1), DARK.sidebar),
    ],
)
def test_it_is_light_or_dark_plain_or_a_card(desk: Desk, dress: Dress, ground: str) -> None:
    image = QImage(str(drawn(desk, sheet(asked("One?"), said("Two.")), dress)))
    corners = (QRect(0, 0, image.width(), image.height()).topLeft(), image.rect().bottomRight())
    assert [image.pixelColor(corner).name() for corner in corners] == [QColor(ground).name()] * 2
    inside = image.pixelColor(CARD.outer + 5, image.height() // 2).name()
    palette = DARK if dress.dark else LIGHT
    assert inside == QColor(palette.background).name()


def test_a_card_ends_where_the_conversation_does(desk: Desk) -> None:
    image = QImage(str(drawn(desk, talk(20), Dress(card=True, scale=1))))
    line = [
        image.pixelColor(image.width() // 2, y).name() for y in range(image.height() - CARD.outer - 2, image.height())
    ]
    assert QColor(LIGHT.line).name() in line
    assert line[-1] == QColor(LIGHT.sidebar).name()


def test_it_is_twice_as_fine_where_that_is_wanted(desk: Desk) -> None:
    one = QImage(str(drawn(desk, talk(4), Dress(scale=1)))).size()
    two = QImage(str(drawn(desk, talk(4), Dress(scale=2)))).size()
    assert (two.width(), two.height()) == (2 * one.width(), 2 * one.height())


def test_its_pictures_are_in_it_or_named(desk: Desk) -> None:
    with_it = QImage(str(drawn(desk, sheet(asked("Look", 0, CAT)), Dress(scale=1))))
    without = QImage(str(drawn(desk, sheet(asked("Look", 0, CAT), pictures=False), Dress(scale=1))))
    assert with_it.height() > without.height() + 150
    assert len(colours(with_it)) > 2 * len(colours(without))


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_a_picture_that_few_programs_open_is_written_and_said_to_be_one(desk: Desk) -> None:
    path = desk.folder / "tall.png"
    outcome = desk.done(desk.studio.png(talk(480), str(path), Dress(scale=1)))
    found = rows(path)
    assert len(found) > 30_000
    assert f"{len(found):,} pixels tall" in outcome.note
    assert longest_run(found[: -2 * PLAIN.side]) < TALLEST_GAP


def test_nothing_is_left_of_what_was_cancelled(desk: Desk) -> None:
    work = desk.studio.png(talk(200), str(desk.folder / "x.png"), Dress())
    outcomes: list[Outcome] = []
    work.ended.connect(outcomes.append)
    work.progressed.connect(lambda done, _all: work.cancel() if done > 300 else None)
    work.start()
    desk.qtbot.waitUntil(lambda: bool(outcomes), timeout=30_000)
    assert outcomes == [Outcome(cancelled=True)]
    assert desk.files == []


def test_it_can_be_copied(desk: Desk) -> None:
    assert desk.done(desk.studio.copy_picture(talk(6), Dress(scale=1))).is_done
    mime = QGuiApplication.clipboard().mimeData()
    written = drawn(desk, talk(6), Dress(scale=1))
    assert bytes(mime.data("image/png").data()) == written.read_bytes()
    assert QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGB32) == QImage(
        str(written)
    ).convertToFormat(QImage.Format.Format_RGB32)


def test_what_is_too_long_to_be_copied_says_so_and_copies_nothing(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("before")
    outcome = desk.done(desk.studio.copy_picture(talk(400), Dress(scale=2)))
    tallest = MOST_PIXELS // (PLAIN.width * 2)
    assert outcome.reason.startswith(f"Too long to copy: the picture would be more than {tallest:,} pixels tall.")
    assert QGuiApplication.clipboard().text() == "before"
