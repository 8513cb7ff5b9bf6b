"""Emoji beside turns: where they stand, that nothing moves for them, and how one is chosen."""

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.settings.option import Emoji, InvalidValue
from nextchat_desktop.settings.schema import AVATAR, MASK_AVATAR
from nextchat_desktop.ui.emoji.button import AvatarButton
from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.view import Transcript
from ui.forms import Open
from ui.transcripts import (
    afresh,
    answer,
    copied,
    differing,
    grow,
    on_screen,
    paragraphs,
    question,
    read_at,
    show,
    turn_wheel,
    value,
    y_of,
)

BOTH = Avatars("🦊", "🤖")
TALK = [question("What is a mean?"), answer("It is the sum of all, divided by their count.")]
WIDE, NARROW = 1016, 636
"""The transcript in a window of 1280 and of 900 pixels."""


def column(view: Transcript) -> tuple[int, int]:
    """From where to where it goes in the view."""
    left = round(-view.to_canvas(QPointF()).x())
    return left, left + view.canvas.width


def reach(image: QImage, other: QImage) -> QRect:
    """Where two pictures differ."""
    found = QRect()
    for x, y in differing(image, other):
        found |= QRect(x, y, 1, 1)
    return found


def drawn(view: Transcript, avatars: Avatars) -> QRect:
    """The place of the emoji alone."""
    before = on_screen(view)
    view.set_avatars(avatars)
    return reach(before, on_screen(view))


def test_nothing_stands_beside_turns_until_it_is_wanted(view: Transcript) -> None:
    view.resize(WIDE, 600)
    show(view, TALK)
    image, (left, right) = on_screen(view), column(view)
    ground = image.pixelColor(1, 300)
    margins = [*range(left - 1), *range(right + 1, view.viewport().width())]
    assert {image.pixelColor(x, y).name() for x in margins for y in range(image.height())} == {ground.name()}


def test_the_persons_emoji_stands_in_the_margin_beside_their_bubble(view: Transcript) -> None:
    view.resize(WIDE, 600)
    show(view, TALK)
    place, (_, right) = drawn(view, Avatars("🦊")), column(view)
    assert right < place.left() < place.right() < right + 40
    assert abs(place.center().y() - view.turn_rect(0).top() - view.canvas.turns[0].bubble.center().y()) < 5


def test_that_of_the_mask_stands_in_the_margin_beside_the_first_line_of_an_answer(view: Transcript) -> None:
    view.resize(WIDE, 600)
    show(view, TALK)
    place, (left, _) = drawn(view, Avatars("", "🤖")), column(view)
    assert left - 40 < place.left() < place.right() < left
    assert abs(place.center().y() - y_of(view, "It is the sum") - 12) < 5


@pytest.mark.parametrize("width", [500, NARROW, 800, WIDE])
@pytest.mark.parametrize(
    ("asked", "said"),
    [("Why?", "For the sum."), ("ما هو الفرق؟", "هذا جواب من اليمين."), ("```\nx\n```", "```\ny\n```")],
)
def test_they_touch_no_words_and_leave_the_view_nowhere(view: Transcript, width: int, asked: str, said: str) -> None:
    view.resize(width, 300)
    show(view, [*TALK, question(asked, "q2"), answer(said + "\n\n" + paragraphs(20), "a2")])
    view.go_to(view.canvas.end_of(1))
    mine, theirs = drawn(view, Avatars("🦊")), drawn(view, BOTH)
    left, right = column(view)
    assert right - 12 < mine.left() < mine.right() < view.viewport().width() - 1
    assert 0 < theirs.left() < theirs.right() < left


def test_what_is_read_does_not_move_for_them(view: Transcript) -> None:
    show(view, [Entry(f"{n}", "user" if n % 2 else "assistant", paragraphs(3, f"turn {n}")) for n in range(20)])
    y, total = read_at(view, "turn 9"), view.canvas.total
    here = value(view)
    for avatars in (BOTH, Avatars()):
        view.set_avatars(avatars)
        assert (y_of(view, "turn 9"), view.canvas.total, value(view)) == (y, total, here)


