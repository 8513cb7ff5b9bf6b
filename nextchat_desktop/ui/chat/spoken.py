"""The words of the parts of a conversation, each as that part wants them. Pure; it knows no widget's inside."""

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from nextchat_desktop.core.pictures import Trouble
from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.picture_words import DiagramWords, PictureWords
from nextchat_desktop.ui.viewer.words import ViewerWords
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.find_bar import FindWords
    from nextchat_desktop.ui.transcript.outline_rows import OutlineWords

W = TypeVar("W", TranscriptWords, "FindWords", "OutlineWords", PictureWords, DiagramWords, ViewerWords)


def transcript_words(words: Words) -> TranscriptWords:
    return _filled(TranscriptWords, words, "transcript")


def find_words(words: Words) -> "FindWords":
    from nextchat_desktop.ui.transcript.find_bar import FindWords  # no start of the program needs it

    return _filled(FindWords, words, "find")


def outline_words(words: Words) -> "OutlineWords":
    from nextchat_desktop.ui.transcript.outline_rows import OutlineWords  # no start of the program needs it

    return _filled(OutlineWords, words, "outline")


def picture_words(words: Words) -> PictureWords:
    return _filled(PictureWords, words, "picture")


def picture_troubles(words: Words) -> dict[Trouble, str]:
    return {trouble: words(f"picture.trouble_{trouble}") for trouble in Trouble}


def diagram_words(words: Words) -> DiagramWords:
    return _filled(DiagramWords, words, "diagram")


def viewer_words(words: Words) -> ViewerWords:
    return _filled(ViewerWords, words, "viewer")


def _filled(kind: type[W], words: Words, family: str) -> W:
    """Its fields are called as the sentences are; `number` writes whole numbers, where there is one."""
    said: dict[str, Any] = {
        field.name: words(f"{family}.{field.name}") if field.name != "number" else partial(whole, words)
        for field in fields(kind)
    }
    return kind(**said)
