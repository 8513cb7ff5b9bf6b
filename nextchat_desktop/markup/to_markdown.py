"""Writes blocks as Markdown again; it does not know where they come from."""

import re
from collections.abc import Sequence

from nextchat_desktop.markup.blocks import Block, Cell, Container, Marks, Note, Quote, Run
from nextchat_desktop.markup.inline import closing

_SPECIAL = re.compile(r"([\\`*_\[\]<>]|~(?=~))")
_AT_START = re.compile(r"(?m)^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|>|\d{1,9}(?=[.)]\s)|(?:`{3}|~{3}))")
_TICKS = re.compile(r"`+")
_BOXES = {"☐": "- [ ] ", "☑": "- [x] "}
_RULES = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}


def to_markdown(blocks: Sequence[Block]) -> str:
    """Ends without a line break."""
    parts: list[str] = []
    for above, block in zip([None, *blocks], blocks, strict=False):
        if above is not None:
            parts.append("\n" if _stands_close(above, block) else "\n" + _margin(block, above) + "\n")
        parts.append(_prefixed(block))
    return "".join(parts)


def _stands_close(above: Block, block: Block) -> bool:
    same_table = above.kind == block.kind == "row" and not block.is_head
    return same_table or (block.tight and above.kind != "row")


def _margin(block: Block, above: Block) -> str:
    """What the empty line between two blocks begins with: quotations that go on over it."""
    shared = 0
    for one, other in zip(above.inside, block.inside, strict=False):
        if not (isinstance(one, Quote) and isinstance(other, Quote) and not other.first):
            break
        shared += 1
    return ">" * shared


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
    words = _BOXES.get(container.marker) or ("- " if container.marker == "•" else f"{container.marker} ")
    return words if first_line and container.first else " " * (2 if words.startswith("-") else len(words))


def _body(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {to_marks(block.runs)}"
    if block.kind == "code":
        return _fenced(block)
    if block.kind == "row":
        return _row(block)
    if block.kind == "formula":
        return f"{block.language}\n{block.code}\n{closing(block.language)}"
    if block.kind == "picture":
        return f"![{block.text}]({block.code})"
    if block.kind == "rule":
        return "---"
    return block.code if block.kind == "plain" else _AT_START.sub(r"\1\\\2", to_marks(block.runs))


def _fenced(block: Block) -> str:
    longest = max((len(found[0]) for found in _TICKS.finditer(block.code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.language}\n{block.code}\n{fence}"


def _row(block: Block) -> str:
    words = f"| {' | '.join(_cell(cell) for cell in block.cells)} |"
    if not block.is_head:
        return words
    return f"{words}\n| {' | '.join(_RULES[cell.align] for cell in block.cells)} |"


def _cell(cell: Cell) -> str:
    return to_marks(cell.runs).replace("|", "\\|").replace("\n", " ")


def to_marks(runs: Sequence[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if Marks.FORMULA in run.marks:
        return run.text
    if Marks.NOTE in run.marks:
        return f"[^{run.text}]"
    if run.link and run.text == run.link:
        return run.text
    words = _code(run.text) if Marks.CODE in run.marks else _SPECIAL.sub(r"\\\1", run.text)
    for mark, sign in ((Marks.ITALIC, "*"), (Marks.BOLD, "**"), (Marks.STRIKE, "~~")):
        if mark in run.marks:
            words = _surrounded(words, sign)
    return f"[{words}]({run.link})" if run.link else words


def _code(text: str) -> str:
    longest = max((len(found[0]) for found in _TICKS.finditer(text)), default=0)
    ticks = "`" * (longest + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _surrounded(words: str, sign: str) -> str:
    """Marks stand at the words, not at the spaces around them."""
    inner = words.strip()
    if not inner:
        return words
    start = words.index(inner)
    return f"{words[:start]}{sign}{inner}{sign}{words[start + len(inner) :]}"
