"""The blocks that the HTML of a specification speaks of, read by the standard library alone."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from nextchat_desktop.markup.blocks import Align, Block, Cell, Container, Item, Marks, Quote, Run

_MARKS = {"em": Marks.ITALIC, "strong": Marks.BOLD, "del": Marks.STRIKE, "code": Marks.CODE}
_SAFE = re.compile(r"(?i)(https?|mailto):")
_ALIGNMENTS: dict[str, Align] = {"left": "left", "right": "right", "center": "center"}


def blocks_of(html: str) -> tuple[Block, ...]:
    """Markers of numbered items end with the number, for HTML does not tell what followed it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


@dataclass(slots=True)
class _Open:
    tag: str
    marker: str = ""
    number: int = 1
    used: bool = False

    def seen(self) -> Container | None:
        first, self.used = not self.used, True
        if self.tag == "blockquote":
            return Quote(first)
        return Item(self.marker, first) if self.tag == "li" else None


@dataclass(slots=True)
class _Words:
    """What was read since the last block."""

    runs: list[Run] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    link: str = ""
    skip_space: bool = False

    def add(self, text: str) -> None:
        if self.skip_space:
            text, self.skip_space = text.removeprefix(" "), False
        marks = Marks.NONE
        for each in self.marks:
            marks |= each
        last = self.runs[-1] if self.runs else None
        if last is not None and (last.marks, last.link) == (marks, self.link):
            self.runs[-1] = replace(last, text=last.text + text)
        elif text:
            self.runs.append(Run(text, marks, self.link))

    def take(self) -> tuple[Run, ...]:
        runs, self.runs = self.runs, []
        if runs:
            runs[0] = replace(runs[0], text=runs[0].text.lstrip("\n"))
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip("\n"))
        return tuple(run for run in runs if run.text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._open: list[_Open] = []
        self._words = _Words()
        self._language = ""
        self._in_code = False
        self._cells: list[Cell] = []
        self._align: Align = ""

    def handle_data(self, data: str) -> None:
        self._words.add(data)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("blockquote", "ul", "ol", "li"):
            self._flush()
            self._enter(tag, given)
        elif tag == "hr":
            self._flush()
            self._emit(Block("rule"))
        elif tag in ("p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table"):
            self._flush()
            self._in_code = tag == "pre"
        elif tag == "code" and self._in_code:
            self._language = given.get("class", "").removeprefix("language-")
        elif tag in _MARKS:
            self._words.marks.append(_MARKS[tag])
        elif tag == "a":
            self._words.link = given["href"] if _SAFE.match(given.get("href", "")) else ""
        elif tag == "img":
            self._words.add(given.get("alt") or given["src"])
        elif tag == "input":
            self._open[-1].marker = "☑" if "checked" in given else "☐"
            self._words.skip_space = True
        elif tag in ("td", "th"):
            self._words.take()
            self._align = _ALIGNMENTS.get(given.get("align", ""), "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("blockquote", "ul", "ol", "li"):
            self._flush()
            self._leave()
        elif tag == "p":
            self._emit(Block("text", runs=self._words.take()))
        elif tag[0] == "h" and tag[1:].isdigit():
            self._emit(Block("heading", runs=self._words.take(), level=int(tag[1:])))
        elif tag == "pre":
            self._code()
        elif tag in _MARKS and not self._in_code:
            self._words.marks.pop()
        elif tag == "a":
            self._words.link = ""
        elif tag in ("td", "th"):
            self._cells.append(Cell(self._words.take(), self._align))
        elif tag == "tr":
            self._row()

    def _enter(self, tag: str, given: dict[str, str]) -> None:
        if tag == "li":
            owner = self._open[-1]
            marker = "•" if owner.tag == "ul" else str(owner.number)
            owner.number += 1
            self._open.append(_Open(tag, marker))
        else:
            self._open.append(_Open(tag, number=int(given.get("start", 1))))

    def _leave(self) -> None:
        if self._open[-1].tag == "li" and not self._open[-1].used:
            self._emit(Block("text"))
        self._open.pop()

    def _code(self) -> None:
        code = "".join(run.text for run in self._words.runs).removesuffix("\n")
        self._words.runs = []
        self._emit(Block("code", code=code, language=self._language))
        self._language, self._in_code = "", False

    def _row(self) -> None:
        head = not any(block.kind == "row" for block in self.found[-1:])
        self._words.take()
        self._emit(Block("row", cells=tuple(self._cells), level=int(head)))
        self._cells = []

    def _flush(self) -> None:
        runs = self._words.take()
        if "".join(run.text for run in runs).strip():
            self._emit(Block("text", runs=runs))

    def _emit(self, block: Block) -> None:
        inside = tuple(found for container in self._open if (found := container.seen()))
        self.found.append(replace(block, inside=inside))
