"""The branch of a conversation that is read, turn by turn, and what can be done at each. Pure; it knows no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import ModelKind
from nextchat_desktop.core.context import branches, living_parent
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.engine.models import GUIDE_CHOICE, Models
from nextchat_desktop.engine.session import Session


class Line(StrEnum):
    """What a line below a turn says: what is above is not sent, for a person has cleared it or it has become much."""

    CLEARED = "cleared"
    UNSENT = "unsent"
    TOLD = "told"
    """What is above goes along in short."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message on the branch being read, and which of its siblings it is: `place` counts from 0.

    `held` says that nobody can turn to the others now, since an answer is on its way, `paints` that the answer to come
    is a picture, `retells` that the server which answered may have forgotten what was said before, `goes_on` that the
    answer ended too early and can be continued, `is_answered` that there is a question which can be answered again.
    """

    message: Message
    place: int = 0
    siblings: tuple[str, ...] = ()
    held: bool = False
    paints: bool = False
    retells: bool = False
    goes_on: bool = False
    is_answered: bool = True
    line: Line | None = None


def turns_of(session: Session, models: Models, unsent: str = "", line: Line = Line.UNSENT) -> tuple[Turn, ...]:
    """The branch being read. `unsent` is the last message that would not be sent as it is, for there is too much;
    `line` says so."""
    messages, path = session.messages, session.path
    following = branches(messages.values())
    lines = _lines(session, path, {unsent: line} if unsent else {})
    choices = {message.choice for message in path if message.choice is not None}
    forgetful = {choice for choice in choices if models.keeps_history(choice)}  # asked once, whoever answers how often
    told = []
    for message in path:
        parent = living_parent(message.id, messages)
        ids = following[parent]
        turn = Turn(
            message,
            ids.index(message.id),
            ids,
            session.busy and len(ids) > 1,
            _paints(message, models),
            message.choice in forgetful,
            can_go_on(message, models, session.conversation.choice),
            message.role is Role.USER or _is_question(messages, parent),
            lines.get(message.id),
        )
        told.append(turn)
    return tuple(told)


def can_go_on(message: Message, models: Models, now: ModelChoice | None) -> bool:
    """Whether it is an answer that ended too early, and whoever answers now can write on where it ends."""
    ended_early = message.state in (State.STOPPED, State.INTERRUPTED) or message.finish == "length"
    if message.role is not Role.ASSISTANT or not ended_early or not message.text.strip():
        return False
    choice = now or message.choice
    if choice is None or GUIDE_CHOICE in (choice, message.choice) or models.keeps_history(choice):
        return False
    return models.capabilities(choice).kind is not ModelKind.PICTURES


def same_beginning(before: tuple[Turn, ...], after: tuple[Turn, ...]) -> int:
    """How many turns from the first on are those of the same messages."""
    pairs = enumerate(zip(before, after, strict=False))
    differing = (place for place, (one, other) in pairs if one.message.id != other.message.id)
    return next(differing, min(len(before), len(after)))


def same_end(before: tuple[Turn, ...], after: tuple[Turn, ...]) -> int:
    """How many turns from the last on are those of the same messages."""
    return same_beginning(before[::-1], after[::-1])


def _lines(session: Session, path: tuple[Message, ...], unsent: Mapping[str, Line]) -> Mapping[str, Line]:
    """Where a person has cleared the context that is told, whatever would be sent of what was said since."""
    lines = dict(unsent)
    cleared = session.conversation.cleared
    if cleared is not None and cleared in session.messages:
        above = cleared if session.messages[cleared].deleted is None else living_parent(cleared, session.messages)
        if above is not None and any(message.id == above for message in path):
            lines[above] = Line.CLEARED
    return lines


def _is_question(messages: Mapping[str, Message], id: str | None) -> bool:
    return id is not None and id in messages and messages[id].role is Role.USER


def _paints(message: Message, models: Models) -> bool:
    """Whether this is an answer on its way that will be a picture."""
    choice = message.choice if message.state is State.STREAMING else None
    return choice is not None and models.capabilities(choice).kind is ModelKind.PICTURES
