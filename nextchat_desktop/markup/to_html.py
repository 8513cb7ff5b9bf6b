"""Writes blocks as HTML that word processors and mail programs understand, and rows as tab-separated cells."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from nextchat_desktop.markup.blocks import Block, Cell, Item, Marks, Note, Quote, Run, parted
from nextchat_desktop.markup.directions import block_goes_left, has_leftward, runs_go_left

_TAGS = ((Marks.CODE, "code"), (Marks.ITALIC, "em"), (Marks.BOLD, "strong"), (Marks.STRIKE, "del"))


def to_html(blocks: Sequence[Block]) -> str:
    return "".join(HtmlWriter().pieces(blocks))


def to_tsv(blocks: Sequence[Block]) -> str:
    """The rows of tables, for a spreadsheet; line breaks and tabs in a cell become spaces."""
    rows = (block for block in blocks if block.kind == "row")
    return "".join("\t".join(_quoted(" ".join(_plain(cell).split())) for cell in row.cells) + "\n" for row in rows)


class HtmlWriter:
    """What has a look of its own is written by a method of its own, for others to write it otherwise."""

    tells_sides = False
    """Whether it is said of each block which way it goes; it need not be where all go from left to right."""

    def pieces(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The HTML piece by piece, for who has other things to do in between."""
        self.tells_sides = self.tells_sides or has_leftward(blocks)
        return self._nested(list(blocks), 0)

    def side(self, goes_left: bool | None) -> str:
        """An attribute, where one is needed."""
        if goes_left is None or not self.tells_sides:
            return ""
        return ' dir="rtl"' if goes_left else ' dir="ltr"'

    def code(self, block: Block) -> str:
        return f"<pre{self.side(False)}><code>{escape(block.code)}</code></pre>\n"

    def formula(self, block: Block) -> str:
        """One that stands alone."""
        return f"<p>{escape(block.code)}</p>\n"

    def picture(self, block: Block) -> str:
        words = escape(block.text or block.code[:80])
        return words if block.code.startswith("data:") else f'<a href="{escape(block.code)}">{words}</a>'

    def run(self, run: Run) -> str:
        words = _lines(run.text)
        if Marks.NOTE in run.marks:
            return f"<sup>{words}</sup>"
        for mark, tag in _TAGS:
            if mark in run.marks:
                words = f"<{tag}{self.side(False) if mark is Marks.CODE else ''}>{words}</{tag}>"
        return f'<a href="{escape(run.link)}">{words}</a>' if run.link else words

    def _nested(self, blocks: list[Block], depth: int) -> Iterator[str]:
        """Blocks that are alike down to `depth`, those of one container together."""
        for kind, group in groupby(blocks, key=lambda block: _container(block, depth)):
            inner = list(group)
            if kind == "quote":
                yield f"<blockquote{self.side(block_goes_left(inner[0]))}>\n"
                yield from self._nested(inner, depth + 1)
                yield "</blockquote>\n"
            elif kind in ("ul", "ol"):
                yield from self._list(kind, inner, depth)
            elif kind == "table":
                yield f"<table{self.side(block_goes_left(inner[0]))}>\n"
                yield from map(self._row, inner)
                yield "</table>\n"
            else:
                for block in inner:
                    yield from self.block(block)

    def _list(self, tag: str, blocks: list[Block], depth: int) -> Iterator[str]:
        items: list[list[Block]] = []
        for block in blocks:
            container = block.inside[depth]
            if not items or (isinstance(container, Item | Note) and container.first):
                items.append([])
            items[-1].append(block)
        number = _marker(items[0][0], depth)[0].rstrip(".)")
        start = f' start="{number}"' if tag == "ol" and number.isdigit() and number != "1" else ""
        yield f"<{tag}{start}{self.side(block_goes_left(blocks[0]))}>\n"
        for item in items:
            _, box = _marker(item[0], depth)
            opening = f"<li{self.side(block_goes_left(item[0]))}>"
            yield f"{opening}{box} " if box else opening
            yield from self._item(item, depth + 1)
            yield "</li>\n"
        yield f"</{tag}>\n"

    def _item(self, blocks: list[Block], depth: int) -> Iterator[str]:
        """A paragraph at the beginning of an item stands in it as it is."""
        first = blocks[0]
        if first.kind == "text" and len(first.inside) == depth:
            yield self._words(first.runs)
            blocks = blocks[1:]
        yield from self._nested(blocks, depth)

    def block(self, block: Block) -> Iterator[str]:
        """One that is no row, in one piece or several."""
        yield self._block(block)

    def _block(self, block: Block) -> str:
        if block.kind == "heading":
            return f"<h{block.level}{self.side(block_goes_left(block))}>{self._words(block.runs)}</h{block.level}>\n"
        if block.kind == "code":
            return self.code(block)
        if block.kind == "formula":
            return self.formula(block)
        if block.kind == "picture":
            return f"<p>{self.picture(block)}</p>\n"
        if block.kind == "rule":
            return "<hr>\n"
        words = _lines(block.code) if block.kind == "plain" else self._words(block.runs)
        return f"<p{self.side(block_goes_left(block))}>{words}</p>\n"

    def _row(self, row: Block) -> str:
        tag = "th" if row.is_head else "td"
        return f"<tr>{''.join(self._cell(cell, tag) for cell in row.cells)}</tr>\n"

    def _cell(self, cell: Cell, tag: str) -> str:
        align = f' align="{cell.align}"' if cell.align else ""
        return f"<{tag}{align}{self.side(runs_go_left(cell.runs))}>{self._words(cell.runs)}</{tag}>"

    def _words(self, runs: Sequence[Run]) -> str:
        return "".join(map(self.run, runs))


def _quoted(cell: str) -> str:
    """Spreadsheets take a quotation mark for the beginning of a cell of several lines."""
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _container(block: Block, depth: int) -> str:
    container = block.inside[depth] if depth < len(block.inside) else None
    if isinstance(container, Quote):
        return "quote"
    if isinstance(container, Note):
        return "ol"
    if isinstance(container, Item):
        return "ol" if container.marker[:1].isdigit() else "ul"
    return "table" if block.kind == "row" else ""


def _marker(block: Block, depth: int) -> tuple[str, str]:
    """The number and the box of an item, the label of a footnote."""
    container = block.inside[depth]
    if isinstance(container, Item):
        return parted(container.marker)
    return (container.label, "") if isinstance(container, Note) else ("", "")


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


def _plain(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs)
