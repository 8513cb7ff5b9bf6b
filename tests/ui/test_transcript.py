import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.entries import Action, Card, Entry, LaterEntry
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words
from ui.transcripts import open_window

WORDS = transcript_words(Words(resource("locales"), "en"))
CARD = Card("Refused", "The key is wrong.", (Action("key", "Check the key"), Action("again", "Again")), "401 x-1")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[Transcript]:
    transcript = Transcript(LIGHT, WORDS)
    qtbot.addWidget(transcript)
    transcript.resize(900, 600)
    transcript.show()
    qtbot.waitExposed(transcript)
    yield transcript
    transcript.close()
    QGuiApplication.clipboard().clear()  # Qt's memory clipboard must not outlive Python


def answer(text: str, id_: str = "a", streaming: bool = False, **more: object) -> Entry:
    return Entry(id_, "assistant", text, streaming=streaming, **more)  # type: ignore[arg-type]


def many(count: int) -> list[Entry]:
    return [Entry(str(i), "user" if i % 2 else "assistant", f"**turn** {i}\n\n- one\n- two") for i in range(count)]


def named(view: QWidget, name: str, kind: type[QWidget] = QToolButton) -> list[QWidget]:
    return [widget for widget in view.findChildren(kind, name) if widget.isVisible()]


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def is_drawn(view: Transcript) -> bool:
    """Whether anything dark stands on the ground."""
    image = view.viewport().grab().toImage()
    ground = QColor(LIGHT.background)
    return any(
        abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 100
        for y in range(0, min(120, image.height()), 2)
        for x in range(60, min(400, image.width()))
    )


def value(view: Transcript) -> int:
    return view.verticalScrollBar().value()


def maximum(view: Transcript) -> int:
    return view.verticalScrollBar().maximum()


def on_top(view: Transcript) -> tuple[int, int, int]:
    """What is read at the top edge: turn, leaf, and how far it begins above."""
    anchor = view._anchor()
    return anchor.turn, anchor.leaf, anchor.below


