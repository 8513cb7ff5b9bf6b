"""A conversation as a page of its own, in a file or on the clipboard: with its pictures and drawings, asking nobody."""

import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.diagrams import available
from nextchat_desktop.ui.sharing.drawn.studio import Outcome, Sheet
from pages_read import loaded
from ui.studios import CAT, Desk, asked, opened, said, sheet

DIAGRAM = "```mermaid\nflowchart LR\n A[Start] --> B[End]\n```"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path / "out", "zh_CN")


def html(desk: Desk, sheet: Sheet) -> str:
    path = desk.folder / "out.html"
    assert desk.done(desk.studio.page(sheet, str(path))).is_done
    return path.read_text("utf-8")


def pictures(html: str, media: str) -> list[bytes]:
    return [b64decode(found) for found in re.findall(rf'src="data:{re.escape(media)};base64,([^"]*)"', html)]


def test_pictures_lie_within_it(desk: Desk) -> None:
    (picture,) = pictures(html(desk, sheet(asked("看", 0, CAT))), "image/png")
    assert QImage.fromData(picture).width() == 360


def test_without_pictures_they_are_named(desk: Desk) -> None:
    found = html(desk, sheet(asked("看", 0, CAT), pictures=False))
    assert pictures(found, "image/png") == []
    assert "图片：cat.png" in found


@pytest.mark.skipif(not available(), reason="diagrams cannot be drawn on this machine")
def test_diagrams_lie_within_it(desk: Desk) -> None:
    (drawing,) = pictures(html(desk, sheet(said(DIAGRAM))), "image/svg+xml")
    assert b"<svg" in drawing
    assert b"Start" in drawing


def test_code_formulas_and_who_said_what_are_there(desk: Desk) -> None:
    found = html(desk, sheet(asked("问？"), said("答 $x^2$\n\n```python\nx = 1\n```", 1, "想"), thoughts=True))
    for each in ('lang="zh-CN"', "<b>gpt-4</b>", "<svg role", "<i class=n>1</i>", "<summary>", "2 条消息"):
        assert each in found


def test_nobody_is_asked_for_anything(desk: Desk) -> None:
    found = html(desk, sheet(said("![x](https://example.org/x.png)\n\n<script src=https://example.org/x.js></script>")))
    assert "https://example.org/x.png" in found
    assert loaded(found) == []


def test_nothing_is_left_of_what_was_cancelled(desk: Desk) -> None:
    work = desk.studio.page(
        sheet(*(said("word " * 2000, number) for number in range(2000))), str(desk.folder / "x.html")
    )
    outcomes: list[Outcome] = []
    work.ended.connect(outcomes.append)
    work.progressed.connect(lambda done, _all: work.cancel() if done > 300 else None)
    work.start()
    desk.qtbot.waitUntil(lambda: bool(outcomes), timeout=30_000)
    assert outcomes[0].cancelled
    assert desk.files == []


def test_it_can_be_copied_as_rich_text_and_as_plain(desk: Desk) -> None:
    assert desk.done(desk.studio.copy_page(sheet(asked("问 **粗**？"), said("答。")))).is_done
    mime = QGuiApplication.clipboard().mimeData()
    assert "<strong>粗</strong>" in mime.html()
    assert "问 粗？" in mime.text()
    assert mime.text().count("A title") == 1
