"""What is read of a file of prompts, and how one is written: frozen values. They know no format from within."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.masks import Prompt


class PromptFormat(StrEnum):
    """How prompts are written into a file; its value is the end of the file's name."""

    LIST = "json"
    """A list of objects with a title and a content."""
    NEXTCHAT = "nextchat.json"
    """Pairs by language, as NextChat ships its own."""
    TABLE = "csv"
    """A table with the columns title and content."""


@dataclass(frozen=True, slots=True)
class PromptsRead:
    """`left_out` counts the entries that have no title or no content; a file of another kind has neither."""

    prompts: tuple[Prompt, ...] = ()
    left_out: int = 0


ReadPrompts = Callable[[bytes], PromptsRead]
WritePrompts = Callable[[Sequence[Prompt], PromptFormat], bytes]
