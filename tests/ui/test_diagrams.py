"""Diagrams in the transcript: code while they grow, then a drawing, made beside the window and kept in its place."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.diagram_process import COMMAND
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.showing import Showing
from nextchat_desktop.ui.chat.spoken import diagram_words, transcript_words
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.diagram_drawing import TALLEST
from nextchat_desktop.ui.transcript.diagram_leaf import DiagramLeaf
from nextchat_desktop.ui.transcript.diagram_unit import NoteLeaf
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.pictures import Pictures
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.viewer.window import PictureViewer
from nextchat_desktop.words.catalogue import Words

pytest.importorskip("merman")
pytest.importorskip("resvg_py")

WORDS = Words(resource("locales"), "en")
SOURCE = "flowchart TD\n    A[One] --> B[Two]\n    B --> C[Three]"
FENCE = f"```mermaid\n{SOURCE}\n```"
BROKEN = "```mermaid\nflowchart TD\n    A[never closed --> B\n```"
PARAGRAPHS = "\n\n".join(f"Paragraph {number}, " + "with words enough for lines. " * 9 for number in range(30))
LONG_ENOUGH = 20_000
NEVER = (sys.executable, "-c", "import time; time.sleep(60)")

Make = Callable[..., Transcript]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    """A transcript that has its diagrams drawn by this command."""
    drawer = Decoder()
    made: list[Transcript] = []

    def maker(command: tuple[str, ...] = COMMAND, is_available: bool = True) -> Transcript:
        diagrams = Diagrams(drawer, command, lambda: is_available)
        gallery = Gallery(Pictures(), diagrams, diagram_words=diagram_words(WORDS), decoder=drawer)
        view = Transcript(LIGHT, transcript_words(WORDS), gallery=gallery)
        qtbot.addWidget(view)
        view.resize(900, 600)
        view.show()
        qtbot.waitExposed(view)
        made.append(view)
        return view

    yield maker
    for view in made:
        view.close()
        view.kit.gallery.close()
    drawer.close()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def view(make: Make) -> Transcript:
    return make()


def show(qtbot: QtBot, view: Transcript, text: str, streaming: bool = False) -> None:
    view.show_entries([Entry("a", "assistant", text, streaming=streaming)])
    qtbot.waitUntil(lambda: not view.canvas.turns[0].is_behind)


def kinds(view: Transcript) -> list[type]:
    return [type(leaf) for leaf in view.canvas.turns[-1].leaves]


def is_drawn(view: Transcript) -> bool:
    drawings = [leaf for leaf in view.canvas.turns[-1].leaves if isinstance(leaf, DiagramLeaf)]
    return bool(drawings) and all(leaf.drawn(view.kit) is not None for leaf in drawings)


def wait_drawn(qtbot: QtBot, view: Transcript) -> DiagramLeaf:
    qtbot.waitUntil(lambda: is_drawn(view), timeout=LONG_ENOUGH)
    return next(leaf for leaf in view.canvas.turns[-1].leaves if isinstance(leaf, DiagramLeaf))


def button(view: Transcript, name: str) -> QToolButton:
    (found,) = [each for each in view.findChildren(QToolButton, name) if each.isVisible()]
    return found


def click(qtbot: QtBot, view: Transcript, name: str) -> None:
    qtbot.mouseClick(button(view, name), Qt.MouseButton.LeftButton)


def place(view: Transcript, words: str) -> int:
    """Where a paragraph begins in the view."""
    turn = view.canvas.turns[-1]
    number = next(number for number, leaf in enumerate(turn.leaves) if leaf.text.startswith(words))
    return view.canvas.leaf_top(len(view.canvas.turns) - 1, number) - view.verticalScrollBar().value()


def ground(view: Transcript, leaf: DiagramLeaf) -> QColor:
    """The colour between the parts of the drawing."""
    return view.viewport().grab().toImage().pixelColor(leaf.place.toRect().topLeft() + QPoint(70, 12))


def test_a_diagram_that_was_finished_before_is_drawn(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"Look:\n\n{FENCE}\n\nThere.")
    assert kinds(view).count(DiagramLeaf) == 1
    leaf = wait_drawn(qtbot, view)
    drawn = leaf.drawn(view.kit)
    assert drawn is not None
    assert leaf.place.width() == round(drawn.diagram.width)
    assert leaf.text == SOURCE


def test_a_diagram_is_code_while_it_grows(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([])
    text = f"Look:\n\n{FENCE}"
    for length in range(1, len(text), 5):
        view.put(Entry("a", "assistant", text[:length], streaming=True))
        view._on_frame()
        view._on_idle()
        assert DiagramLeaf not in kinds(view)
    assert kinds(view)[1:] == [CodeLeaf]
    view.put(Entry("a", "assistant", text))
    view._on_frame()
    assert kinds(view)[1:] == [CodeLeaf], "until the drawing is there"
    wait_drawn(qtbot, view)
    assert kinds(view)[1:] == [DiagramLeaf]


def test_one_that_is_complete_is_drawn_before_the_answer_is(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"{FENCE}\n\nAnd now some words.\n\nAnd", streaming=True)
    wait_drawn(qtbot, view)
    assert view.canvas.turns[-1].entry.streaming


def test_one_that_comes_out_of_sight_stands_as_far_from_the_words_above_it_as_any(
    view: Transcript, qtbot: QtBot
) -> None:
    show(qtbot, view, PARAGRAPHS, streaming=True)
    view.verticalScrollBar().setValue(0)
    for text in (FENCE[:-4], f"{FENCE}\n\nAnd"):
        view.put(Entry("a", "assistant", f"{PARAGRAPHS}\n\n{text}", streaming=True))
        view._on_frame()
    drawing = next(leaf for leaf in view.canvas.turns[0].leaves if isinstance(leaf, DiagramLeaf))
    assert drawing.gap == 12


def test_what_cannot_be_drawn_shows_its_source_and_why(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"Look:\n\n{BROKEN}\n\nThere.")
    qtbot.waitUntil(lambda: NoteLeaf in kinds(view), timeout=LONG_ENOUGH)
    assert kinds(view)[1:3] == [CodeLeaf, NoteLeaf]
    note = view.canvas.turns[0].leaves[2]
    assert note.block.text.startswith("This diagram could not be drawn: line 2: ")
    assert note.height > 10
    assert not button(view, "openDiagram").isEnabled()
    assert not button(view, "toggleSource").isEnabled()
    assert button(view, "copyCode").isEnabled()


def test_the_reason_is_not_copied_with_the_words(view: Transcript, qtbot: QtBot) -> None:
    text = f"Look:\n\n{BROKEN}\n\nThere."
    show(qtbot, view, text)
    qtbot.waitUntil(lambda: NoteLeaf in kinds(view), timeout=LONG_ENOUGH)
    left = (900 - view.canvas.width) // 2
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 1, place(view, "Look") + 8))
    end = QPoint(left + 700, place(view, "There") + 8)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    view.copy()
    assert QGuiApplication.clipboard().text() == text


def test_a_drawing_is_copied_as_its_source(view: Transcript, qtbot: QtBot) -> None:
    text = f"Look:\n\n{FENCE}\n\nThere, and more."
    show(qtbot, view, text)
    wait_drawn(qtbot, view)
    left = (900 - view.canvas.width) // 2
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 1, place(view, "Look") + 8))
    end = QPoint(left + 38, place(view, "There") + 8)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    view.copy()
    assert QGuiApplication.clipboard().text().startswith(f"Look:\n\n{FENCE}\n\nThere")
    assert "more" not in QGuiApplication.clipboard().text()


def test_where_nothing_can_be_drawn_that_is_the_reason(make: Make, qtbot: QtBot) -> None:
    view = make(is_available=False)
    show(qtbot, view, FENCE)
    qtbot.waitUntil(lambda: kinds(view) == [CodeLeaf, NoteLeaf])
    assert view.canvas.turns[0].leaves[1].block.text.endswith("diagrams cannot be drawn on this system")


def test_a_transcript_by_itself_shows_the_source(qtbot: QtBot) -> None:
    alone = Transcript(LIGHT, transcript_words(WORDS))
    qtbot.addWidget(alone)
    alone.resize(900, 600)
    alone.show()
    show(qtbot, alone, FENCE)
    qtbot.waitUntil(lambda: kinds(alone) == [CodeLeaf])


def test_a_language_that_becomes_mermaid_letter_by_letter_is_a_diagram(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([])
    for text in ("```mer", "```mermaid", f"```mermaid\n{SOURCE}", FENCE):
        view.put(Entry("a", "assistant", text, streaming=text != FENCE))
        view._on_frame()
    wait_drawn(qtbot, view)


def test_another_palette_draws_anew_and_the_old_stays_until_then(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, FENCE)
    leaf = wait_drawn(qtbot, view)
    light = leaf.drawn(view.kit)
    assert light is not None
    view.set_palette(DARK)
    assert leaf.drawn(view.kit) == light
    qtbot.waitUntil(lambda: leaf.drawn(view.kit) not in (None, light), timeout=LONG_ENOUGH)
    dark = leaf.drawn(view.kit)
    assert dark is not None
    assert dark.wish.colours.dark
    view.set_palette(LIGHT)
    assert leaf.drawn(view.kit) == light, "it was kept"


def test_the_source_is_shown_and_the_drawing_again(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"Look:\n\n{FENCE}\n\nThere.")
    wait_drawn(qtbot, view)
    assert button(view, "toggleSource").accessibleName() == "Show the source"
    click(qtbot, view, "toggleSource")
    assert kinds(view)[1] is CodeLeaf
    assert button(view, "toggleSource").accessibleName() == "Show the diagram"
    click(qtbot, view, "toggleSource")
    assert kinds(view)[1] is DiagramLeaf


def test_the_buttons_of_a_diagram_can_be_heard(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, FENCE)
    wait_drawn(qtbot, view)
    buttons = [button(view, name) for name in ("toggleSource", "openDiagram", "saveDiagram", "copyCode")]
    assert all(each.accessibleName() and each.toolTip() and each.isEnabled() for each in buttons)
    click(qtbot, view, "copyCode")
    assert QGuiApplication.clipboard().text() == SOURCE
    assert button(view, "copyCode").accessibleName() == "Copied"


def test_a_diagram_that_is_out_of_sight_is_not_drawn(view: Transcript, qtbot: QtBot) -> None:
    show(qtbot, view, f"{FENCE}\n\n{PARAGRAPHS}")
    diagrams = view.kit.gallery.diagrams
    qtbot.wait(100)
    assert diagrams.find(SOURCE, view.kit.look, view.kit.scale) is None
    assert not diagrams._tasks
    view.go_home()
    wait_drawn(qtbot, view)


def test_a_wide_diagram_keeps_within_the_column_and_a_tall_one_within_reason(view: Transcript, qtbot: QtBot) -> None:
    wide = "flowchart LR\n" + "\n".join(f"    N{i}[Number {i}] --> N{i + 1}[Number {i + 1}]" for i in range(12))
    tall = wide.replace("LR", "TD")
    show(qtbot, view, f"```mermaid\n{wide}\n```\n\n```mermaid\n{tall}\n```")
    view.resize(900, 1200)
    wait_drawn(qtbot, view)
    sizes = [leaf.place.size() for leaf in view.canvas.turns[0].leaves if isinstance(leaf, DiagramLeaf)]
    assert sizes[0].width() == 760 - 24
    assert sizes[1].height() == TALLEST


def test_finishing_moves_nothing_for_who_reads_further_up(view: Transcript, qtbot: QtBot) -> None:
    text = f"{PARAGRAPHS}\n\n{FENCE}"
    show(qtbot, view, text, streaming=True)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 60)
    top = next(n for n in range(30) if place(view, f"Paragraph {n},") >= 0)
    before = place(view, f"Paragraph {top},")
    view.put(Entry("a", "assistant", text))
    view._on_frame()
    wait_drawn(qtbot, view)
    assert place(view, f"Paragraph {top},") == before


def test_finishing_moves_nothing_for_who_reads_further_down(view: Transcript, qtbot: QtBot) -> None:
    code = "```mermaid\n" + SOURCE + "\n" + "\n".join(f"    C --> N{i}" for i in range(90)) + "\n```"
    text = f"{code}\n\n{PARAGRAPHS}"
    view.show_entries([])
    view.put(Entry("a", "assistant", code[:-4], streaming=True))
    view._on_frame()
    view.put(Entry("a", "assistant", text, streaming=True))
    view._on_frame()
    qtbot.waitUntil(lambda: any(leaf.text.startswith("Paragraph 29,") for leaf in view.canvas.turns[0].leaves))
    qtbot.waitUntil(lambda: not view.canvas.turns[0].is_behind)
    leaves = len(kinds(view))
    assert CodeLeaf in kinds(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + place(view, "Paragraph 0,") - 100)
    before = place(view, "Paragraph 0,")
    assert before == 100
    wait_drawn(qtbot, view)
    assert len(kinds(view)) < leaves
    assert place(view, "Paragraph 0,") == before


def test_who_reads_within_the_source_finds_the_same_part_of_the_drawing(view: Transcript, qtbot: QtBot) -> None:
    code = "```mermaid\n" + SOURCE + "\n" + "\n".join(f"    C --> N{i}" for i in range(90)) + "\n```"
    view.show_entries([])
    for text in (code[:-4], f"{code}\n\n{PARAGRAPHS}"):
        view.put(Entry("a", "assistant", text, streaming=True))
        view._on_frame()
    qtbot.waitUntil(lambda: any(leaf.text.startswith("Paragraph 29,") for leaf in view.canvas.turns[0].leaves))
    code_height = view.verticalScrollBar().value() + place(view, "Paragraph 0,") - view.canvas.leaf_top(0, 0)
    assert code_height > 1800
    view.verticalScrollBar().setValue(view.canvas.leaf_top(0, 0) + code_height // 2)
    leaf = wait_drawn(qtbot, view)
    below = view.verticalScrollBar().value() - view.canvas.leaf_top(0, 0)
    assert abs(below - leaf.height / 2) < 20


def test_who_follows_the_end_goes_on_following(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([])
    for streaming in (True, False):
        view.put(Entry("a", "assistant", f"{PARAGRAPHS}\n\n{FENCE}", streaming=streaming))
        view._on_frame()
    wait_drawn(qtbot, view)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() == view.verticalScrollBar().maximum())
    assert view.is_at_end


def test_words_stay_selected_when_a_drawing_comes_above_them(view: Transcript, qtbot: QtBot) -> None:
    code = "```mermaid\n" + SOURCE + "\n" + "\n".join(f"    C --> N{i}" for i in range(60)) + "\n```"
    view.show_entries([])
    for text in (code[:-4], f"{code}\n\nThese words."):
        view.put(Entry("a", "assistant", text, streaming=True))
        view._on_frame()
    left = (900 - view.canvas.width) // 2
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 8, place(view, "These") + 10))
    assert view.selected_words() == "These"
    wait_drawn(qtbot, view)
    assert view.selected_words() == "These"


def test_a_broken_process_is_a_reason_like_any_other(make: Make, qtbot: QtBot) -> None:
    view = make(command=(sys.executable, "-c", "raise SystemExit(3)"))
    show(qtbot, view, FENCE)
    qtbot.waitUntil(lambda: kinds(view) == [CodeLeaf, NoteLeaf], timeout=LONG_ENOUGH)


def test_a_diagram_that_takes_for_ever_does_not_keep_the_program(make: Make, qtbot: QtBot) -> None:
    view = make(command=NEVER)
    show(qtbot, view, FENCE)
    diagrams = view.kit.gallery.diagrams
    qtbot.waitUntil(lambda: bool(diagrams._processes._running), timeout=LONG_ENOUGH)
    began = time.monotonic()
    diagrams.close()
    qtbot.waitUntil(lambda: not diagrams._processes._running)
    assert time.monotonic() - began < 10


def test_a_diagram_is_opened_in_a_window_and_saved(
    view: Transcript, qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    showing = Showing(WORDS, Theme(resource("icons"), tmp_path / "icons"), view)
    show(qtbot, view, FENCE)
    leaf = wait_drawn(qtbot, view)
    qtbot.mouseClick(button(view, "drawingButton"), Qt.MouseButton.LeftButton)
    (viewer,) = view.findChildren(PictureViewer)
    large = viewer._picture.render(2.0)
    drawn = leaf.drawn(view.kit)
    assert large is not None
    assert drawn is not None
    assert abs(large.width() - 2 * drawn.diagram.width) <= 2
    assert large.pixelColor(1, 1) == QColor(LIGHT.code)
    viewer.close()
    qtbot.waitUntil(lambda: not view.findChildren(PictureViewer))
    for name, begins in (("a.svg", b"<?xml"), ("a.png", b"\x89PNG")):
        click(qtbot, view, "saveDiagram")
        (dialog,) = view.findChildren(QFileDialog)
        with qtbot.waitSignal(showing.told, timeout=LONG_ENOUGH) as told:
            dialog.fileSelected.emit(str(tmp_path / name))
        assert told.args == [f"Saved as {name}"]
        assert (tmp_path / name).read_bytes().startswith(begins)
        dialog.reject()
        qtbot.waitUntil(lambda: not view.findChildren(QFileDialog))


def test_a_packed_program_serves_its_own_diagrams(view: Transcript, make: Make, qtbot: QtBot) -> None:
    packed = make(command=(sys.executable, "-m", "nextchat_desktop", "--draw-diagrams"))
    show(qtbot, packed, FENCE)
    wait_drawn(qtbot, packed)
