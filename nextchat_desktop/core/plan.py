"""What is sent for a question, piece by piece, and what stays here. Pure; docs/context.md tells it to people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.tokens import estimate

PICTURE_TOKENS = 800
"""What a picture is taken for: services count some hundreds to some thousands."""


class Source(StrEnum):
    """Where a piece of what is sent comes from. The words for it are `plan.<source>`."""

    SYSTEM = "system"
    """The person's own instructions."""
    CONTEXT = "context"
    """What goes before every question here, a mask's or pinned."""
    MEMORY = "memory"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Piece:
    source: Source
    message: Message

    @property
    def tokens(self) -> int:
        """About so many."""
        return weight(self.message)


@dataclass(frozen=True, slots=True)
class Plan:
    """`left_out` are the messages since the context was cleared that neither go along nor are in the memory."""

    pieces: tuple[Piece, ...]
    left_out: tuple[Message, ...] = ()
    memory: Memory | None = None
    """The one that goes along."""

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(piece.message for piece in self.pieces)

    @property
    def tokens(self) -> int:
        return sum(piece.tokens for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Sayings:
    """What stands around the words of others. `remember` makes a memory an instruction; `fill` puts what was typed, at
    that time in UTC milliseconds, into a template."""

    remember: Callable[[str], str]
    fill: Callable[[str, str, int], str]


def weight(message: Message) -> int:
    """Tokens, estimated."""
    return estimate(message.text) + PICTURE_TOKENS * len(message.pictures)


def plan(
    head: Conversation,
    path: Sequence[Message],
    memories: Iterable[Memory],
    parameters: Parameters,
    sayings: Sayings,
    most: int = 0,
) -> Plan:
    """`path` is the branch up to the question, deleted messages included, oldest first; `most` is what all of it may
    weigh in tokens, 0 for anything. `parameters` leave nothing of the second group open.

    Turns are taken from the last one back, whole, as long as there is room; the question itself always goes.
    """
    place = {message.id: number for number, message in enumerate(path)}
    since = place.get(head.cleared, -1) + 1 if head.cleared else 0
    turns = _turns(path[since:])
    memory = memory_of(head, path, memories) if parameters.memory else None
    before = [*_system(parameters, sayings), *(Piece(Source.CONTEXT, one) for one in head.context if is_told(one))]
    told = [[Piece(Source.TURN, _filled(one, parameters, sayings)) for one in turn] for turn in turns]
    known = place[memory.through] if memory else -1
    said = memory.text if memory and memory.text.strip() else ""
    remembered = [Piece(Source.MEMORY, _instruction(sayings.remember(said)))] if said else []
    room = most - _weight([*before, *remembered]) if most else None
    taken = _taken(told, parameters.turns or 0, room)
    gone = [message for turn in turns[: len(turns) - taken] for message in turn]
    if not gone:
        remembered, memory = [], None
    going = [piece for turn in told[len(told) - taken :] for piece in turn]
    left = tuple(message for message in gone if place[message.id] > known)
    told_first = next((n for n, piece in enumerate(before) if piece.message.role is not Role.SYSTEM), len(before))
    return Plan((*before[:told_first], *remembered, *before[told_first:], *going), left, memory)


def is_told(message: Message) -> bool:
    """Whether it says something to a model: it is there, and whole."""
    return message.deleted is None and message.state is not State.STREAMING and message.says_something


def _turns(path: Sequence[Message]) -> list[list[Message]]:
    """Each question with what followed; what stands before the first question is a turn of its own."""
    turns: list[list[Message]] = []
    for message in filter(is_told, path):
        if not turns or (message.role is Role.USER and turns[-1][-1].role is not Role.USER):
            turns.append([])
        turns[-1].append(message)
    return turns


def memory_of(head: Conversation, path: Sequence[Message], memories: Iterable[Memory]) -> Memory | None:
    """The one of this branch that reaches farthest; of several the newest, which comes last.

    One counts where it begins with what is sent, and as long as nothing that it covers was edited or deleted.
    """
    place = {message.id: number for number, message in enumerate(path)}
    since = head.cleared if head.cleared in place else None
    here = [one for one in untouched(path, memories) if one.since == since]
    return max(reversed(here), key=lambda one: (place[one.through], one.created), default=None)


def untouched(path: Sequence[Message], memories: Iterable[Memory]) -> tuple[Memory, ...]:
    """Those of this branch that cover nothing which was edited or deleted since they were made."""
    touched = (max(message.edited or 0, message.deleted or 0) for message in path)
    last_touched = dict(zip((message.id for message in path), accumulate(touched, max), strict=True))
    return tuple(one for one in memories if last_touched.get(one.through, one.created + 1) <= one.created)


def _taken(turns: Sequence[Sequence[Piece]], most: int, room: int | None) -> int:
    """How many of the last turns go along: the question, and `most` before it as far as there is room."""
    taken = 0
    for turn in reversed(turns):
        room = None if room is None else room - _weight(turn)
        if taken > most or (taken and room is not None and room < 0):
            break
        taken += 1
    return taken


def _weight(pieces: Iterable[Piece]) -> int:
    return sum(piece.tokens for piece in pieces)


def _system(parameters: Parameters, sayings: Sayings) -> list[Piece]:
    said = sayings.fill(parameters.system, "", 0) if parameters.system and parameters.system.strip() else ""
    return [Piece(Source.SYSTEM, _instruction(said))] if said else []


def _instruction(text: str) -> Message:
    return Message("", Role.SYSTEM, (Text(text),))


def _filled(message: Message, parameters: Parameters, sayings: Sayings) -> Message:
    """A question as the template wants it. Its pictures stay where they are."""
    template = (parameters.template or "").strip()
    if message.role is not Role.USER or template in ("", "{{input}}") or not message.text.strip():
        return message
    said = Text(sayings.fill(template, message.text, message.created))
    others = tuple(part for part in message.parts if not isinstance(part, Text))
    return replace(message, parts=(said, *others))
