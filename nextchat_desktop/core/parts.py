"""What a message is made of: frozen values. They know nothing of how they are sent, stored or drawn."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What the model thought before it answered. `seconds` is how long that took, once known."""

    text: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is kept as a blob. `blob` is its name there; sizes are pixels, 0 where they are not known."""

    blob: str
    media: str
    width: int = 0
    height: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What the model wants done. `arguments` is JSON as the model wrote it, which may be none at all.

    `result` is what came of it, where another program has done it.
    """

    id: str
    name: str
    arguments: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """What a service gave with an answer and wants to see again: a signature, an encrypted thought, its own ids.

    `kind` is the dialect's name for it and `data` the dialect's own JSON. Nobody else reads it, and it is only shown
    to the connection, the model and the server that gave it. It belongs to the part that stands before it. `server` is
    the origin of its address, empty where nobody has noted it.
    """

    kind: str
    data: str
    server: str = ""


Part = Text | Reasoning | Picture | ToolCall | Keepsake

PART_NAMES: Mapping[type[Part], str] = {
    Text: "text",
    Reasoning: "reasoning",
    Picture: "picture",
    ToolCall: "tool_call",
    Keepsake: "keepsake",
}
"""What each kind is called where messages are written down. A name that has been written is never another."""


def written(text: str) -> Text:
    """What a person wrote, as a part. Half a surrogate pair can be neither kept nor sent, and is a question mark."""
    return Text(text.encode("utf-8", "replace").decode())