def test_they_are_not_copied(view: Transcript, qtbot: QtBot) -> None:
    view.set_avatars(BOTH)
    show(view, TALK)
    view.select_all()
    assert not set("🦊🤖") & set(copied(view, qtbot))


def test_they_make_way_for_the_boxes_of_turns_that_are_chosen(view: Transcript) -> None:
    view.resize(WIDE, 600)
    show(view, TALK)
    view.choose(frozenset())
    with_boxes = on_screen(view)
    view.choose(None)
    plain = on_screen(view)
    view.set_avatars(BOTH)
    assert reach(plain, on_screen(view)).isValid()
    view.choose(frozenset())
    assert differing(with_boxes, on_screen(view)) == []
    view.choose(None)
    assert reach(plain, on_screen(view)).isValid()


def test_they_leave_no_trace_while_an_answer_comes_and_is_read(view: Transcript) -> None:
    view.set_avatars(BOTH)
    show(view, [question("Why?"), answer(paragraphs(30), "a1"), question("And then?", "q2")])
    for step in grow(view, answer(paragraphs(12), "a2", reasoning="Hm", reasoning_label="Thought"), by=60):
        if step % 180 == 0:
            assert differing(on_screen(view), afresh(view)) == []
    for up in (120, 240, -120, 600):
        turn_wheel(view, up=up)
        assert differing(on_screen(view), afresh(view)) == []


def test_several_signs_are_made_to_fit(view: Transcript) -> None:
    view.resize(WIDE, 600)
    show(view, TALK)
    _, right = column(view)
    place = drawn(view, Avatars("ABCDEFGH"))
    assert right < place.left() < place.right() < right + 40


@pytest.mark.parametrize("value", ["", "🦊", "👩‍🏫", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣"])
def test_an_emoji_may_be_of_many_letters(value: str) -> None:
    assert Emoji().check(value) == value


@pytest.mark.parametrize("value", ["two words", "a\nline", "x" * 17, 3, None])
def test_a_sentence_is_no_emoji(value: object) -> None:
    with pytest.raises(InvalidValue):
        Emoji().check(value)


def test_an_avatar_is_chosen_from_the_panel_and_put_back_with_one_press(open_form: Open) -> None:
    form = open_form()
    form.dialog.open_page("appearance")
    button = form.find(AvatarButton, f"setting-{AVATAR.key}")
    assert button.accessibleName() == "Your avatar"
    button.click()
    QTest.keyClicks(form.find(QLineEdit, "emojiFilter"), "fox")
    QTest.keyClick(form.find(QLineEdit, "emojiFilter"), Qt.Key.Key_Return)
    assert form.program.settings[AVATAR] == "🦊"
    assert form.dialog.isVisible()
    form.press(f"putBack-{AVATAR.key}")
    assert form.program.settings[AVATAR] == button.emoji == ""


def test_the_panel_opens_at_its_button_and_within_the_window(open_form: Open) -> None:
    form = open_form()
    form.dialog.open_page("appearance")
    form.dialog.show_setting(AVATAR.key)
    button = form.find(AvatarButton, f"setting-{AVATAR.key}")
    button.click()
    panel = form.find(QWidget, "emojiPanel")
    assert panel.mapToGlobal(panel.rect().topLeft()).x() == button.mapToGlobal(button.rect().topLeft()).x()
    assert form.dialog.rect().contains(panel.geometry())


def test_that_of_the_mask_is_wanted_by_itself(open_form: Open) -> None:
    form = open_form()
    box = form.find(QCheckBox, f"setting-{MASK_AVATAR.key}")
    assert not box.isChecked()
    form.find(QAbstractButton, f"setting-{MASK_AVATAR.key}").click()
    assert form.program.settings[MASK_AVATAR]
    assert form.program.settings[AVATAR] == ""
