"""The words of the parts of a conversation, each as that part wants them. Pure; it knows no widget's inside."""

from dataclasses import fields
from typing import TypeVar

from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.find_bar import FindWords
from nextchat_desktop.ui.transcript.outline_rows import OutlineWords
from nextchat_desktop.words.catalogue import Words

W = TypeVar("W", TranscriptWords, FindWords, OutlineWords)


def transcript_words(words: Words) -> TranscriptWords:
    return _filled(TranscriptWords, words, "transcript")


def find_words(words: Words) -> FindWords:
    return _filled(FindWords, words, "find")


def outline_words(words: Words) -> OutlineWords:
    return _filled(OutlineWords, words, "outline")


def _filled(kind: type[W], words: Words, family: str) -> W:
    """Its fields are called as the sentences are."""
    return kind(**{field.name: words(f"{family}.{field.name}") for field in fields(kind)})
