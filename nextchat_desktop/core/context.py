"""Which messages of a conversation are sent, and how its tree is read. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nextchat_desktop.core.messages import Message, State, Text


def path_to(leaf: str | None, messages: Mapping[str, Message]) -> tuple[Message, ...]:
    """The branch that ends in `leaf`, oldest first. A parent that is missing begins it."""
    path: list[Message] = []
    while leaf is not None and leaf in messages and len(path) <= len(messages):
        path.append(messages[leaf])
        leaf = messages[leaf].parent
    return tuple(reversed(path))


def branches(messages: Iterable[Message]) -> Mapping[str | None, tuple[str, ...]]:
    """The ids of the messages that follow each message, in the order in which they came."""
    found: dict[str | None, list[str]] = {}
    for message in messages:
        found.setdefault(message.parent, []).append(message.id)
    return {parent: tuple(ids) for parent, ids in found.items()}


def newest_leaf(id: str, messages: Iterable[Message]) -> str:
    """Where the branch through this message ends, if always the newest turn is followed."""
    following = branches(messages)
    seen = {id}
    while id in following and following[id][-1] not in seen:
        id = following[id][-1]
        seen.add(id)
    return id


def sent(path: Iterable[Message]) -> tuple[Message, ...]:
    """What the model is shown: every turn that says something, whatever became of it, and no failure.

    Neighbours of one role become one turn: some servers refuse anything but turns that alternate.
    """
    turns: list[Message] = []
    for message in path:
        if not message.text.strip() or message.state is State.STREAMING:
            continue
        if turns and turns[-1].role is message.role:
            turns[-1] = replace(turns[-1], parts=(Text(f"{turns[-1].text}\n\n{message.text}"),))
        else:
            turns.append(replace(message, parts=(Text(message.text),)))
    return tuple(turns)


def first_line(text: str, longest: int = 48) -> str:
    """A title made of the text itself, `longest` characters at most."""
    line = next((line.strip(" #>*`-") for line in text.splitlines() if line.strip(" #>*`-")), "")
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
