"""Conversations name themselves after their first exchange: one request to the same model, tried once."""

import re
from collections.abc import Callable

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, Finished, StreamEvent, TextDelta, TextWasReasoning
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, StartReply
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session

LONGEST = 60
"""Characters of a title."""

_SHOWN = 2000
"""Characters of each message that the model is shown for a title."""

_WRAPPING = "\"'“”‘’「」《》*_`#. 。!！?？:："


Wanted = Callable[[ModelChoice], bool]
"""Given who answered."""


class Titles:
    """Listens to the library. `wanted` says, at the time, whether a conversation may name itself."""

    def __init__(self, library: Library, start_reply: StartReply, wish: Callable[[], str], wanted: Wanted) -> None:
        self._library = library
        self._start_reply = start_reply
        self._wish = wish
        self._wanted = wanted
        self._asking = 0
        library.answered.listen(self._on_answered)

    @property
    def busy(self) -> bool:
        """Whether a title is on its way."""
        return self._asking > 0

    def _on_answered(self, id: str) -> None:
        session = self._library.open(id)
        if session is not None and self._is_due(session):
            session.rename(session.conversation.title, named=True)
            self._asking += 1
            _Naming(self._library, session, self._on_named).ask(self._start_reply, self._wish())

    def _on_named(self) -> None:
        self._asking -= 1

    def _is_due(self, session: Session) -> bool:
        answer = session.path[-1] if session.path else None
        whole = answer is not None and answer.state is State.COMPLETE
        choice = session.conversation.choice
        return whole and choice is not None and not session.conversation.named and self._wanted(choice)


class _Naming:
    """One request for one title. Until it comes, and if it fails, the first line stays."""

    def __init__(self, library: Library, session: Session, done: Callable[[], None]) -> None:
        self._library = library
        self._session = session
        self._done = done
        self._before = session.conversation.title
        self._text = ""

    def ask(self, start_reply: StartReply, wish: str) -> None:
        choice = self._session.conversation.choice
        if choice is not None:
            start_reply(ChatRequest(choice, _question(self._session.path, wish)), self._on_event)

    def _on_event(self, event: StreamEvent) -> None:
        if isinstance(event, TextDelta):
            self._text += event.text
        if isinstance(event, TextWasReasoning):
            self._text = ""
        if isinstance(event, Failed | Finished):
            self._finish(isinstance(event, Finished))

    def _finish(self, whole: bool) -> None:
        self._done()
        title = cleaned(self._text)
        if whole and title and self._session.conversation.title == self._before:
            self._library.rename(self._session.conversation.id, title)


def cleaned(text: str) -> str:
    """A model's title without thoughts, quotes and marks around it, on one line."""
    visible = re.sub(r"<think>.*?(</think>|$)", "", text, flags=re.S)
    line = next((line.strip(_WRAPPING) for line in visible.splitlines() if line.strip(_WRAPPING)), "")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _question(path: tuple[Message, ...], wish: str) -> tuple[Message, ...]:
    """The first exchange as one user turn: some servers want the turns to alternate."""
    exchange = "\n\n".join(f"{message.role}: {message.text[:_SHOWN]}" for message in path[:2])
    return (Message("title", Role.USER, (Text(f"{wish}\n\n{exchange}"),)),)
