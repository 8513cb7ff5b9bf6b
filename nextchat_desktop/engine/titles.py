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
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.session import Session

LONGEST = 60
"""Characters of a title."""

_SHOWN = 2000
"""Characters of each message that the model is shown for a title."""

_WRAPPING = "\"'“”‘’「」《》*_`#. 。!！?？:："

Namer = Callable[[ModelChoice], ModelChoice | None]
"""Given who answered: who finds a title for it, or None where nobody can."""

Rename = Callable[[str, str], object]
"""Gives the conversation of this id this title."""


def always() -> bool:
    return True


class Titles:
    """Listens to the library. `namer` says, at the time, who names a conversation; where none does, or where that is
    not `wanted`, it keeps its first line. `failed` tells the one for which a person wanted a title, and none came."""

    def __init__(
        self,
        library: Library,
        asides: Asides,
        wish: Callable[[], str],
        namer: Namer,
        wanted: Callable[[], bool] = always,
    ) -> None:
        self._library = library
        self._asides = asides
        self._wish = wish
        self._namer = namer
        self._wanted = wanted
        self.failed = Notice()
        library.answered.listen(self._on_answered)

    def rename(self, id: str, rename: Rename | None = None) -> bool:
        """Asks for another title, whatever it is called now; `rename` gives it. Whether that was asked."""
        session = self._library.open(id)
        namer = self._namer_of(session) if session is not None else None
        if session is None or namer is None:
            return False
        return self._ask(session, namer, rename or self._library.rename, self.failed.tell)

    def _on_answered(self, id: str) -> None:
        session = self._library.open(id)
        is_due = session is not None and _is_due(session) and self._wanted()
        namer = self._namer_of(session) if session is not None and is_due else None
        if session is not None and namer is not None:
            session.rename(session.conversation.title, named=True)
            self._ask(session, namer, self._library.rename, _nobody)

    def _namer_of(self, session: Session) -> ModelChoice | None:
        choice = session.conversation.choice
        return self._namer(choice) if choice is not None and session.path else None

    def _ask(self, session: Session, namer: ModelChoice, rename: Rename, failed: Callable[[str], object]) -> bool:
        """Until the title comes, and if none does, the one there is stays."""
        id, before = session.conversation.id, session.conversation.title

        def on_done(text: str | Failed) -> None:
            title = "" if isinstance(text, Failed) else cleaned(text)
            if title and session.conversation.title == before:
                rename(id, title)
            if not title:
                failed(id)

        question = _question(session.path, self._wish())
        answers = [message.id for message in session.path if message.role is Role.ASSISTANT]
        subject = answers[-1] if answers else ""
        chat = ChatRequest(namer, question, subject=subject, purpose=Purpose.TITLE, conversation=id)
        return self._asides.ask(chat, on_done)


def _nobody(_id: str) -> None:
    """Who has not asked for a title is not told that there is none."""


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
    """The first exchange and the last as one user turn: some servers want the turns to alternate."""
    ends = (*path[:2], *path[max(2, len(path) - 2) :])
    exchange = "\n\n".join(f"{message.role}: {message.text[:_SHOWN]}" for message in ends)
    return (Message("title", Role.USER, (Text(f"{wish}\n\n{exchange}"),)),)
