"""Which messages of a conversation are sent, and how its tree is read. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.parts import Keepsake, Part, Picture, Text

MOST_BYTES = 11_250_000
"""Of the pictures of one request: 15 MB in base64, and services refuse what is larger than 20 to 32."""


def path_to(leaf: str | None, messages: Mapping[str, Message]) -> tuple[Message, ...]:
    """The branch that ends in `leaf`, oldest first. A parent that is missing begins it."""
    path: list[Message] = []
    while leaf is not None and leaf in messages and len(path) <= len(messages):
        path.append(messages[leaf])
        leaf = messages[leaf].parent
    return tuple(reversed(path))


def living(path: Iterable[Message]) -> tuple[Message, ...]:
    """Those that were not deleted."""
    return tuple(message for message in path if message.deleted is None)


def branches(messages: Iterable[Message]) -> Mapping[str | None, tuple[str, ...]]:
    """The ids of the messages that follow each message, in the order in which they came.

    What was deleted is passed over: what followed it follows the message before it, so that no branch is out of reach.
    """
    every = tuple(messages)
    before = _living_parents(every)
    found: dict[str | None, list[str]] = {}
    for message in every:
        if message.deleted is None:
            found.setdefault(before[message.id], []).append(message.id)
    return {parent: tuple(ids) for parent, ids in found.items()}


def living_parent(id: str, messages: Mapping[str, Message]) -> str | None:
    """The nearest message before this one that was not deleted."""
    parent = messages[id].parent
    if parent is None or parent not in messages or messages[parent].deleted is None:
        return parent
    seen = {id}
    while parent is not None and parent in messages and messages[parent].deleted is not None and parent not in seen:
        seen.add(parent)
        parent = messages[parent].parent
    return parent


def _living_parents(messages: Iterable[Message]) -> Mapping[str, str | None]:
    """For each message what `living_parent` says, each way gone but once."""
    by_id = {message.id: message for message in messages}
    found: dict[str, str | None] = {}
    for id, message in by_id.items():
        if message.parent is None or message.parent not in by_id or by_id[message.parent].deleted is None:
            found[id] = message.parent
            continue
        way = [id]
        while (parent := by_id[way[-1]].parent) in by_id and by_id[parent].deleted is not None and parent not in way:
            way.append(parent)
            if parent in found:
                break
        last = found[way[-1]] if way[-1] in found else by_id[way[-1]].parent
        found |= dict.fromkeys(way, last)
    return found


def newest_leaf(id: str, messages: Iterable[Message]) -> str:
    """Where the branch through this message ends, if always the newest turn is followed that was not deleted."""
    following = branches(messages)
    seen = {id}
    while id in following and following[id][-1] not in seen:
        id = following[id][-1]
        seen.add(id)
    return id


def sent(path: Iterable[Message], choice: ModelChoice | None = None) -> tuple[Message, ...]:
    """What the model is shown: every turn that says something, whatever became of it, and no failure.

    Thoughts stay here. What a service wants to see again goes back to the one that gave it, which `choice` names.
    Neighbours of one role become one turn: some servers refuse anything but turns that alternate.
    """
    whole = (message for message in path if message.state is not State.STREAMING)
    shown = ((message, _shown(message, choice)) for message in whole)
    return _turns(message if parts == message.parts else replace(message, parts=parts) for message, parts in shown)


def without_pictures(turns: Iterable[Message]) -> tuple[Message, ...]:
    """What a model is shown that does not see. Turns that then say nothing are left out."""
    return _turns(replace(turn, parts=_unseen(turn.parts)) for turn in turns)


def for_server(turns: Iterable[Message], server: str) -> tuple[Message, ...]:
    """The turns without what another server wants to see again: a connection may lead elsewhere by now."""
    return tuple(replace(turn, parts=tuple(part for part in turn.parts if _is_of(part, server))) for turn in turns)


def _is_of(part: Part, server: str) -> bool:
    return not isinstance(part, Keepsake) or part.server in ("", server)


def lightened(turns: Sequence[Message], size: Callable[[str], int], most: int = MOST_BYTES) -> tuple[Message, ...]:
    """The turns without their oldest pictures, where all together have more bytes than `most`.

    Those of the last turn stay, whatever they weigh: they are what is asked about. `size` tells the bytes of a blob.
    """
    weights = [size(picture.blob) for turn in turns for picture in turn.pictures]
    if sum(weights) <= most:
        return tuple(turns)
    held = accumulate(reversed(weights))
    newest = sum(weight <= most for weight in held)
    left = len(weights) - max(newest, len(turns[-1].pictures))
    lighter: list[Message] = []
    for turn in turns:
        lighter.append(replace(turn, parts=_unseen(turn.parts, left)))
        left = max(0, left - len(turn.pictures))
    return _turns(lighter)


def _turns(messages: Iterable[Message]) -> tuple[Message, ...]:
    turns: list[Message] = []
    for message in messages:
        if not any(isinstance(part, Text | Picture) for part in message.parts):
            continue
        if turns and turns[-1].role is message.role:
            turns[-1] = replace(turns[-1], parts=_joined(turns[-1].parts, message.parts))
        else:
            turns.append(message)
    return tuple(turns)


def _unseen(parts: tuple[Part, ...], most: int | None = None) -> tuple[Part, ...]:
    """The parts but for the first `most` pictures, or all, and for the keepsakes that belong to them."""
    kept: list[Part] = []
    of_picture, gone = False, 0
    for part in parts:
        if isinstance(part, Picture):
            of_picture = most is None or gone < most
            gone += 1
        of_picture = of_picture and isinstance(part, Picture | Keepsake)
        if not of_picture:
            kept.append(part)
    return tuple(kept)


def _shown(message: Message, choice: ModelChoice | None) -> tuple[Part, ...]:
    is_its_own = message.choice is not None and message.choice == choice
    kinds = Text | Picture | Keepsake if is_its_own else Text | Picture
    parts = tuple(part for part in message.parts if isinstance(part, kinds))
    return tuple(part for part in parts if not isinstance(part, Text) or part.text.strip())


def _joined(before: tuple[Part, ...], after: tuple[Part, ...]) -> tuple[Part, ...]:
    """Two turns as one, with an empty line between their texts."""
    last, first = before[-1], after[0]
    if isinstance(last, Text) and isinstance(first, Text):
        return (*before[:-1], Text(f"{last.text}\n\n{first.text}"), *after[1:])
    return (*before, *after)


def first_line(text: str, longest: int = 48) -> str:
    """A title made of the text itself, `longest` characters at most."""
    line = next((line.strip(" #>*`-") for line in text.splitlines() if line.strip(" #>*`-")), "")
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
