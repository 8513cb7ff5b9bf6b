"""Writes blocks as Markdown again; it does not know where they come from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nextchat_desktop.markup.blocks import Block, Cell, Container, Item, Note, Quote, parted
from nextchat_desktop.markup.inline import closing
from nextchat_desktop.markup.to_marks import escaped, link, to_marks

_SIGN_AT_START = re.compile(r"(?m)^(?=(?:#{1,6}|[-+])(?:[ \t]|$)|>|(?=.*[-=])[-=|: ]+$)")
_NUMBER_AT_START = re.compile(r"(?m)^(\d{1,9})(?=[.)](?:[ \t]|$))")
_BOX_AT_START = re.compile(r"^\[(?=[ xX]\](?:\s|$))")
_SIGN_AT_END = re.compile(r"(?:(?<=\s)|^)(?=#+$)")
_TICKS = re.compile(r"`+")
_BOXES = {"☐": "[ ] ", "☑": "[x] ", "": ""}
_RULES = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}


def to_markdown(blocks: Sequence[Block]) -> str:
    """Ends without a line break."""
    parts: list[str] = []
    above: Block | None = None
    for block in _headed(_within_reach(blocks)):
        if above is not None:
            parts.append("\n" if _stands_close(above, block) else "\n" + _margin(block, above) + "\n")
        parts.append(_prefixed(block))
        above = block
    return "".join(parts)


def _within_reach(blocks: Sequence[Block]) -> Iterator[Block]:
    """Without the items and footnotes whose beginning is not among the blocks: no marker says that they are there."""
    begun: list[bool] = []
    for block in blocks:
        for depth, container in enumerate(block.inside):
            if container.first:
                del begun[depth:]
            if depth >= len(begun):
                begun.append(container.first or isinstance(container, Quote))
        del begun[len(block.inside) :]
        yield replace(block, inside=tuple(each for each, known in zip(block.inside, begun, strict=True) if known))


def _headed(blocks: Iterable[Block]) -> Iterator[Block]:
    """With an empty head above rows that have none: without one they would be no table."""
    above: Block | None = None
    for block in blocks:
        if block.kind == "row" and not block.is_head and (above is None or above.kind != "row"):
            yield replace(block, cells=tuple(Cell((), cell.align) for cell in block.cells), level=1)
        yield block
        above = block


def _stands_close(above: Block, block: Block) -> bool:
    if above.kind == "row":
        return block.kind == "row" and not block.is_head
    return block.tight and _goes_on(above, block)


def _goes_on(above: Block, block: Block) -> bool:
    """Whether what the block begins is no new list: one cannot begin with any number right below other words."""
    depth = next((depth for depth, container in enumerate(block.inside) if container.first), None)
    if depth is None:
        return bool(block.inside)
    if depth >= len(above.inside):
        return depth > 0
    return _is_numbered(above.inside[depth]) == _is_numbered(block.inside[depth])


def _is_numbered(container: Container) -> bool:
    return isinstance(container, Item) and container.marker[:1].isdigit()


def _margin(block: Block, above: Block) -> str:
    """What the empty line between two blocks begins with: quotations that go on over it."""
    margin = marks = ""
    for one, other in zip(above.inside, block.inside, strict=False):
        if other.first or type(one) is not type(other):
            break
        marks += _mark(other, False)
        if isinstance(other, Quote):
            margin = marks.rstrip()
    return margin


def _prefixed(block: Block) -> str:
    lines = _body(block).split("\n")
    first = "".join(_mark(container, True) for container in block.inside)
    others = "".join(_mark(container, False) for container in block.inside)
    return "\n".join([first + lines[0], *(others + line if line or others.strip() else line for line in lines[1:])])


def _mark(container: Container, first_line: bool) -> str:
    if isinstance(container, Quote):
        return "> "
    if isinstance(container, Note):
        words = f"[^{container.label}]: "
        return words if first_line and container.first else "    "
    sign, box = parted(container.marker)
    words = f"{sign} " if sign[:1].isdigit() else "- "
    return words + _BOXES[box] if first_line and container.first else " " * len(words)


def _body(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {_one_line(to_marks(block.runs))}"
    if block.kind == "code":
        return _fenced(block)
    if block.kind == "row":
        return _row(block)
    if block.kind == "formula":
        return f"{block.language}\n{block.code}\n{closing(block.language)}"
    if block.kind == "picture":
        return _picture(block)
    if block.kind == "rule":
        return "***"  # dashes would underline the words above them, or go with the dash of a list item
    return block.code if block.kind == "plain" else _paragraph(to_marks(block.runs).strip(" \t\n"))


def _paragraph(words: str) -> str:
    words = _BOX_AT_START.sub("&#91;", words)
    return _NUMBER_AT_START.sub(r"\1\\", _SIGN_AT_START.sub(r"\\", words))


def _one_line(words: str) -> str:
    """A heading: signs at its end would belong to those at its beginning."""
    return _SIGN_AT_END.sub(r"\\", words.replace("\n", " "))


def _picture(block: Block) -> str:
    picture = "!" + link(escaped(block.text, within_link=True), block.code)
    place = block.runs[0].link if block.runs else ""
    return link(picture, place) if place else picture


def _fenced(block: Block) -> str:
    longest = max((len(found[0]) for found in _TICKS.finditer(block.code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{escaped(block.language)}\n{block.code}\n{fence}"


def _row(block: Block) -> str:
    words = f"| {' | '.join(_cell(cell) for cell in block.cells)} |"
    if not block.is_head:
        return words
    return f"{words}\n| {' | '.join(_RULES[cell.align] for cell in block.cells)} |"


def _cell(cell: Cell) -> str:
    return to_marks(cell.runs).replace("|", "\\|").replace("\n", "<br>")
