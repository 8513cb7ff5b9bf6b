"""Whether somebody who writes is looking for a prompt or a command, and which. Pure; it knows neither of them."""

import re
from typing import NamedTuple

PROMPT, COMMAND = "/", ":"

_LONGEST = 40
"""Characters: what is longer is a text."""
_PROMPT = re.compile(r"/(?![\s/])[^/\n]*")
_COMMAND = re.compile(r"[:：]([a-z]*)")


class Sought(NamedTuple):
    """`sign` is PROMPT or COMMAND, `words` what is typed behind it, `start` the character the sign is."""

    sign: str
    words: str
    start: int


def sought(text: str, caret: int) -> Sought | None:
    """A command is all that is typed, a prompt begins any line and ends at the caret. None for just text."""
    command = _COMMAND.fullmatch(text)
    if command is not None:
        return Sought(COMMAND, command[1], 0)
    start = text.rfind("\n", 0, caret) + 1
    line, behind = text[start:caret], text[caret : caret + 1]
    if len(line) > _LONGEST or (behind and not behind.isspace()):
        return None
    return Sought(PROMPT, line[1:], start) if line == "/" or _PROMPT.fullmatch(line) else None
