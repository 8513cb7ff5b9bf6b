"""What is painted anew and what is only moved; and that the screen always shows what a fresh painting would."""

import random
from collections.abc import Callable, Hashable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.damage import Damage, Thing, Things, are_in_place, damage
from nextchat_desktop.ui.transcript.entries import Action, Card, Entry
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    LEFT,
    SHIFT,
    Key,
    afresh,
    answer,
    differing,
    fenced,
    lines,
    named,
    on_screen,
    paragraphs,
    read_at,
    show,
    turn_wheel,
)

HEIGHT = 40


def test_nothing_to_paint_where_nothing_changed() -> None:
    things: Things = {"a": Thing(0, 10), "b": Thing(10, 30)}
    assert damage(things, things) == Damage(0, ())


def test_what_only_moved_is_not_painted() -> None:
    before: Things = {"a": Thing(0, 10), "b": Thing(10, 30)}
    after: Things = {"a": Thing(-7, 3), "b": Thing(3, 23)}
    assert damage(before, after) == Damage(-7, ())


def test_what_looks_different_is_painted_where_it_is_and_where_it_was() -> None:
    before: Things = {"a": Thing(0, 10), "b": Thing(10, 30, "old")}
    after: Things = {"a": Thing(5, 15), "b": Thing(15, 37, "new")}
    assert damage(before, after) == Damage(5, ((15, 37), (15, 35)))


def test_what_has_come_and_what_has_gone_is_painted() -> None:
    before: Things = {"a": Thing(0, 10), "gone": Thing(10, 20)}
    after: Things = {"a": Thing(0, 10), "come": Thing(30, 40)}
    assert damage(before, after) == Damage(0, ((30, 40), (10, 20)))


def test_where_nothing_can_be_used_again_all_is_painted() -> None:
    assert damage({"a": Thing(0, 10)}, {"a": Thing(0, 12)}) is None
    assert damage({}, {"a": Thing(0, 10)}) is None


def test_most_of_what_moved_decides_how_far() -> None:
    before: Things = {"head": Thing(0, 5), "a": Thing(5, 10), "b": Thing(10, 20)}
    after: Things = {"head": Thing(0, 5), "a": Thing(2, 7), "b": Thing(7, 17)}
    assert damage(before, after) == Damage(-3, ((0, 5), (-3, 2)))


def test_things_are_in_place_whatever_they_look_like() -> None:
    before: Things = {"a": Thing(0, 10, "old")}
    assert are_in_place(before, {"a": Thing(0, 10, "new")})
    assert not are_in_place(before, {"a": Thing(1, 10, "old")})
    assert not are_in_place(before, {})


THINGS = st.dictionaries(
    st.integers(0, 5), st.builds(lambda top, size, look: Thing(top, top + size, look), *[st.integers(0, 12)] * 3)
)


def painted(things: Things) -> list[set[tuple[Hashable, int, Hashable]]]:
    """Which row of which thing each row of a small view shows."""
    rows: list[set[tuple[Hashable, int, Hashable]]] = [set() for _ in range(HEIGHT)]
    for key, thing in things.items():
        for y in range(max(0, thing.top), min(HEIGHT, thing.bottom)):
            rows[y].add((key, y - thing.top, thing.look))
    return rows


@given(THINGS, THINGS)
def test_moving_and_painting_the_damage_gives_the_new_picture(before: Things, after: Things) -> None:
    found = damage(before, after)
    if found is None:
        return
    old, new = painted(before), painted(after)
    rows = [old[y - found.moved] if 0 <= y - found.moved < HEIGHT else new[y] for y in range(HEIGHT)]
    for top, bottom in found.spans:
        rows[max(0, top) : max(0, bottom)] = new[max(0, top) : max(0, bottom)]
    assert rows == new


# The screen

