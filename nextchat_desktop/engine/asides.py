"""Requests that the program makes beside a conversation: its title, its memory. Each is tried once, and seen."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nextchat_desktop.core.events import Failed, Finished, StreamEvent, TextDelta, TextWasReasoning
from nextchat_desktop.core.wire import ChatRequest, Purpose, Run, StartReply
from nextchat_desktop.engine.notice import Notice

Done = Callable[[str | Failed], None]
"""Is told the whole text, or why there is none."""


@dataclass(slots=True)
class _Aside:
    purpose: Purpose
    done: Done
    pieces: list[str] = field(default_factory=list)
    run: Run | None = None


class Asides:
    """`changed` tells the conversation beside which something has begun or ended."""

    def __init__(self, start_reply: StartReply) -> None:
        self._start_reply = start_reply
        self._running: dict[str, list[_Aside]] = {}
        self.changed = Notice()

    def running(self, conversation: str) -> tuple[Purpose, ...]:
        """What is being asked beside it now."""
        return tuple(aside.purpose for aside in self._running.get(conversation, ()))

    @property
    def busy(self) -> bool:
        """Whether anything is being asked."""
        return any(self._running.values())

    def ask(self, chat: ChatRequest, done: Done) -> bool:
        """Whether it was asked: not while the same is being asked already. `done` is called once, or never after
        `stop`."""
        id = chat.conversation
        if chat.purpose in self.running(id):
            return False
        aside = _Aside(chat.purpose, done)
        self._running.setdefault(id, []).append(aside)
        aside.run = self._start_reply(chat, lambda event: self._on_event(id, aside, event))
        self.changed.tell(id)
        return True

    def stop(self, conversation: str) -> None:
        """Ends what is being asked beside it; nobody is told of an outcome."""
        for aside in self._running.pop(conversation, []):
            if aside.run is not None:
                aside.run.cancel()
        self.changed.tell(conversation)

    def _on_event(self, id: str, aside: _Aside, event: StreamEvent) -> None:
        if isinstance(event, TextDelta):
            aside.pieces.append(event.text)
        if isinstance(event, TextWasReasoning):
            aside.pieces.clear()
        if isinstance(event, Failed | Finished):
            self._running[id].remove(aside)
            aside.done(event if isinstance(event, Failed) else "".join(aside.pieces))
            self.changed.tell(id)
