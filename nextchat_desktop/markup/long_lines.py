"""Lines too long to be read for marks: their words as they are, and the pictures written out in them. Pure."""

import re
from collections.abc import Iterator

from nextchat_desktop.markup.blocks import Block, Run

_LONGEST = 410
"""Before the address, no more characters belong to a picture."""
_WRITTEN_OUT = re.compile(r"!\[([^\[\]\n]{0,400})\]\((data:image/[^\s()]+)\)")
_NO_ADDRESS = re.compile(r"[\s()]")
_SHOWN = 80
"""So many characters are shown of a picture whose end has not come."""
_BEGUN = re.compile(r"!\[[^\[\]\n]{0,400}\]\(data:image/[^\s()]*\Z")


def plain_blocks(line: str) -> Iterator[Block]:
    """Models that draw send a whole picture in one line."""
    done = 0
    for found in _WRITTEN_OUT.finditer(line):
        if line[done : found.start()].strip():
            yield Block("plain", code=line[done : found.start()].strip())
        yield Block("picture", runs=(Run(found[1]),), code=found[2])
        done = found.end()
    rest = _BEGUN.sub(lambda begun: begun[0][:_SHOWN] + "…", line[done:]).strip(" \t")
    if rest:
        yield Block("plain", code=rest)


def has_picture(line: str) -> bool:
    """Whether a picture is written out in it, or has begun to be."""
    return "](data:image/" in line


def is_in_picture(text: str, start: int) -> bool:
    """Whether the text behind `start` ends within a picture that is written out."""
    begun = text.rfind("](data:image/", start)
    return begun >= 0 and not picture_ends(text, begun + 2) and bool(_BEGUN.search(text, max(start, begun - _LONGEST)))


def picture_ends(text: str, start: int) -> bool:
    """Whether no address goes on behind `start` to the end of the text."""
    return bool(_NO_ADDRESS.search(text, start))
