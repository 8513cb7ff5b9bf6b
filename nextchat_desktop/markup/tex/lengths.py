"""Lengths as TeX writes them; it does not know the size of letters."""

import re

from nextchat_desktop.markup.tex.names import LENGTHS
from nextchat_desktop.markup.tex.tokens import Tokens

_LENGTH = re.compile(r"\s*([+-]?\s*\d*\.?\d+)\s*([a-z]{2})\s*")
_MOST = 20.0


def ems_of(text: str) -> float | None:
    """A length in em, within reason; None if the text is not a length."""
    match = _LENGTH.fullmatch(text)
    if match is None or match[2] not in LENGTHS:
        return None
    return max(-_MOST, min(_MOST, float(match[1].replace(" ", "")) * LENGTHS[match[2]]))


def read_length(tokens: Tokens) -> float:
    """The length after `\\hspace` or `\\kern`, in braces or not; 0 if there is none."""
    if tokens.peek_solid() == "{":
        return ems_of(tokens.word()) or 0.0
    text = ""
    while tokens.peek() and (tokens.peek() in "+-." or tokens.peek().isdecimal()):
        text += tokens.next()
    for _ in range(2):
        text += tokens.next_solid()
    return ems_of(text) or 0.0
