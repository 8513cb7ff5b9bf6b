"""Sentences and lists in a row, as each language writes them; it knows nobody's words."""

from collections.abc import Iterable

from nextchat_desktop.words.amounts import locale_of
from nextchat_desktop.words.catalogue import Words

_FULL_STOPS = ("。", "！", "？")
"""No space follows these."""


def in_a_row(sentences: Iterable[str]) -> str:
    """One after the other, without those that are empty."""
    row = ""
    for sentence in filter(None, sentences):
        row += sentence if not row or row.endswith(_FULL_STOPS) else f" {sentence}"
    return row


def under(words: Words, title: str, sentences: str) -> str:
    """In one line: a title, which has no full stop of its own, and what stands below it."""
    return words("glue.under", title=title, sentences=sentences)


def listed(words: Words, names: Iterable[str]) -> str:
    """A, B, C."""
    return words("glue.comma").join(map(words.apart, names))


def in_line(words: Words, parts: Iterable[str]) -> str:
    """A · B · C, without what is empty."""
    return " · ".join(map(words.apart, filter(None, parts)))


def together(words: Words, names: Iterable[str]) -> str:
    """A, B and C: those and no others."""
    some = tuple(map(words.apart, names))
    if len(some) < 2:
        return "".join(some)
    from babel.lists import format_list

    return format_list(some, locale=locale_of(words.locale))


def heard(words: Words, parts: Iterable[str]) -> str:
    """What is said of one thing, for the ear: with a pause between, without what is empty."""
    return words("glue.pause").join(filter(None, parts))


def pair(words: Words, name: str, value: str) -> str:
    """What something is called, and what it is."""
    return words("glue.pair", name=name, value=value)


def beside(words: Words, text: str, more: str) -> str:
    """With more in parentheses, where there is more."""
    return words("glue.beside", text=text, more=more) if more else text
