"""Folds the events of a reply into the message they describe."""

from dataclasses import replace
from typing import assert_never

from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    TextWasReasoning,
    Usage,
)
from nextchat_desktop.core.messages import Message, Part, Reasoning, State, Text


def apply(message: Message, event: StreamEvent) -> Message:
    """The message after the event. A cut answer keeps its text and is INTERRUPTED; an empty one is FAILED."""
    match event:
        case TextDelta(text):
            return replace(message, parts=_grown(message.parts, Text(text)))
        case ReasoningDelta(text):
            return replace(message, parts=_grown(message.parts, Reasoning(text)))
        case TextWasReasoning():
            return replace(message, parts=_as_one_thought(message))
        case Usage():
            return replace(message, usage=event)
        case Finished(reason):
            return _finished(message, reason)
        case Failed():
            state = State.INTERRUPTED if message.text.strip() else State.FAILED
            return replace(message, failure=event, state=state)
        case _:
            assert_never(event)


def stopped(message: Message) -> Message:
    """The message after its reader pressed Stop."""
    return replace(message, state=State.STOPPED)


def interrupted(message: Message) -> Message:
    """A message that was still arriving when the program ended."""
    return apply(message, Failed(FailureKind.CRASHED))


def _finished(message: Message, reason: str) -> Message:
    if message.text.strip():
        return replace(message, state=State.COMPLETE, finish=reason)
    kind = FailureKind.FILTERED if reason == "content_filter" else FailureKind.EMPTY
    return replace(message, state=State.FAILED, finish=reason, failure=Failed(kind))


def _as_one_thought(message: Message) -> tuple[Part, ...]:
    thought = (message.reasoning + message.text).strip()
    return (Reasoning(thought),) if thought else ()


def _grown(parts: tuple[Part, ...], piece: Part) -> tuple[Part, ...]:
    if parts and type(parts[-1]) is type(piece):
        return (*parts[:-1], replace(parts[-1], text=parts[-1].text + piece.text))
    return (*parts, piece)
