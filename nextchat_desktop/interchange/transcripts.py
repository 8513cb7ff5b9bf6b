"""A conversation, or some turns of it, as a text for people. Pure; it knows no file and no language."""

import re
from collections.abc import Callable, Sequence

from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Picture

_SPECIAL = re.compile(r"[\\\[\]`*_<!]")
"""What means something in the description of a picture."""

Link = Callable[[Picture], str]
"""Where a picture lies, as Markdown says it; empty where it is not there."""


def nowhere(_picture: Picture) -> str:
    return ""


def markdown(told: Told, sayings: Sayings, link: Link = nowhere) -> str:
    """Each turn below a heading of its own; thoughts as a quotation. A picture that lies nowhere is only named."""
    parts = [f"# {_one_line(told.head.title)}"] if told.head.title else []
    for group, message in _grouped(told, sayings):
        parts.append(f"## {group}{_author(message, sayings)}")
        if told.thoughts and message.reasoning.strip():
            parts.append(_quoted(f"**{sayings.thoughts}**\n\n{message.reasoning.strip()}"))
        parts += [_shown(picture, sayings, link(picture)) for picture in message.pictures]
        parts += [message.text.strip()] if message.text.strip() else []
    return "\n\n".join(parts) + "\n"


def text(told: Told, sayings: Sayings) -> str:
    """Without marks, for those who paste it into a letter."""
    parts = [_one_line(told.head.title)] if told.head.title else []
    for group, message in _grouped(told, sayings):
        said = [f"{group}{_author(message, sayings)}"]
        if told.thoughts and message.reasoning.strip():
            said.append(sayings.says(sayings.thoughts, sayings.plain(message.reasoning).strip()))
        said += [f"[{_called(picture, sayings)}]" for picture in message.pictures]
        said += [sayings.plain(message.text).strip()] if message.text.strip() else []
        parts.append("\n".join(said))
    return "\n\n".join(parts) + "\n"


def _grouped(told: Told, sayings: Sayings) -> Sequence[tuple[str, Message]]:
    """Each message below what stands for whoever said it; those of the context are told from others."""
    before = [(sayings.says(sayings.context, sayings.roles[message.role]), message) for message in told.context]
    return [*before, *((sayings.roles[message.role], message) for message in told.messages)]


def _author(message: Message, sayings: Sayings) -> str:
    told = (message.author, sayings.when(message.created) if message.created else "")
    said = " · ".join(part for part in told if part)
    return f" · {said}" if said else ""


def _shown(picture: Picture, sayings: Sayings, place: str) -> str:
    name = _called(picture, sayings)
    spelt = _SPECIAL.sub(r"\\\g<0>", _one_line(name))
    return f"![{spelt}]({place})" if place else f"*[{name}]*"


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _called(picture: Picture, sayings: Sayings) -> str:
    return sayings.says(sayings.picture, picture.name) if picture.name else sayings.picture
