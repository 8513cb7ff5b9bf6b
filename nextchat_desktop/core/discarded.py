"""What lies in the bin: frozen values. They know nothing of how they are kept."""

from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.matching import matches
from nextchat_desktop.core.messages import Role
from nextchat_desktop.core.parts import Part, Reasoning, Text


class Kind(StrEnum):
    CONVERSATION = "conversation"
    MESSAGE = "message"
    WORDING = "wording"
    """What a message said before it was edited."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """`id` is that of the conversation, of the message or of the wording; `conversation` and `title` say where it was,
    `message` whose wording it is. `at` is when it was deleted or replaced, UTC milliseconds. `count` are the messages
    of a conversation."""

    kind: Kind
    id: str
    conversation: str
    title: str
    at: int
    role: Role = Role.ASSISTANT
    parts: tuple[Part, ...] = ()
    message: str = ""
    count: int = 0

    @property
    def text(self) -> str:
        """What it said; the thoughts of an answer that had come no further."""
        said = "".join(part.text for part in self.parts if isinstance(part, Text))
        return said or "".join(part.text for part in self.parts if isinstance(part, Reasoning))

    def has(self, words: str) -> bool:
        """Whether these words stand in it or in the title of its conversation."""
        return matches(words, self.title, self.text)
