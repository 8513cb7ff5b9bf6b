"""What a message consists of for who hears it: headings, paragraphs, lists, tables, code. Pure; it knows no widget."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from nextchat_desktop.markup.blocks import Block, Container, Item, Marks, Note, Quote, Run
from nextchat_desktop.ui.transcript.entries import Entry

PartKind = Literal[
    "heading",
    "paragraph",
    "code",
    "list",
    "item",
    "quote",
    "table",
    "row",
    "head",
    "cell",
    "formula",
    "picture",
    "link",
]


@dataclass(frozen=True, slots=True)
class Part:
    """`words` are read line by line, `name` is what it is called where it has no words or other ones.

    `level` is that of a heading, `target` where a link leads. `block` is the first block of the message that it shows.
    """

    kind: PartKind
    block: int
    words: str = ""
    name: str = ""
    level: int = 0
    target: str = ""
    below: tuple["Part", ...] = ()

    @property
    def called(self) -> str:
        return self.name or self.words


@dataclass(frozen=True, slots=True)
class PartWords:
    code: str
    """For code whose language nobody knows."""
    code_in: str
    """With `{language}`."""
    picture: str
    """For a picture without words."""


ABOVE, BELOW = -1, -2
"""Stand for the block of what is beside the words of a message: its thought, its pictures."""
_Numbered = tuple[int, Block]


def parts_of_entry(
    entry: Entry, with_thought: bool, read: Callable[[str], Sequence[Block]], words: PartWords
) -> tuple[Part, ...]:
    """Its thought where that is unfolded, its words, and its pictures where the eye finds them."""
    thought = parts_of(read(entry.reasoning), words) if with_thought else ()
    place = ABOVE if entry.role == "user" else BELOW
    pictures = tuple(Part("picture", place, name=picture.spoken(words.picture)) for picture in entry.pictures)
    said = parts_of(read(entry.text), words)
    opened = (Part("quote", ABOVE, name=entry.reasoning_label, below=_at(ABOVE, thought)),) if with_thought else ()
    return (*opened, *pictures, *said) if place == ABOVE else (*opened, *said, *pictures)


def _at(place: int, parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, block=place, below=_at(place, part.below)) for part in parts)


def parts_of(blocks: Sequence[Block], words: PartWords) -> tuple[Part, ...]:
    """In reading order."""
    return tuple(_parts(list(enumerate(blocks)), 0, words))


def _parts(blocks: Sequence[_Numbered], depth: int, words: PartWords) -> Iterator[Part]:
    for kind, group in groupby(blocks, lambda each: _kind(each[1], depth)):
        yield from _READ[kind](list(group), depth, words)


def _kind(block: Block, depth: int) -> str:
    if len(block.inside) > depth:
        return type(block.inside[depth]).__name__
    return "row" if block.kind == "row" else "single"


def _singles(blocks: Sequence[_Numbered], _depth: int, words: PartWords) -> Iterator[Part]:
    for number, block in blocks:
        if block.kind in _SINGLE:
            yield _SINGLE[block.kind](number, block, words)


def _tables(blocks: Sequence[_Numbered], _depth: int, _words: PartWords) -> Iterator[Part]:
    for rows in _begun(blocks, lambda block: block.is_head):
        number, head = rows[0]
        name = ", ".join(filter(None, (_spoken(cell.runs) for cell in head.cells)))
        yield Part("table", number, name=name, below=tuple(_row(*row) for row in rows))


def _row(number: int, block: Block) -> Part:
    kind: PartKind = "head" if block.is_head else "cell"
    cells = tuple(Part(kind, number, _spoken(cell.runs), below=_links(number, cell.runs)) for cell in block.cells)
    return Part("row", number, name=", ".join(filter(None, (cell.words for cell in cells))), below=cells)


def _lists(blocks: Sequence[_Numbered], depth: int, words: PartWords) -> Iterator[Part]:
    items = [_item(item, depth, words) for item in _begun(blocks, lambda block: _is_first(block, depth))]
    yield Part("list", blocks[0][0], name=items[0].name, below=tuple(items))


def _item(blocks: Sequence[_Numbered], depth: int, words: PartWords) -> Part:
    number, first = blocks[0]
    container = first.inside[depth]
    marker = container.marker if isinstance(container, Item) else ""
    below = tuple(_parts(blocks, depth + 1, words))
    said = f"{marker} {below[0].called if below else ''}".strip()
    is_plain = len(below) == 1 and below[0].kind == "paragraph"
    return Part("item", number, said, said, below=below[0].below if is_plain else below)


def _quotes(blocks: Sequence[_Numbered], depth: int, words: PartWords) -> Iterator[Part]:
    """Footnotes, too, which are called by their labels."""
    for quote in _begun(blocks, lambda block: _is_first(block, depth)):
        below = tuple(_parts(quote, depth + 1, words))
        container = quote[0][1].inside[depth]
        name = container.label if isinstance(container, Note) else below[0].called if below else ""
        yield Part("quote", quote[0][0], name=name, below=below)


def _begun(blocks: Sequence[_Numbered], is_first: Callable[[Block], bool]) -> list[list[_Numbered]]:
    """Cut before each block with which something begins."""
    groups: list[list[_Numbered]] = []
    for each in blocks:
        if not groups or is_first(each[1]):
            groups.append([])
        groups[-1].append(each)
    return groups


def _is_first(block: Block, depth: int) -> bool:
    container: Container = block.inside[depth]
    return container.first


def _text(number: int, block: Block, _words: PartWords) -> Part:
    return Part("paragraph", number, _spoken(block.runs), below=_links(number, block.runs))


def _heading(number: int, block: Block, _words: PartWords) -> Part:
    return Part("heading", number, _spoken(block.runs), level=block.level, below=_links(number, block.runs))


def _code(number: int, block: Block, words: PartWords) -> Part:
    name = words.code_in.format(language=block.language) if block.language else words.code
    return Part("code", number, block.code, name)


def _formula(number: int, block: Block, _words: PartWords) -> Part:
    return Part("formula", number, block.code.strip())


def _picture(number: int, block: Block, words: PartWords) -> Part:
    return Part("picture", number, name=_spoken(block.runs).strip() or words.picture)


def _plain(number: int, block: Block, _words: PartWords) -> Part:
    return Part("paragraph", number, block.code)


def _spoken(runs: Sequence[Run]) -> str:
    """With the TeX of formulas, which is the nearest to words that they have."""
    return "".join(run.text for run in runs)


def _links(number: int, runs: Sequence[Run]) -> tuple[Part, ...]:
    """Words that lead to the same place and follow one another are one link."""
    led = groupby(runs, lambda run: "" if Marks.PICTURE in run.marks else run.link)
    return tuple(Part("link", number, _spoken(list(group)), target=link) for link, group in led if link)


_READ = {
    Item.__name__: _lists,
    Quote.__name__: _quotes,
    Note.__name__: _quotes,
    "row": _tables,
    "single": _singles,
}
_SINGLE = {
    "text": _text,
    "heading": _heading,
    "code": _code,
    "formula": _formula,
    "picture": _picture,
    "plain": _plain,
}
