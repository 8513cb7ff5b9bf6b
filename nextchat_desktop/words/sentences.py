"""Sentences in a row, as each language writes them; it knows nobody's words."""

from collections.abc import Iterable

_FULL_STOPS = ("。", "！", "？")
"""No space follows these."""


def in_a_row(sentences: Iterable[str]) -> str:
    """One after the other, without those that are empty."""
    row = ""
    for sentence in filter(None, sentences):
        row += sentence if not row or row.endswith(_FULL_STOPS) else f" {sentence}"
    return row


def under(title: str, sentences: str) -> str:
    """In one line: a title, which has no full stop of its own, and what stands below it."""
    return f"{title}{'。' if sentences.endswith(_FULL_STOPS) else '. '}{sentences}"
