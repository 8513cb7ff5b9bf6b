"""Walks through the parser's tokens of one top-level piece and collects its blocks; it does not know other pieces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from nextchat_desktop.markup.blocks import BOXES, Align, Block, Cell, Container, Item, Marks, Note, Quote, Run
from nextchat_desktop.markup.inline import joined, runs_of
from nextchat_desktop.markup.long_lines import plain_blocks

LISTS = ("bullet_list_open", "ordered_list_open")
_CONTAINERS = (*LISTS, "list_item_open", "note_open", "blockquote_open")
_BOXES = {"[ ]": BOXES[0], "[x]": BOXES[1], "[X]": BOXES[1]}
_ALIGNMENTS: dict[str, Align] = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}


def first_number(opening: Token) -> int:
    """Of the items of a list."""
    start = opening.attrGet("start")
    return 1 if start is None else int(start)


class Lines:
    """The lines of a text, of which the first `above` belong to something else."""

    def __init__(self, text: str, above: int = 0) -> None:
        self._lines = text.split("\n")
        self._above = above

    def own(self, start: int, end: int) -> tuple[int, int]:
        """The same lines, counted without those above."""
        return start - self._above, end - self._above

    def source(self, start: int, end: int) -> str:
        return "".join(line + "\n" for line in self._lines[start:end])

    def is_blank(self, line: int) -> bool:
        return line >= 0 and not self._lines[line].strip(" \t>")


@dataclass(slots=True)
class _Open:
    """A container whose end has not come. The marker of an item or footnote goes to the first block in it."""

    kind: str
    marker: str = ""
    number: int = 0
    used: bool = False

    def seen_from_within(self) -> Container | None:
        first, self.used = not self.used, True
        if self.kind == "list_item_open":
            return Item(self.marker, first)
        if self.kind == "note_open":
            return Note(self.marker, first)
        return Quote(first) if self.kind == "blockquote_open" else None


class Walk:
    """`number` is that of the first item of a list; `begins` says whether a list or quotation begins with it."""

    def __init__(self, lines: Lines, number: int | None = None, begins: bool = True) -> None:
        self._lines = lines
        self._number = number
        self._begins = begins
        self._open: list[_Open] = []
        self._found: list[Block] = []
        self._cells: list[Cell] = []
        self._line = self._start = 0

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        self._start = next((token.map[0] for token in tokens[1:] or tokens if token.map), 0)
        for before, token in zip([None, *tokens[:-1]], tokens, strict=True):
            if token.map:
                self._line = token.map[0]
            self._take(before, token)
        return tuple(self._found)

    def _take(self, before: Token | None, token: Token) -> None:
        kind = token.type
        if kind == "inline" and before is not None:
            self._words(before, runs_of(token.children or []))
        elif kind in ("fence", "code_block"):
            self._emit(Block("code", code=token.content.removesuffix("\n"), language=_language(token)))
        elif kind == "math_block":
            self._formula(token)
        elif kind == "plain":
            for block in plain_blocks(token.content):
                self._emit(block)
        elif kind == "hr":
            self._emit(Block("rule"))
        elif kind == "tr_close":
            self._emit(Block("row", cells=tuple(self._cells), level=int(before is not None and before.tag == "th")))
            self._cells = []
        elif kind in _CONTAINERS:
            self._enter(token)
        elif kind.removesuffix("_close") + "_open" in _CONTAINERS:
            self._leave()

    def _enter(self, token: Token) -> None:
        kind = token.type
        if kind in LISTS:
            number = self._number if self._number is not None and not self._open else first_number(token)
            self._open.append(_Open(kind, number=number))
        elif kind == "list_item_open":
            self._open.append(_Open(kind, self._marker(token)))
        else:
            continues = kind == "blockquote_open" and not self._begins and not self._open
            self._open.append(_Open(kind, token.info, used=continues))

    def _leave(self) -> None:
        container = self._open[-1]
        if container.kind in ("list_item_open", "note_open") and not container.used:
            self._emit(Block("text"))
        self._open.pop()

    def _marker(self, token: Token) -> str:
        owner = self._open[-1]
        owner.number += 1
        return f"{owner.number - 1}{token.markup}" if owner.kind == "ordered_list_open" else "•"

    def _words(self, before: Token, runs: tuple[Run, ...]) -> None:
        if before.type in ("th_open", "td_open"):
            align = _ALIGNMENTS.get(str(before.attrGet("style") or ""), "")
            self._cells.append(Cell(_without_pictures(runs), align))
        elif before.type == "heading_open":
            self._emit(Block("heading", runs=_without_pictures(runs), level=int(before.tag[1])))
        else:
            self._paragraph(self._ticked(runs))

    def _ticked(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """Takes the box of a task from its words and makes it the marker of the item, beside a number."""
        item = self._open[-1] if self._open else None
        first = runs[0] if runs else None
        if item is None or item.kind != "list_item_open" or item.used or first is None or first.marks:
            return runs
        box = _BOXES.get(first.text[:3])
        if box is None or not first.text[3:4].isspace():
            return runs
        item.marker = box if item.marker == "•" else f"{item.marker} {box}"
        return (Run(first.text[4:], link=first.link), *runs[1:])

    def _paragraph(self, runs: tuple[Run, ...]) -> None:
        """A picture stands on its own between the words before and after it."""
        if not any(Marks.PICTURE in run.marks for run in runs):
            self._emit(Block("text", runs=runs))
            return
        for is_picture, group in groupby(runs, key=lambda run: Marks.PICTURE in run.marks):
            if is_picture:
                for run in group:
                    self._emit(Block("picture", runs=(Run(run.text, link=run.link),), code=run.source))
            elif words := _stripped(list(group)):
                self._emit(Block("text", runs=words))

    def _formula(self, token: Token) -> None:
        """One whose end has not come yet, or never does, is shown as it was written."""
        if token.meta.get("closed", True):
            self._emit(Block("formula", code=token.content, language=token.markup))
        else:
            source = f"{token.markup}\n{token.content}".rstrip("\n")
            self._emit(Block("text", runs=(Run(source),)))

    def _emit(self, block: Block) -> None:
        inside = tuple(found for container in self._open if (found := container.seen_from_within()))
        self._found.append(replace(block, inside=inside, tight=self._is_tight()))

    def _is_tight(self) -> bool:
        """In a list, everything but what begins it or follows an empty line."""
        in_list = any(container.kind == "list_item_open" for container in self._open)
        begins = self._line == self._start and (self._begins or self._number is None)
        return in_list and not begins and not self._lines.is_blank(self._line - 1)


def _language(token: Token) -> str:
    words = unescapeAll(token.info).split()
    return words[0] if words else ""


def _without_pictures(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Where there is no room for a picture, a link to it."""
    return joined(_as_link(run) if Marks.PICTURE in run.marks else run for run in runs)


def _as_link(run: Run) -> Run:
    place = run.source if not run.source.startswith("data:") else ""
    return Run(run.text or place, run.marks & ~Marks.PICTURE, run.link or place)


def _stripped(words: list[Run]) -> tuple[Run, ...]:
    """Without the spaces and line breaks at both ends."""
    while words and not words[0].text.strip():
        del words[0]
    while words and not words[-1].text.strip():
        del words[-1]
    if words:
        words[0] = replace(words[0], text=words[0].text.lstrip())
        words[-1] = replace(words[-1], text=words[-1].text.rstrip())
    return tuple(words)
