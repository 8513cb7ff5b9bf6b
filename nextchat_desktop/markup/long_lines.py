"""Lines too long to be read for marks: their words as they are, and the pictures written out in them. Pure."""

import re
from collections.abc import Iterator

from nextchat_desktop.markup.blocks import Block, Run

_WRITTEN_OUT = re.compile(r"!\[([^\[\]\n]{0,400})\]\((data:image/[^\s()]+)\)")
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
