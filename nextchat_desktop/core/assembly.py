"""Folds the events of a reply into the message they describe."""

from dataclasses import replace
from typing import assert_never

from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    KeepsakeAdded,
    PictureAdded,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    TextWasReasoning,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.parts import Part, Reasoning, Text, ToolCall


def apply(message: Message, event: StreamEvent) -> Message:
    """The message after the event. A cut answer keeps what came and is INTERRUPTED; an empty one is FAILED."""
    match event:
        case TextDelta(text):
            return replace(message, parts=_grown(message.parts, Text(text)))
        case ReasoningDelta(text):
            return replace(message, parts=_grown(message.parts, Reasoning(text)))
        case TextWasReasoning():
            return replace(message, parts=_as_one_thought(message))
        case PictureAdded(part) | KeepsakeAdded(part):
            return replace(message, parts=(*message.parts, part))
        case ToolCallDelta():
            return replace(message, parts=_called(message.parts, event))
        case Usage():
            return replace(message, usage=event)
        case Finished():
            return _finished(message, event)
        case Failed():
            state = State.INTERRUPTED if message.says_something else State.FAILED
            return replace(message, failure=event, state=state)
        case _:
            assert_never(event)


def stopped(message: Message) -> Message:
    """The message after its reader pressed Stop."""
    return replace(message, state=State.STOPPED)


def interrupted(message: Message) -> Message:
    """A message that was still arriving when the program ended."""
    return apply(message, Failed(FailureKind.CRASHED))


def wordless(end: Finished) -> Failed:
    """What an answer has failed of that ended so and said nothing."""
    return Failed(_WITHOUT_A_WORD.get(end.reason, FailureKind.EMPTY), end.detail)


_WITHOUT_A_WORD = {"content_filter": FailureKind.FILTERED, "refusal": FailureKind.REFUSED}
"""What an answer that ended so and says nothing is; any other is EMPTY."""


def _finished(message: Message, end: Finished) -> Message:
    if message.says_something:
        return replace(message, state=State.COMPLETE, finish=end.reason)
    return replace(message, state=State.FAILED, finish=end.reason, failure=wordless(end))


def _as_one_thought(message: Message) -> tuple[Part, ...]:
    thought = (message.reasoning + message.text).strip()
    others = tuple(part for part in message.parts if not isinstance(part, Text | Reasoning))
    return (Reasoning(thought), *others) if thought else others


def _grown(parts: tuple[Part, ...], piece: Text | Reasoning) -> tuple[Part, ...]:
    last = parts[-1] if parts else None
    if isinstance(last, Text | Reasoning) and type(last) is type(piece):
        return (*parts[:-1], replace(last, text=last.text + piece.text))
    return (*parts, piece)


def _called(parts: tuple[Part, ...], piece: ToolCallDelta) -> tuple[Part, ...]:
    """A call that nobody has begun begins with the piece."""
    places = [place for place, part in enumerate(parts) if isinstance(part, ToolCall)]
    if piece.place >= len(places):
        return (*parts, ToolCall(piece.id, piece.name, piece.arguments))
    place = places[piece.place]
    call = parts[place]
    assert isinstance(call, ToolCall)
    grown = ToolCall(call.id or piece.id, call.name or piece.name, call.arguments + piece.arguments)
    return (*parts[:place], grown, *parts[place + 1 :])
