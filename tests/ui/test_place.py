"""Where the reader is in a text that is still being read: the words under the eye stay where they are."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.transcript.positions import Position, Selection
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    CONTROL,
    LEFT,
    SHIFT,
    Key,
    answer,
    copied,
    is_at_end,
    lines,
    many,
    place_of,
    rest,
    select,
    show,
    value,
)

_PART = """## heading{n} of a part

Some **bold{n}** words of paragraph{n}, with `code{n}` and a [link{n}](https://x.org/{n}). They go on for longer than a
line of the view is, and *then*{n} end.

- item{n} with *words*
  1. inner{n} of the item
- other{n}

| name{n} | size{n} |
|---|--:|
| apple{n} | {n} |
| pear{n} | 22 |

```python
def function{n}(a, b):
    return value{n}
```

> quoted{n} words
"""
LONG = "\n".join(_PART.format(n=n) for n in range(350))
CODE = "\n\n".join(f"text{n} before\n\n```\n{lines(90).replace('line_', f'line{n}_')}\n```" for n in range(150))
LINE = " ".join(f"word{n}" for n in range(12_000))


def seen(view: Transcript) -> dict[str, int]:
    """How far below the top of the view each word with a number is, from top to bottom."""
    found: dict[str, int] = {}
    top = value(view)
    for index, placed in view.canvas._seen(top, view.viewport().height()):
        start = view.canvas.top(index) + placed.top - top
        for word in re.finditer(r"[a-z]+\d+(?:_\d+)?", placed.leaf.text):
            found.setdefault(word[0], round(start + placed.leaf.caret(word.start()).center().y()))
    return {word: y for word, y in sorted(found.items(), key=lambda each: each[1]) if y >= 0}


def moments(view: Transcript) -> Iterator[None]:
    """The idle moments until all has been read."""
    while view.canvas.turns[0].is_behind:
        view._on_idle()
        yield


def go_to_unread(view: Transcript) -> None:
    """Into the midst of what has not been read."""
    for _ in range(2):
        canvas = view.canvas
        places = [Position(0, number, 0) for number in range(len(canvas.turns[0].leaves))]
        unread = [place for place in places if canvas.source_of(place)]
        middle = unread[len(unread) // 2]
        view.verticalScrollBar().setValue(canvas.leaf_top(0, middle.item) + 500)
    assert not is_at_end(view)
    assert view._anchor().source is not None


@pytest.mark.parametrize("text", [LONG, LONG.replace("\n", "\r\n"), CODE], ids=["mixed", "carriage returns", "code"])
def test_words_stay_where_they_are_while_they_are_read(view: Transcript, text: str) -> None:
    view.show_entries([answer(text)])
    go_to_unread(view)
    before = seen(view)
    for _ in moments(view):
        after = seen(view)
        word = next(word for word in before if word in after)
        assert abs(after[word] - before[word]) <= 12, "marks need another room than none"
        assert after[word] < 150
        before = after


def test_words_of_a_line_without_end_stay_nearly_where_they_are(view: Transcript) -> None:
    view.show_entries([answer(f"{LONG[:150_000]}\n\n{LINE}")])
    go_to_unread(view)
    before = seen(view)
    for _ in moments(view):
        after = seen(view)
        word = next(word for word in before if word in after)
        assert abs(after[word] - before[word]) <= 24
        before = after


def test_who_is_at_the_end_stays_there_while_the_rest_is_read(view: Transcript) -> None:
    view.show_entries([answer(LONG)])
    assert view.canvas.turns[0].is_behind
    for _ in moments(view):
        assert is_at_end(view)
        assert view.is_at_end
    assert "quoted349" in seen(view)


def test_another_width_keeps_the_place_in_what_nobody_has_read(view: Transcript) -> None:
    view.show_entries([answer(LONG)])
    go_to_unread(view)
    before = seen(view)
    for width in (500, 700, 900):
        view.resize(width, 600)
        after = seen(view)
        word = next(word for word in before if word in after)
        assert abs(after[word] - before[word]) <= 24


def test_what_is_selected_in_what_nobody_has_read_stays_selected(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(LONG)])
    go_to_unread(view)
    words = [word for word in seen(view) if word.startswith("paragraph")]
    number = words[0].removeprefix("paragraph")
    select(view, qtbot, f"words of paragraph{number}", f"apple{number}")
    assert copied(view, qtbot).startswith("words of paragraph")
    for _ in moments(view):
        pass
    found = copied(view, qtbot)
    assert found.startswith(f"words of paragraph{number}, with `code{number}`")
    assert found.splitlines()[-1].startswith(f"| apple{number} |")


def test_what_nobody_has_read_is_copied_as_it_was_written(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(LONG)])
    go_to_unread(view)
    number = next(iter(word for word in seen(view) if word.startswith("paragraph"))).removeprefix("paragraph")
    select(view, qtbot, f"**bold{number}**", f"**bold{int(number) + 1}**")
    assert view.canvas.turns[0].is_behind
    start, end = (LONG.index(f"**bold{n}**") for n in (int(number), int(number) + 1))
    assert copied(view, qtbot) == LONG[start:end] + f"**bold{int(number) + 1}**"


def test_what_is_selected_from_words_that_were_read_to_others_is_copied_without_a_gap(
    view: Transcript, qtbot: QtBot
) -> None:
    view.show_entries([answer(LONG)])
    canvas = view.canvas
    unread = next(place for place in map(partial(Position, 0, offset=0), range(999)) if canvas.source_of(place))
    last = canvas.end_of(0)
    view._pointer.selection = Selection(place_of(view, "words of paragraph1,"), last)
    text = copied(view, qtbot)
    assert canvas.turns[0].is_behind
    assert unread.item < last.item
    assert text.startswith("words of paragraph1, with `code1`")
    assert len(text) < len(LONG) + 100
    assert re.findall(r"[a-z]+\d+", text) == re.findall(r"[a-z]+\d+", LONG[LONG.index("paragraph1,") :])


def test_a_line_cut_into_pieces_is_copied_whole(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"first\n\n{LINE}")])
    end = view.canvas.end_of(0)
    view._pointer.selection = Selection(place_of(view, "word7 "), end)
    assert copied(view, qtbot) == LINE[LINE.index("word7 ") :]


def test_a_heading_far_down_is_gone_to_when_it_has_been_read(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(LONG, "long"), *many(20)])
    view.ways.to_heading("long", 340)
    assert view.canvas.turns[0].is_behind, "the window is not held until all has been read"
    qtbot.waitUntil(lambda: view.canvas.at(value(view)) == 0, timeout=20_000)
    assert 0 <= seen(view)["heading340"] < 40
    before = seen(view)["heading340"]
    rest(view, qtbot)
    assert seen(view)["heading340"] == before


def test_who_goes_elsewhere_is_not_led_to_a_heading_later(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(LONG, "long"), *many(20)])
    view.ways.to_heading("long", 340)
    qtbot.keyClick(view, Key.Key_Up)
    before = view.canvas.anchor(value(view), 600)
    while view.canvas.turns[0].is_behind:
        view.read_on(0, 0.05)
    rest(view, qtbot)
    assert view.canvas.anchor(value(view), 600)[:3] == before[:3]


def test_an_answer_goes_to_its_beginning_without_being_read_to_its_end(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(LONG, "1"), answer(LONG, "2")])
    qtbot.keyClick(view, Key.Key_Home)
    assert value(view) == 0
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(200, 300))
    qtbot.keyClick(view, Key.Key_End, SHIFT | CONTROL)
    assert is_at_end(view)
    qtbot.keyClick(view, Key.Key_Up, SHIFT)
    assert all(turn.is_behind for turn in view.canvas.turns)


def test_words_stay_where_they_are_while_more_comes_than_can_be_read(view: Transcript) -> None:
    view.show_entries([answer(LONG[:100_000], streaming=True)])
    go_to_unread(view)
    before = seen(view)
    for length in range(101_500, 130_000, 1_500):
        view.put(answer(LONG[:length], streaming=True))
        view._on_frame()
        view._on_idle()
        after = seen(view)
        word = next(word for word in before if word in after)
        assert abs(after[word] - before[word]) <= 12
        before = after


def test_what_nobody_has_read_is_shown_once_while_more_of_it_comes(view: Transcript) -> None:
    view.show_entries([answer(LONG[:100_000], streaming=True)])
    for length in range(101_500, 110_000, 1_500):
        leaves = view.canvas.turns[0].leaves
        view.put(answer(LONG[:length], streaming=True))
        view._on_frame()
        same = {id(leaf) for leaf in leaves} & {id(leaf) for leaf in view.canvas.turns[0].leaves}
        assert len(same) > len(leaves) - 12, "only what has been read and the end are others"
        shown = re.findall(r"paragraph\d+", "\n".join(leaf.text for leaf in view.canvas.turns[0].leaves))
        assert len(shown) > 200
        assert shown == re.findall(r"paragraph\d+", LONG[:length])[: len(shown)], "nothing is shown twice or left out"
