"""Every example of CommonMark 0.31 and GFM in the view: what has arrived in pieces looks as if it had come at once."""

import random
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from pytestqt.qtbot import QtBot

from markup.spec import Example, of, sections
from nextchat_desktop.markup.blocks import Container
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.table import RowLeaf
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[Transcript]:
    transcript = Transcript(LIGHT, transcript_words(Words(resource("locales"), "en")))
    qtbot.addWidget(transcript)
    transcript.resize(900, 2_000)
    transcript.show()
    qtbot.waitExposed(transcript)
    yield transcript
    transcript.close()


class Look(NamedTuple):
    """What the reader sees of a leaf. Rows have no height here: the columns of a table only grow."""

    kind: str
    inside: tuple[Container, ...]
    text: str
    tight: bool
    gap: int
    joins: bool
    height: int
    cells: int


def look(leaf: Leaf) -> Look:
    block = leaf.block
    height = 0 if isinstance(leaf, RowLeaf) else leaf.height
    return Look(block.kind, block.inside, leaf.text, block.tight, leaf.gap, leaf.joins, height, len(block.cells))


def looks(view: Transcript) -> tuple[list[Look], int]:
    (turn,) = view.canvas.turns
    while turn.is_behind:  # a slow machine needs more than a frame
        view._on_frame()
    assert all(leaf.width == turn.leaf_width(place) for place, leaf in enumerate(turn.leaves)), "all are laid out"
    has_table = any(isinstance(leaf, RowLeaf) for leaf in turn.leaves)
    return [look(leaf) for leaf in turn.leaves], 0 if has_table else turn.height


def stream(view: Transcript, dice: random.Random, text: str) -> None:
    view.show_entries([])
    end = 0
    while end < len(text):
        end += dice.randint(1, max(1, len(text) // 10))
        view.put(Entry("a", "assistant", text[:end], streaming=True))
        view._on_frame()
    view.put(Entry("a", "assistant", text))
    view._on_frame()


def streamed_and_whole(view: Transcript, example: Example, text: str) -> tuple[object, object]:
    stream(view, random.Random(example.name), text)
    streamed = looks(view)
    view.show_entries([Entry("a", "assistant", text)])
    return streamed, looks(view)


@pytest.mark.parametrize("section", sections())
def test_an_example_that_has_arrived_in_pieces_looks_like_the_whole(view: Transcript, section: str) -> None:
    for example in of(section):
        streamed, whole = streamed_and_whole(view, example, example.markdown)
        assert streamed == whole, example


@pytest.mark.parametrize("section", sections())
def test_examples_between_other_words_look_the_same_in_pieces(view: Transcript, section: str) -> None:
    """The first of each section, with a list above and a definition that comes late."""
    example = of(section)[0]
    text = (
        f"- a [ref]\n- b\n\n{example.markdown}\n| a |\n|---|\n| [ref] |\n\n[ref]: https://x.org\n\n{example.markdown}"
    )
    streamed, whole = streamed_and_whole(view, example, text)
    assert streamed == whole


def test_a_table_that_has_arrived_in_pieces_has_the_columns_of_the_whole(view: Transcript) -> None:
    text = "| a | b |\n|---|---|\n| a longer cell | b |\n| c | and another longer cell |\n"
    stream(view, random.Random(0), text)
    tables = {id(leaf.table) for leaf in view.canvas.turns[0].leaves if isinstance(leaf, RowLeaf)}
    assert len(tables) == 1
    assert [leaf.text for leaf in view.canvas.turns[0].leaves] == [
        "a\tb",
        "a longer cell\tb",
        "c\tand another longer cell",
    ]