def test_a_streamed_text_shows(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([])
    assert not is_drawn(view)
    view.put(answer("Hello", streaming=True))
    qtbot.waitUntil(lambda: is_drawn(view))


def test_two_thousand_pieces_arrive_complete(view: Transcript, qtbot: QtBot) -> None:
    line = "Some *words* 中文 and `code`.\n\n```python\nx = 1\n\n\n```\n\n"
    source = (line * 40)[:2000]
    view.show_entries([Entry("q", "user", "Why?")])
    for length in range(1, len(source) + 1):
        view.put(answer(source[:length], streaming=True))
        if length % 200 == 0:
            qtbot.wait(1)
    view.put(answer(source))
    assert view.plain_text() == "Why?\n\n" + source
    qtbot.waitUntil(lambda: bool(view.canvas.turns[1].leaves) and not view.canvas.turns[1].is_behind)
    copy_all(view, qtbot)
    assert QGuiApplication.clipboard().text() == "Why?\n\n" + source


def test_streamed_blocks_are_those_of_the_whole(view: Transcript, qtbot: QtBot) -> None:
    source = "# Head\n\ntext\n\n```js\nlet a\n\nlet b\n```\n\n| a |\n|---|\n| 1 |\n\n> said\n"
    for length in range(1, len(source) + 1, 3):
        view.put(answer(source[:length], streaming=True))
        view._on_frame()
    view.put(answer(source))
    view._on_frame()
    leaves = view._canvas.turns[0].leaves
    assert [leaf.unit.block for leaf in leaves if leaf.unit] == list(read_blocks(make_parser(), source))
    assert leaves[2].text == "let a\n\nlet b"


def test_a_conversation_opens_at_its_end(view: Transcript) -> None:
    view.show_entries(many(50))
    assert value(view) == maximum(view) > 0


def test_the_end_is_followed_until_the_reader_moves(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries(many(50))
    text = "words " * 200
    view.put(answer(text, streaming=True))
    qtbot.waitUntil(lambda: view._canvas.turns[-1].height > 200)
    assert value(view) == maximum(view)

    qtbot.keyClick(view, Qt.Key.Key_Up)
    before, end = on_top(view), maximum(view)
    assert value(view) < end
    view.put(answer(text * 3, streaming=True))
    qtbot.waitUntil(lambda: maximum(view) > end + 500)
    assert on_top(view) == before


def test_text_that_arrives_out_of_sight_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries(many(50))
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.put(answer("words " * 1000, streaming=True))
    view._on_frame()
    assert value(view) == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view._canvas.turns[-1].height > 1000
    assert value(view) == maximum(view)


def test_the_end_key_and_the_button_resume(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries(many(50))
    assert named(view, "latest") == []
    for resume in (lambda: qtbot.keyClick(view, Qt.Key.Key_End), lambda: click(qtbot, named(view, "latest")[0])):
        qtbot.keyClick(view, Qt.Key.Key_Home)
        assert value(view) == 0
        assert len(named(view, "latest")) == 1
        resume()
        assert value(view) == maximum(view)
        assert named(view, "latest") == []


def test_going_up_through_unmeasured_turns_never_jumps(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries(many(200))
    canvas = view._canvas
    for _ in range(40):
        anchor = canvas.anchor(value(view), 600)
        place = canvas.leaf_top(anchor.turn, anchor.leaf) - value(view)
        qtbot.keyClick(view, Qt.Key.Key_Up)
        assert canvas.leaf_top(anchor.turn, anchor.leaf) - value(view) == place + 48


def test_a_link_says_where_it_goes_and_is_followed(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("[words words](https://x.org/a)")])
    place = QPointF(20, view._canvas.leaf_top(0, 0) + 10)
    point = (place - view.to_canvas(QPointF(0, 0))).toPoint()
    qtbot.mouseMove(view.viewport(), point)
    with qtbot.waitSignal(view.link_activated) as followed:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert followed.args == ["https://x.org/a"]
    assert view._pointer.link_at(place) == "https://x.org/a"


def test_code_is_copied_exactly(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("```py\nif a:\n\tb = '<&>'  \n\n\n```")])
    (button,) = named(view, "copyCode")
    click(qtbot, button)
    assert QGuiApplication.clipboard().text() == "if a:\n\tb = '<&>'  \n\n"
    assert button.accessibleName() == "Copied"


def test_a_card_asks_for_its_actions(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("", card=CARD)])
    (button,) = named(view, "action-key", QPushButton)
    with qtbot.waitSignal(view.action_requested) as asked:
        click(qtbot, button)
    assert asked.args == ["key", "a"]


def test_no_words_of_a_card_are_cut_off_where_there_is_little_room(view: Transcript, qtbot: QtBot) -> None:
    ids = ("other", "again", "settings")
    labels = ("Choose another model", "Answer the question again", "Open settings")
    actions = tuple(Action(id, label) for id, label in zip(ids, labels, strict=True))
    view.resize(480, 600)
    view.set_text_size(24)
    view.show_entries([answer("", card=Card("Too long", "For this model.", actions, "400"))])
    buttons = [named(view, f"action-{id}", QPushButton)[0] for id in ids]
    (card,) = named(view, "failureCard", QWidget)
    qtbot.waitUntil(lambda: buttons[1].y() > buttons[0].y())
    for button, label in zip(buttons, labels, strict=True):
        assert isinstance(button, QPushButton)
        assert button.text() == label
        assert button.width() >= button.sizeHint().width()
        place = button.rect().translated(button.mapTo(card, QPoint()))
        assert card.rect().contains(place)
    assert named(view, "detailsFold")[0].geometry().right() <= card.width()


def test_details_of_a_card_unfold(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("", card=CARD)])
    height = view._canvas.turns[0].height
    click(qtbot, named(view, "detailsFold")[0])
    (label,) = named(view, "cardDetails", QLabel)
    assert isinstance(label, QLabel)
    assert label.text() == "401 x-1"
    assert view._canvas.turns[0].height > height


