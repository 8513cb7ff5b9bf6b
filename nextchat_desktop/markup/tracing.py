"""Finds the way from a place in a text to the words that are shown of it. Pure; it parses nothing.

What is shown differs by its marks from what was written, so words are looked for; where none are found, the nearest
place has to do.
"""

import re
from collections.abc import Iterator, Sequence

from nextchat_desktop.markup.blocks import Block, Run

_SOURCES = ("code", "formula", "plain", "picture")
"""Blocks of which all that was written is kept."""
_MOST = 40
"""So many characters are enough to tell words from others."""
_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_FENCE = re.compile(r"[ \t>*+\-\d.)]*(?:`{3,}|~{3,})[^\n]*\n")


def beginnings(text: str, blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Where in a part of a text the lines of each of its blocks begin."""
    found: list[int] = []
    place = start
    for block in blocks:
        words = _words(text, block, place, end)
        found.append(_first_line(text, block, place, words))
        place = min(end, max(words, place) + _length(block))
    return found


def offset_in(text: str, block: Block, start: int, place: int) -> int:
    """How far into the words of a block, which begins at `start`, a place of the text is."""
    if block.kind in ("code", "formula", "plain"):
        fence = _FENCE.match(text, start) if block.kind == "code" else None
        return _verbatim(text, block.code, fence.end() if fence else start, place)
    return _behind_letters(block.text, sum(map(str.isalnum, text[start:place])))


def _words(text: str, block: Block, start: int, end: int) -> int:
    """Where the first words that are found of a block begin."""
    for probe in _probes(block):
        found = text.find(probe, start, end)
        if found >= 0:
            return found
    return start


def _probes(block: Block) -> Iterator[str]:
    """Words that stand in the text as they are shown, the longest first."""
    if block.kind in _SOURCES:
        line = next((line.strip() for line in block.code.split("\n", 9) if line.strip()), "")
        if line:
            yield line[:_MOST]
        return
    found = next((match for run in _runs(block)[:9] if (match := _PLAIN.search(run.text[:_MOST]))), None)
    if found is not None:
        yield found[0]
        yield found[0].split(" ", 1)[0]


def _first_line(text: str, block: Block, start: int, words: int) -> int:
    """Goes back over the marks before the words."""
    line = max(start, text.rfind("\n", start, words) + 1)
    if block.kind == "code" and line > start:
        above = max(start, text.rfind("\n", start, line - 1) + 1)
        return above if _FENCE.match(text, above) else line
    return line


def _length(block: Block) -> int:
    """The least room the words of a block take in the text."""
    if block.kind in _SOURCES:
        return len(block.code)
    return sum(len(run.text) for run in _runs(block))


def _runs(block: Block) -> tuple[Run, ...]:
    return block.runs or tuple(run for cell in block.cells for run in cell.runs)


def _verbatim(text: str, code: str, start: int, place: int) -> int:
    """Lines are those of the text, but for what stands before them."""
    line = 0
    for _ in range(text.count("\n", start, place)):
        line = code.find("\n", line) + 1
        if not line:
            return len(code)
    own, begun = _line_at(code, line), text.rfind("\n", 0, place) + 1
    begins = max(begun, text.find(own[:_MOST], begun, place + _MOST))
    return line + min(len(own), max(0, place - begins))


def _line_at(code: str, start: int) -> str:
    end = code.find("\n", start)
    return code[start : end if end >= 0 else len(code)]


def _behind_letters(words: str, count: int) -> int:
    """Where in the words so many letters and digits have passed: marks have none."""
    for place, letter in enumerate(words):
        if letter.isalnum():
            count -= 1
            if count < 0:
                return place
    return len(words)