WIDE = ", ".join(str(number) for number in range(200))
COLUMNS = range(12)
TABLE = "\n".join("|" + "|".join(f" cell {row} {column} " for column in COLUMNS) + "|" for row in range(5))
PARTS = (
    "# Heading",
    "Some *words* and `code`, **more** of them, enough to fill more than a single line of the column, or nearly so.",
    "- one\n- two\n  - inner\n\n- [ ] open\n- [x] done",
    "> quoted\n> and on\n>\n> 1. in a list",
    fenced(lines(70)),
    fenced(WIDE, "js"),
    "| a | b |\n|:-:|--:|\n| 1 | 2 |",
    TABLE.replace("\n", "\n" + "|---" * len(COLUMNS) + "|\n", 1),
    "A formula $a^2$ and $\\frac{$.\n\n$$\\int_0^1 x\\,dx$$",
    "中文段落，混合 English。" * 8,
    "שלום עולם\n\n- פריט",
    "---",
    "A note[^1] 😀.\n\n[^1]: Below.",
)
ACTIONS = (Action("copy", "Copy"), Action("again", "Again"))
CARD = Card("Refused", "The key is wrong.", (Action("key", "Check"),), "401")


class Reader:
    """Does whatever comes to mind with a transcript, while an answer comes."""

    def __init__(self, view: Transcript, seed: int) -> None:
        self.view = view
        self.random = random.Random(seed)
        self.done: list[str] = []
        self._count = 0
        self._whole = ""
        self._entries = [self._entry() for _ in range(12)]
        view.set_code_rules(20, False)
        show(view, self._entries)

    def act(self) -> None:
        action = self.random.choice([*self._moves(), *self._changes(), self.stream, self.stream, self.stream])
        self.done.append(getattr(action, "__name__", "key"))
        action()
        QTest.qWait(self.random.choice((0, 0, 1, 8)))

    def _moves(self) -> list[Callable[[], object]]:
        keys = (Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End, Key.Key_Tab)
        pressed = [lambda key=key: QTest.keyClick(self.view, key) for key in keys]
        return [*pressed, self.wheel, self.wheel, self.jump, self.step, self.sideways]

    def _changes(self) -> list[Callable[[], object]]:
        pressing = [self.press("foldCode"), self.press("wrapCode"), self.press("reasoningChip")]
        looking = [self.palette, self.resize, self.size, self.avatars]
        return [*pressing, *looking, self.change, self.remove, self.drag, self.select]

    def _text(self, most: int = 4) -> str:
        return "\n\n".join(self.random.choice(PARTS) for _ in range(self.random.randint(1, most)))

    def _entry(self) -> Entry:
        self._count += 1
        id_, chance = f"e{self._count}", self.random.random()
        if chance < 0.1:
            return Entry(id_, "notice", "A quiet line")
        if chance < 0.4:
            return Entry(id_, "user", self._text(2))
        reasoning = self._text(2) if chance < 0.6 else ""
        return answer(
            self._text(),
            id_,
            reasoning=reasoning,
            actions=ACTIONS,
            caption="model",
            card=CARD if chance > 0.95 else None,
        )

    def stream(self) -> None:
        if not self._whole:
            self._whole = self._text()
            self._entries.append(answer("", f"s{len(self.done)}", streaming=True))
        now = self._entries[-1]
        text = self._whole[: len(now.text) + self.random.choice((1, 5, 40, 300, 1500))]
        is_done = text == self._whole
        now = replace(now, text=text, streaming=not is_done, actions=ACTIONS if is_done else ())
        self._entries[-1] = now
        self._whole = "" if is_done else self._whole
        self.view.put(now)

    def change(self) -> None:
        index = self.random.randrange(len(self._entries) - 1)
        self._entries[index] = replace(self._entries[index], text=self._text())
        self.view.put(self._entries[index])

    def remove(self) -> None:
        if len(self._entries) > 6:
            self.view.remove(self._entries.pop(self.random.randrange(len(self._entries) - 1)).id)

    def wheel(self) -> None:
        turn_wheel(self.view, up=self.random.choice((-240, -120, -15, 15, 120, 240)))

    def sideways(self) -> None:
        turn_wheel(self.view, right=self.random.choice((-120, 240)), at=self._somewhere())

    def jump(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(self.random.randint(0, bar.maximum()))

    def step(self) -> None:
        self.view.ways.step(self.random.choice((-1, 1)))

    def palette(self) -> None:
        self.view.set_palette(self.random.choice((LIGHT, DARK)))

    def resize(self) -> None:
        self.view.resize(self.random.choice((500, 700)), self.random.choice((300, 400)))

    def size(self) -> None:
        self.view.set_text_size(self.random.choice((12, 15, 15, 24)))

    def avatars(self) -> None:
        self.view.set_avatars(self.random.choice((Avatars(), Avatars("🦊"), Avatars("🦊", "🤖"))))

    def drag(self) -> None:
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, pos=self._somewhere())
        QTest.mouseMove(viewport, self._somewhere())
        QTest.mouseRelease(viewport, LEFT, pos=self._somewhere())

    def select(self) -> None:
        QTest.keyClick(self.view, self.random.choice((Key.Key_Right, Key.Key_Down, Key.Key_Up, Key.Key_End)), SHIFT)

    def press(self, name: str) -> Callable[[], None]:
        def pressed() -> None:
            for button in named(self.view, name)[:1]:
                QTest.mouseClick(button, LEFT)

        return pressed

    def _somewhere(self) -> QPoint:
        rect = self.view.viewport().rect()
        return QPoint(self.random.randint(0, rect.right()), self.random.randint(0, rect.bottom()))


