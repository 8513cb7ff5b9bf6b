"""A message named by its first words, without the marks of Markdown."""

from nextchat_desktop.core.context import first_line
from nextchat_desktop.markup.plain import plain

_READ = 600
"""Characters at the beginning of a text among which its first words are looked for."""


def first_words(text: str, longest: int) -> str:
    return first_line(plain(text[:_READ]), longest)
