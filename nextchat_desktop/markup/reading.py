"""Reads a text as pieces; it does not know that a text may grow.

A piece is a top-level block; but in a list each item, in a table each row and in a quotation each block is one. It can
be read again without its neighbours by putting its `context` before it: a stand-in for what is above it in the list or
quotation, or the head of the table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.markup.text_rule import CUT_ABOVE, is_cut
from nextchat_desktop.markup.walk import LISTS, Lines, Walk, first_number

References = dict[str, Any]
"""Definitions of links and footnotes as the parser keeps them: label → place."""

_QUOTED = "> x\n>\n"
"""Stands for the part of a quotation above another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`start` and `end` are lines of the text it was read from; `kind` tells what it begins with."""

    kind: str
    start: int
    end: int
    source: str
    blocks: tuple[Block, ...]
    context: str = ""
    whole: int = -1
    """Pieces of the same list, table or quotation, in one reading, have the same number."""
    is_cut: bool = False
    """Whether it ends with a long paragraph that goes on in the next piece."""


def read_pieces(
    parser: Parser, text: str, references: References, context: str, goes_on: bool = False
) -> tuple[list[Piece], References]:
    """The pieces of a text that follows `context`, and the definitions known after it.

    `goes_on` says that a paragraph was cut right above it.
    """
    env: dict[str, Any] = {"references": dict(references)}
    if goes_on:
        env[CUT_ABOVE] = context.count("\n")
    lines = Lines(context + text, context.count("\n"))
    pieces: list[Piece] = []
    run: list[Token] = []
    for token in parser.parse(context + text, env):
        run.append(token)
        if token.level == 0 and token.nesting <= 0:
            pieces += _pieces(run, lines, len(pieces))
            run = []
    return pieces[1:] if context else pieces, env["references"]


def _pieces(tokens: Sequence[Token], lines: Lines, whole: int) -> Iterator[Piece]:
    kind = tokens[0].type
    if kind in LISTS:
        yield from _items(tokens, lines, whole)
    elif kind == "table_open":
        yield from _rows(tokens, lines, whole)
    elif kind == "blockquote_open" and len(tokens) > 2:
        yield from _quoted(tokens, lines, whole)
    else:
        yield _piece(tokens, Walk(lines).blocks(tokens), lines)


def _quoted(tokens: Sequence[Token], lines: Lines, whole: int) -> Iterator[Piece]:
    """Empty lines at the end of a quotation belong to the last piece of it."""
    parts = list(_split(tokens[1:-1]))
    for place, part in enumerate(parts):
        blocks = Walk(lines, begins=place == 0).blocks([tokens[0], *part, tokens[-1]])
        last = tokens[0] if place == len(parts) - 1 else part[0]
        yield _piece(part, blocks, lines, _QUOTED if place else "", whole, last)


def _piece(
    tokens: Sequence[Token],
    blocks: tuple[Block, ...],
    lines: Lines,
    context: str = "",
    whole: int = -1,
    last: Token | None = None,
) -> Piece:
    """Goes up to the end of the `last` token, of the first one if none is given."""
    start, _ = tokens[0].map or (0, 0)
    _, end = (last or tokens[0]).map or (0, 0)
    own, source = lines.own(start, end), lines.source(start, end)
    return Piece(tokens[0].type, *own, source, blocks, context, whole, is_cut(tokens))


def _items(tokens: Sequence[Token], lines: Lines, whole: int) -> Iterator[Piece]:
    opening, closing = tokens[0], tokens[-1]
    first = first_number(opening)
    for place, item in enumerate(_split(tokens[1:-1])):
        start, end = item[0].map or (0, 0)
        blocks = Walk(lines, first + place, begins=place == 0).blocks([opening, *item, closing])
        context = _stand_in(item[0], first + place - 1, lines.is_blank(start - 1)) if place else ""
        own, source = lines.own(start, end), lines.source(start, end)
        yield Piece("item", *own, source, blocks, context, whole, is_cut(item))


def _stand_in(item: Token, number: int, blank: bool) -> str:
    """An item for others to follow. Its wide gap makes whatever stands up to three spaces in a sibling."""
    ordered = item.markup in (".", ")")
    mark = f"{number}{item.markup}" if ordered else item.markup
    return f"{mark}    x\n" + ("\n" if blank else "")


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each block that stands directly in a top-level list or quotation."""
    run: list[Token] = []
    for token in tokens:
        run.append(token)
        if token.level == 1 and token.nesting <= 0:
            yield run
            run = []


def _rows(tokens: Sequence[Token], lines: Lines, whole: int) -> Iterator[Piece]:
    """The head with the line below it, then a line each."""
    start = (tokens[0].map or [0, 0])[0]
    head = lines.source(start, start + 2)
    for row in Walk(lines).blocks(tokens):
        end = start + (2 if row.is_head else 1)
        kind, context = ("head", "") if row.is_head else ("row", head)
        yield Piece(kind, *lines.own(start, end), lines.source(start, end), (row,), context, whole)
        start = end