def settle(view: Transcript, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view._frame_timer.isActive())


@pytest.mark.parametrize("seed", range(3))
def test_the_screen_shows_what_a_fresh_painting_shows(view: Transcript, qtbot: QtBot, seed: int) -> None:
    view.resize(700, 400)
    reader = Reader(view, seed)
    for _ in range(200):
        reader.act()
        settle(view, qtbot)
        assert differing(on_screen(view), afresh(view)) == [], reader.done[-5:]


def test_what_is_painted_while_a_change_is_waiting_leaves_no_ghost(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(3, f"text {number}"), str(number)) for number in range(20)])
    read_at(view, "text 10 2", 10)
    for number in ("3", "11", "10", "13", "19"):
        view.remove(number)
        view.viewport().repaint()
        settle(view, qtbot)
        assert differing(on_screen(view), afresh(view)) == []


def test_a_turn_does_not_vanish_while_its_change_is_waiting(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("words of the answer", streaming=True)])
    before = on_screen(view)
    view.put(answer("words of the answer, more", streaming=True))
    view.viewport().repaint()
    assert differing(on_screen(view), before) == []


def test_the_language_of_code_that_comes_slowly_is_painted(view: Transcript, qtbot: QtBot) -> None:
    for text in ("```", "```p", "```py", "```python", "```python\n"):
        view.put(answer(text, streaming=True))
        settle(view, qtbot)
        assert differing(on_screen(view), afresh(view)) == []


def test_the_floating_button_leaves_no_trace(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(lines(200)))])
    for key in (Key.Key_PageUp, Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_End):
        qtbot.keyClick(view, key)
        assert differing(on_screen(view), afresh(view)) == []
    assert named(view, "latest", QWidget) == []


@pytest.mark.parametrize("scale", [1.25, 1.5, 1.75])
@pytest.mark.parametrize("top", [33, 34, 35])
def test_nothing_shines_through_where_a_pixel_is_painted_in_part(view: Transcript, scale: float, top: int) -> None:
    view.show_entries([])
    image = QImage(QSize(900, 600) * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("red"))
    view.viewport().render(image, QPoint(0, top), QRegion(0, top, 900, 51), QWidget.RenderFlag(0))
    colours = {image.pixelColor(200, y).name() for y in range(image.height())}
    assert colours == {"#ff0000", LIGHT.background.lower()}
