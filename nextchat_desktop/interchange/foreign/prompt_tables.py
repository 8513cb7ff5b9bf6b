"""Prompts in tables, as they are passed on for ChatGPT, and in lists under names that no program of its own has."""

from collections.abc import Iterator
from contextlib import closing
from itertools import product

from nextchat_desktop.core.found import Found, FoundPrompt, KeepPicture, Unread, Why
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.prompts import read_prompts

_TABLES = (".csv", ".tsv")
_MOST = 16 << 20
"""Bytes; nobody has written more prompts than that."""
_PAIRS = tuple(product(("title", "name", "act", "cmd"), ("content", "text", "prompt")))


def _fits(seen: Glimpse) -> bool:
    if seen.members:
        return False
    tops = ("item.", "prompts.item.")
    return seen.ends_with(*_TABLES) or any(seen.has(top + title, top + text) for top in tops for title, text in _PAIRS)


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    with closing(source.open()) as stream:
        read = read_prompts(stream.read(_MOST))
        is_cut = bool(stream.read(1))
    if not read.prompts and not read.left_out:
        yield Unread(Why.UNKNOWN, source.name)
    for prompt in read.prompts:
        yield FoundPrompt(prompt)
    if read.left_out:
        yield Unread(Why.NAMELESS, "", read.left_out)
    if is_cut:
        yield Unread(Why.BROKEN, source.name)


FORM = Format("prompt-table", "CSV", _fits, _read)