def test_a_card_goes_when_the_entry_has_none(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("", card=CARD)])
    view.put(answer("Better.", streaming=True))
    qtbot.waitUntil(lambda: named(view, "failureCard", QWidget) == [])


def test_actions_under_an_answer(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("Hi", actions=(Action("copy", "Copy it"),), caption="model · 14:32")])
    with qtbot.waitSignal(view.action_requested) as asked:
        click(qtbot, named(view, "action-copy")[0])
    assert asked.args == ["copy", "a"]
    (caption,) = named(view, "caption", QLabel)
    assert isinstance(caption, QLabel)
    assert caption.text() == "model · 14:32"


def test_the_keyboard_stays_at_a_button_whatever_comes_beside_it(view: Transcript, qtbot: QtBot) -> None:
    pages = (Action("earlier", "‹"), "1/2", Action("later", "›"))
    open_window(view, qtbot)
    view.show_entries([answer("Hi", actions=(Action("copy", "Copy"),), caption="14:32")])
    named(view, "action-copy")[0].setFocus()
    for later in (
        answer("Hi", actions=(Action("copy", "Copy"),), caption="14:32 · 6.2 s"),
        answer("Hi", actions=(Action("again", "Again"), Action("copy", "Copy")), caption="14:32", pages=pages),
    ):
        view.put(later)
        view._on_frame()
        assert named(view, "action-copy")[0].hasFocus()


def test_the_tab_key_goes_through_the_buttons_as_they_stand(view: Transcript, qtbot: QtBot) -> None:
    copy, again, edit = (Action(id, id) for id in ("copy", "again", "edit"))
    open_window(view, qtbot)
    view.show_entries([answer("Hi", actions=(edit, copy))])
    view.put(answer("Hi", actions=(copy, again, edit)))
    view._on_frame()
    named(view, "action-copy")[0].setFocus()
    for id in ("again", "edit"):
        qtbot.keyClick(view.window().focusWidget(), Qt.Key.Key_Tab)
        assert named(view, f"action-{id}")[0].hasFocus()


def test_a_button_that_is_not_offered_any_more_is_gone(view: Transcript) -> None:
    pages = (Action("earlier", "‹"), "1/2", Action("later", "›"))
    view.show_entries([answer("Hi", actions=(Action("copy", "Copy"), Action("again", "Again")), pages=pages)])
    view.put(answer("Hi", actions=(Action("copy", "Copy it"),)))
    view._on_frame()
    assert named(view, "action-again") + named(view, "action-later") + named(view, "place", QLabel) == []
    assert named(view, "action-copy")[0].accessibleName() == "Copy it"


def test_the_thought_unfolds(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("Hi", reasoning="I *wonder*.", reasoning_label="Thought for 4 s")])
    (chip,) = named(view, "reasoningChip")
    assert len(view._canvas.turns[0].leaves) == 1
    click(qtbot, chip)
    assert [leaf.muted for leaf in view._canvas.turns[0].leaves] == [True, False]


def test_another_palette_repaints(view: Transcript) -> None:
    view.show_entries([answer("Hi")])
    view.set_palette(DARK)
    assert view.viewport().grab().toImage().pixelColor(2, 2) == QColor(DARK.background)


def test_a_larger_text_needs_more_room(view: Transcript) -> None:
    view.show_entries([answer("words " * 300)])
    height = view._canvas.turns[0].height
    view.set_text_size(30)
    assert view._canvas.turns[0].height > height * 2


def test_removing_an_entry(view: Transcript) -> None:
    view.show_entries([answer("one", "1"), answer("two", "2", card=CARD), answer("three", "3")])
    view.remove("2")
    view.remove("nothing")
    assert view.plain_text() == "one\n\nthree"
    assert named(view, "action-key", QPushButton) == []


def test_three_thousand_entries_open(view: Transcript) -> None:
    view.show_entries(many(3000))
    assert value(view) == maximum(view)
    assert sum(1 for turn in view._canvas.turns if turn.leaves) < 60


