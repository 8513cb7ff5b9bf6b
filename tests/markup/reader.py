"""Reads texts for the tests: whole, or in pieces the way a view takes them."""

import random
from dataclasses import replace
from functools import cache

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.incremental import Blocks, IncrementalMarkdown, Update, read_blocks
from nextchat_desktop.markup.parser import Parser, make_parser
from nextchat_desktop.markup.text_rule import Limits


@cache
def parser(limits: Limits | None = None) -> Parser:
    return make_parser(limits)


def read(text: str, limits: Limits | None = None) -> Blocks:
    return read_blocks(parser(limits), text)


def texts(blocks: Blocks) -> list[str]:
    return [block.text for block in blocks]


class Shown:
    """Keeps the blocks by what each update says, and by nothing else."""

    def __init__(self, limits: Limits | None = None, slice_: int = 4_000) -> None:
        self.markdown = IncrementalMarkdown(parser(limits), slice_)
        self.committed: list[Blocks] = []
        self.open: list[Blocks] = []
        self.updates: list[Update] = []

    @property
    def blocks(self) -> Blocks:
        return tuple(block for piece in (*self.committed, *self.open) for block in piece)

    def read(self, text: str, final: bool = False) -> "Shown":
        """Takes a piece; `updates` are those it led to."""
        self.markdown.feed(text)
        self.updates = []
        for update in self.markdown.updates(final):
            self.updates.append(update)
            self._apply(update)
        return self

    def _apply(self, update: Update) -> None:
        if update.appended is not None:
            assert update == Update(appended=update.appended)
            *others, last = self.open[-1]
            self.open[-1] = (*others, continued(last, update.appended))
            return
        for index, blocks in update.rerendered:
            self.committed[index] = blocks
        self.committed += update.committed
        self.open = list(update.open)


def continued(block: Block, text: str) -> Block:
    """With more of its code, or of its last run."""
    if block.kind not in ("text", "heading"):
        return replace(block, code=block.code + text)
    *others, last = block.runs
    return replace(block, runs=(*others, replace(last, text=last.text + text)))


def pieces(dice: random.Random, text: str) -> list[str]:
    """The text cut anywhere, sometimes into letters, sometimes into longer pieces."""
    longest = dice.choice((1, 1, 3, 8, 40))
    found: list[str] = []
    while text:
        cut = dice.randint(1, longest)
        found.append(text[:cut])
        text = text[cut:]
    return found


def streamed(dice: random.Random, text: str, limits: Limits | None = None) -> Shown:
    shown = Shown(limits, dice.choice((1, 5, 4_000)))
    for piece in pieces(dice, text):
        shown.read(piece)
    return shown.read("", final=True)


def bare(block: Block) -> Block:
    """Without how far it stands from the one above."""
    return replace(block, tight=False)
