"""Conversations remember what no longer goes along: when enough of it has gathered, it is summed up by one request."""

from collections.abc import Callable, Sequence

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Memory
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import SAME_MODEL
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.plan import weight
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.core.wire import ChatRequest, Purpose
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.briefing import Brief
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, Memories, NewId
from nextchat_desktop.engine.session import Session

MOST = 24_000
"""Tokens of what was said that one request sums up; the rest follows after the next answer."""

Answers = Callable[[ModelChoice], bool]
"""Whether this model answers now."""


class Remembering:
    """Listens to the library. `changed` tells the conversation that remembers otherwise, `failed` the one that could
    not; it is asked again when as much again has gathered."""

    def __init__(
        self,
        library: Library,
        asides: Asides,
        store: Memories,
        wish: Callable[[], str],
        answers: Answers,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._library = library
        self._asides = asides
        self._store = store
        self._wish = wish
        self._answers = answers
        self._clock = clock
        self._new_id = new_id
        self._given_up: dict[str, int] = {}
        """How much had gathered, in tokens, when a conversation could not be summed up."""
        self.changed = Notice()
        self.failed = Notice()
        library.answered.listen(self._on_answered)

    def _on_answered(self, id: str) -> None:
        session = self._library.open(id)
        choice = session.conversation.choice if session is not None else None
        if session is None or choice is None or not session.path or session.path[-1].state is not State.COMPLETE:
            return  # who stops an answer wants no other request in its place
        brief = session.brief("?", (), choice)
        gathered = sum(weight(message) for message in brief.plan.left_out)
        if brief.parameters.memory and gathered > self._threshold(id, brief):
            self._sum_up(session, brief, self._who(brief, choice), gathered)

    def _threshold(self, id: str, brief: Brief) -> int:
        return self._given_up.get(id, 0) + (brief.parameters.memory_threshold or 0)

    def _who(self, brief: Brief, choice: ModelChoice) -> ModelChoice:
        """The chosen one while it answers; else whoever has read all of it anyway."""
        wish = brief.parameters.memory_model
        return wish if wish is not None and wish != SAME_MODEL and self._answers(wish) else choice

    def _sum_up(self, session: Session, brief: Brief, who: ModelChoice, gathered: int) -> None:
        most = min(MOST, brief.most // 2) if brief.most else MOST
        covered = _first(brief.plan.left_out, most)
        id, through, since = session.conversation.id, covered[-1].id, _since(session)
        before = brief.plan.memory.text if brief.plan.memory else ""
        asked = self._clock()  # what is changed from here on, it does not know

        def on_done(text: str | Failed) -> None:
            if isinstance(text, Failed) or not text.strip():
                self._given_up[id] = gathered
                self.failed.tell(id)
            else:
                memory = Memory(self._new_id(), through, text.strip(), asked, who, since)
                self._given_up[id] = 0 if self._keep(id, memory) else gathered

        question = _question(before, covered, self._wish())
        subject = session.path[-1].id if session.path else ""
        chat = ChatRequest(who, question, subject=subject, purpose=Purpose.MEMORY, conversation=id)
        self._asides.ask(chat, on_done)

    def _keep(self, id: str, memory: Memory) -> bool:
        """Whether the disk took it."""
        if not self._library.has(id):
            return True
        try:
            self._store.keep_memory(id, memory)
        except NotWritten as error:
            self._library.not_kept.tell(str(error))
            return False
        self.changed.tell(id)
        return True


def _since(session: Session) -> str | None:
    """Where what is sent begins on this branch."""
    cleared = session.conversation.cleared
    return cleared if any(message.id == cleared for message in session.tree.path) else None


def _first(messages: Sequence[Message], most: int) -> Sequence[Message]:
    """The oldest that have no more than `most` tokens together, one at least."""
    room, taken = most, 0
    for message in messages:
        room -= weight(message)
        if room < 0 and taken:
            break
        taken += 1
    return messages[:taken]


def _question(before: str, covered: Sequence[Message], wish: str) -> tuple[Message, ...]:
    """What was said as one user turn, with what was remembered before it: some servers want turns to alternate."""
    said = [f"{message.role}: {_shortened(message.text)}" for message in covered]
    whole = "\n\n".join([wish, *([f"system: {before}"] if before else []), *said])
    return (Message("memory", Role.USER, (Text(whole),)),)


def _shortened(text: str) -> str:
    """A single message that is longer than all that may be summed up at once keeps its beginning and its end."""
    if estimate(text) <= MOST:
        return text
    half = MOST // 3  # characters are at most one and a half tokens
    return f"{text[:half]}\n[…]\n{text[-half:]}"
