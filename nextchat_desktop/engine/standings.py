"""Remembers how each connection did the last time it was used in this run; asks nobody and keeps nothing."""

from enum import StrEnum
from typing import TYPE_CHECKING

from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent
from nextchat_desktop.core.wire import ChatRequest, Deliver, Run, StartReply
from nextchat_desktop.engine.notice import Notice

if TYPE_CHECKING:
    from nextchat_desktop.core.checkup import Report


class Standing(StrEnum):
    """The words for it are `standing.<standing>`."""

    WORKS = "works"
    SHAKY = "shaky"
    """It answered late, in part or with something worth knowing; the next time may be better."""
    BROKEN = "broken"


_PASSING = frozenset(
    {
        FailureKind.RATE_LIMIT,
        FailureKind.OVERLOADED,
        FailureKind.SERVER,
        FailureKind.TIMEOUT,
        FailureKind.INTERRUPTED,
        FailureKind.EMPTY,
    }
)

_OF_THE_QUESTION = frozenset(
    {
        FailureKind.NOT_ALLOWED,
        FailureKind.NOT_TOLD,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.TOO_LARGE,
        FailureKind.PARAMETER_REFUSED,
        FailureKind.NO_VISION,
        FailureKind.FILTERED,
        FailureKind.REFUSED,
        FailureKind.BAD_REQUEST,
        FailureKind.NOT_KEPT,
        FailureKind.CRASHED,
    }
)
"""They say nothing of the connection: another question may well be answered."""


def standing_after(event: Finished | Failed) -> Standing | None:
    """What the end of a reply says of its connection; None where it says nothing."""
    if isinstance(event, Finished):
        return Standing.WORKS
    if event.kind in _OF_THE_QUESTION:
        return None
    return Standing.SHAKY if event.kind in _PASSING else Standing.BROKEN


def standing_of(report: "Report") -> Standing:
    """What a test says."""
    from nextchat_desktop.core.checkup import Outcome  # no start of the program needs it

    if report.failure is not None:
        return standing_after(report.failure) or Standing.BROKEN
    is_warned = any(checked.outcome is Outcome.WARNED for checked in report.steps)
    return Standing.SHAKY if is_warned else Standing.WORKS


class Standings:
    """`changed` tells the id of a connection of which something else is known now, or nothing any more."""

    def __init__(self, start: StartReply) -> None:
        self._start = start
        self._known: dict[str, Standing] = {}
        self._changes: dict[str, int] = {}
        """How often a connection was changed: what is heard of it as it was before does not count."""
        self.changed = Notice()

    def of(self, connection: str) -> Standing | None:
        """None where it was not used since it was last changed."""
        return self._known.get(connection)

    def start(self, chat: ChatRequest, deliver: Deliver) -> Run:
        """Asks for a reply, as `StartReply` does, and sees how it ends."""
        id = chat.choice.connection
        before = self._changes.get(id, 0)

        def heard(event: StreamEvent) -> None:
            if isinstance(event, Finished | Failed) and self._changes.get(id, 0) == before:
                self._note(id, standing_after(event))
            deliver(event)

        return self._start(chat, heard)

    def tested(self, connection: str, report: "Report") -> None:
        self._note(connection, standing_of(report))

    def forget(self, connection: str) -> None:
        """It was changed, or is gone."""
        self._changes[connection] = self._changes.get(connection, 0) + 1
        if self._known.pop(connection, None) is not None:
            self.changed.tell(connection)

    def _note(self, connection: str, standing: Standing | None) -> None:
        if standing is not None and standing is not self._known.get(connection):
            self._known[connection] = standing
            self.changed.tell(connection)