def test_only_the_entries_that_are_seen_are_made(view: Transcript) -> None:
    made = []

    def later(entry: Entry) -> LaterEntry:
        return LaterEntry(entry.id, entry.role, entry.text, lambda: made.append(entry.id) or entry)  # type: ignore[func-returns-value]

    view.show_entries([later(entry) for entry in many(3000)])
    assert "2999" in made
    assert len(made) < 60
    view.put(answer("other words", id_="7"))
    assert view.canvas.turns.entry(7).text == "other words"
    assert view.plain_text().startswith("**turn** 0")


class FirstPaint(QObject):
    """Remembers of which colours the code was when a view was painted first."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view)
        self._view = view
        self.coloured: list[bool] = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.coloured.append(is_coloured(self._view))
        return False


def is_coloured(view: Transcript) -> bool:
    units = (leaf.unit for _, leaf in view.canvas.leaves(value(view), value(view) + view.viewport().height()))
    return any(isinstance(unit, CodeUnit) and unit.colouring.version > 0 for unit in units)


def test_what_is_opened_is_shown_before_anything_more_is_done_to_it(view: Transcript, qtbot: QtBot) -> None:
    code = answer("```python\nfor name in names:\n    print(name)\n```")
    view.show_entries([code])
    qtbot.waitUntil(lambda: is_coloured(view))  # the language is known from now on
    view.show_entries([])
    qtbot.wait(50)
    paint = FirstPaint(view)
    view.show_entries([code])
    time.sleep(0.05)  # a slow machine
    qtbot.waitUntil(lambda: is_coloured(view))
    assert not paint.coloured[0]


def test_whole_turns_are_copied_as_markdown_and_html(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries(many(4))
    copy_all(view, qtbot)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == view.plain_text()
    assert "<strong>turn</strong> 3" in mime.html()


def test_dragging_selects_across_turns(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer("first *one*", "1"), answer("**middle**", "2"), answer("last *one*", "3")])
    drag(view, qtbot, at(view, 0, 40), at(view, 2, 30))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    first, middle, last = QGuiApplication.clipboard().text().split("\n\n")
    assert "first one".endswith(first.replace("*", ""))
    assert first.endswith("*")
    assert middle == "**middle**"
    assert "last *one*".startswith(last)


def test_the_mouse_wheel_lets_go_of_the_end(view: Transcript) -> None:
    view.show_entries(many(50))
    view.verticalScrollBar().setValue(maximum(view) - 100)
    assert not view._following.attached
    view.verticalScrollBar().setValue(maximum(view))
    assert view._following.attached


def at(view: Transcript, turn: int, across: int) -> QPoint:
    place = QPointF(across, view._canvas.leaf_top(turn, 0) + 10)
    return (place - view.to_canvas(QPointF(0, 0))).toPoint()


def drag(view: Transcript, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), pos=end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def copy_all(view: Transcript, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("sign", ["\u2029", "\ufdd0", "\ufdd1", "&#13;", "&#x2029;", "\ud800"])
def test_no_sign_is_too_odd_to_be_selected(view: Transcript, qtbot: QtBot, sign: str) -> None:
    view.show_entries([answer(f"one {sign} two `three {sign} four`\n\n| a{sign}b |\n|---|\n| c |")])
    for _ in range(30):
        view.extend_selection("right")
    view.extend_selection("down")
    view.copy()
    assert view.selected_words()


def test_a_click_that_changes_nothing_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    pages = (Action("earlier", "‹"), "1/2", Action("later", "›"))
    view.show_entries([*many(30), answer("words", pages=pages)])
    click(qtbot, named(view, "action-later")[0])
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.put(answer("words and more", pages=pages))
    view._on_frame()
    assert value(view) == 0


def test_a_log_of_megabytes_is_shown_as_it_was_written(view: Transcript) -> None:
    log = "".join(f"[main]: *step* {number}\n" for number in range(120_000))
    view.show_entries([Entry("q", "user", log), answer("I see.", "a")])
    view.go_to(Position(0, 0, 0))
    assert view.canvas.turns[0].leaves[0].text.startswith("[main]: *step* 0\n[main]: *step* 1\n")
    assert is_drawn(view)
