"""Conversations name themselves after their first exchange: one request, to whom the person has chosen for it."""

import re
from collections.abc import Callable

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Purpose
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session

LONGEST = 60
"""Characters of a title."""

_SHOWN = 2000
"""Characters of each message that the model is shown for a title."""

_WRAPPING = "\"'“”‘’「」《》*_`#. 。!！?？:："

Namer = Callable[[ModelChoice], ModelChoice | None]
"""Given who answered: who finds a title for it, or None where nobody is to."""


class Titles:
    """Listens to the library. `namer` says, at the time, who names a conversation, which else keeps its first line."""

    def __init__(self, library: Library, asides: Asides, wish: Callable[[], str], namer: Namer) -> None:
        self._library = library
        self._asides = asides
        self._wish = wish
        self._namer = namer
        library.answered.listen(self._on_answered)

    def rename(self, id: str) -> bool:
        """Asks for another title, whatever it is called now. Whether that was asked."""
        session = self._library.open(id)
        namer = self._namer_of(session) if session is not None else None
        return session is not None and namer is not None and self._ask(session, namer)

    def _on_answered(self, id: str) -> None:
        session = self._library.open(id)
        namer = self._namer_of(session) if session is not None and _is_due(session) else None
        if session is not None and namer is not None:
            session.rename(session.conversation.title, named=True)
            self._ask(session, namer)

    def _namer_of(self, session: Session) -> ModelChoice | None:
        choice = session.conversation.choice
        return self._namer(choice) if choice is not None and session.path else None

    def _ask(self, session: Session, namer: ModelChoice) -> bool:
        """Until the title comes, and if none does, the one there is stays."""
        id, before = session.conversation.id, session.conversation.title

        def on_done(text: str | Failed) -> None:
            title = "" if isinstance(text, Failed) else cleaned(text)
            if title and session.conversation.title == before:
                self._library.rename(id, title)

        question = _question(session.path, self._wish())
        answers = [message.id for message in session.path if message.role is Role.ASSISTANT]
        subject = answers[-1] if answers else ""
        chat = ChatRequest(namer, question, subject=subject, purpose=Purpose.TITLE, conversation=id)
        return self._asides.ask(chat, on_done)


def _is_due(session: Session) -> bool:
    """After the first whole answer to something a person said."""
    path = session.path
    asked = any(message.role is Role.USER for message in path)
    return asked and path[-1].state is State.COMPLETE and not session.conversation.named


def cleaned(text: str) -> str:
    """A model's title without thoughts, quotes and marks around it, on one line."""
    visible = re.sub(r"<think>.*?(</think>|$)", "", text, flags=re.S).replace("**", "")
    line = next((line.strip(_WRAPPING) for line in visible.splitlines() if line.strip(_WRAPPING)), "")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _question(path: tuple[Message, ...], wish: str) -> tuple[Message, ...]:
    """The first exchange as one user turn: some servers want the turns to alternate."""
    exchange = "\n\n".join(f"{message.role}: {message.text[:_SHOWN]}" for message in path[:2])
    return (Message("title", Role.USER, (Text(f"{wish}\n\n{exchange}"),)),)
