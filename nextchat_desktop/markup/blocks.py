"""What a Markdown text consists of: blocks in reading order, each with its words. Pure values; it parses nothing.

Nesting is flattened: a block says which quotes and list items it lies in, so that a view can lay out, and skip, every
paragraph, table row and piece of code on its own, however deep it stands.
"""

from dataclasses import dataclass
from enum import Flag, auto
from typing import Literal

Kind = Literal["text", "heading", "code", "row", "formula", "picture", "rule", "plain"]
Align = Literal["", "left", "center", "right"]

BOXES = ("☐", "☑")
"""Of a task that is to be done, and of one that is."""

OBJECT = "\ufffc"
"""Stands for a formula in the words of a block."""


class Marks(Flag):
    """How words are set off."""

    NONE = 0
    BOLD = auto()
    ITALIC = auto()
    STRIKE = auto()
    CODE = auto()
    FORMULA = auto()
    """The words are TeX, with the delimiters they were written in."""
    NOTE = auto()
    """The words are the label of a footnote."""
    PICTURE = auto()
    """The words say what a picture shows; `source` is its address."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one dress. `link` is where they lead, if anywhere; a line break is '\\n'."""

    text: str
    marks: Marks = Marks.NONE
    link: str = ""
    source: str = ""

    @property
    def shown(self) -> str:
        return OBJECT if Marks.FORMULA in self.marks else self.text


@dataclass(frozen=True, slots=True)
class Quote:
    """A block lies in a quotation, and may be the `first` of it."""

    first: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A block lies in a list item, and if it is the `first` of it, carries its marker: '•', '3.', '☐', '3. ☑'."""

    marker: str
    first: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A block lies in a footnote."""

    label: str
    first: bool


Container = Quote | Item | Note


def parted(marker: str) -> tuple[str, str]:
    """The bullet or number in the marker of an item, and the box of a task; either may be empty."""
    box = marker[-1:] if marker.endswith(BOXES) else ""
    return marker.removesuffix(box).rstrip(), box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row."""

    runs: tuple[Run, ...]
    align: Align = ""

    @property
    def text(self) -> str:
        return shown(self.runs)


@dataclass(frozen=True, slots=True)
class Block:
    """`inside` goes from the outermost container to the innermost. `tight` blocks stand close below the one above.

    What else is filled depends on `kind`: `runs` of a text or heading; `code` and `language` of code; `code` of a
    formula (TeX), of a picture (its address, with its words as `runs`) and of a plain block (words nobody read for
    marks, for there are too many); `cells` of a table row. `level` is that of a heading, or 1 for the head of a table.
    """

    kind: Kind
    inside: tuple[Container, ...] = ()
    runs: tuple[Run, ...] = ()
    code: str = ""
    language: str = ""
    cells: tuple[Cell, ...] = ()
    level: int = 0
    tight: bool = False

    @property
    def is_head(self) -> bool:
        """Whether this is the head of a table."""
        return self.kind == "row" and self.level == 1

    @property
    def is_quoted(self) -> bool:
        return any(isinstance(container, Quote) for container in self.inside)

    @property
    def text(self) -> str:
        """The words as they are shown and selected; cells are divided by tabs."""
        if self.kind == "row":
            return "\t".join(cell.text for cell in self.cells)
        return self.code if self.kind in ("code", "formula", "plain") else shown(self.runs)


def shown(runs: tuple[Run, ...]) -> str:
    return "".join(run.shown for run in runs)
