"""Messages that wait while an answer is on its way, and go out one after the other. It knows no window and no SQL.

Nothing goes out that the person did not just cause: after a stop, a failure or a new start it waits for them.
"""

from collections.abc import Callable
from contextlib import suppress

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Queued
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.engine.deeds import Deeds, Undo, named
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, KeptQueue, NewId
from nextchat_desktop.engine.session import Session
from nextchat_desktop.words.catalogue import Words

Answering = Callable[[Session], tuple[ModelChoice, str] | None]
"""Who answers next in a conversation, and what they are called; None while nobody does."""


class Queue:
    """`changed` tells the conversation whose messages wait otherwise; `not_kept` why the disk did not take one.

    A message waits under the id that it will have when it is sent, so that after any accident it is known to have
    gone out. It is to be made after everything that asks something of its own when an answer has come.
    """

    def __init__(
        self,
        library: Library,
        store: KeptQueue,
        answering: Answering,
        deeds: Deeds,
        words: Words,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._library = library
        self._store = store
        self._answering = answering
        self._deeds = deeds
        self._words = words
        self._clock = clock
        self._new_id = new_id
        self._flowing: set[str] = set()
        """The messages that go out by themselves."""
        self.changed = Notice()
        self.not_kept = Notice()
        library.answered.listen(self._on_answered)

    def waiting(self, session: Session) -> tuple[Queued, ...]:
        """Those of a conversation, the next one first."""
        return self._waiting(session.conversation.id, session)

    def flows(self, id: str) -> bool:
        """Whether a message goes out by itself when its turn has come."""
        return id in self._flowing

    def put(self, session: Session, text: str, pictures: tuple[Picture, ...] = ()) -> bool:
        """Behind the others. False, and nothing waits, where there is nothing to say or the disk does not take it."""
        if not (text.strip() or pictures):
            return False
        message = Queued(self._new_id(), text, pictures, self._clock())
        self._flowing.add(message.id)  # before anybody is told of it
        id = session.conversation.id
        if not self._written(id, lambda: self._store.put(id, message)):
            self._flowing.discard(message.id)
            return False
        self._on_ready(session)
        return True

    def remove(self, session: Session, id: str) -> bool:
        """Takes one out; that can be undone."""
        said = next((one.text for one in self.waiting(session) if one.id == id), None)
        back = self._taken_out(session.conversation.id, id)
        if said is None or back is None:
            return False
        self._deeds.did(self._words("queue.removed", text=named(said)), back)
        return True

    def drop(self, session: Session, id: str) -> bool:
        """Takes out one that somebody has taken into their hands."""
        return self._taken_out(session.conversation.id, id) is not None

    def move(self, session: Session, id: str, by: int) -> bool:
        """So many places further back, or forward where that is negative."""
        ids = [one.id for one in self.waiting(session)]
        here = ids.index(id) if id in ids else -1
        if here < 0 or not 0 <= here + by < len(ids):
            return False
        ids.insert(here + by, ids.pop(here))
        return self._written(session.conversation.id, lambda: self._store.order(ids))

    def send_now(self, session: Session, id: str) -> bool:
        """Before all others, and in place of the answer that is on its way. The others wait for the answer to this."""
        waiting = self.waiting(session)
        found = next((one for one in waiting if one.id == id), None)
        if found is None or self._answering(session) is None:
            return False
        flowing = self._flowing.intersection(one.id for one in waiting)
        session.stop()
        self._flowing |= flowing
        return self._send(session, found)

    def go_on(self, session: Session) -> bool:
        """Sends the next one now, and the others after the answers."""
        waiting = self.waiting(session)
        if not waiting or self._answering(session) is None:
            return False
        self._flowing.update(one.id for one in waiting)
        if session.busy:
            self.changed.tell(session.conversation.id)
            return True
        return self._send(session, waiting[0])

    def _on_answered(self, id: str) -> None:
        session = self._library.open(id)
        if session is not None:
            if _ended_well(session):
                self._on_ready(session)
            else:
                self._hold(session)

    def _on_ready(self, session: Session) -> None:
        following = next((one for one in self.waiting(session) if self.flows(one.id)), None)
        if following is not None and not session.busy:
            self._send(session, following)

    def _hold(self, session: Session) -> None:
        waiting = self.waiting(session)
        self._flowing.difference_update(one.id for one in waiting)
        if waiting:
            self.changed.tell(session.conversation.id)

    def _send(self, session: Session, message: Queued) -> bool:
        """Who cannot answer any more does not: then it waits, as all behind it."""
        answering = self._answering(session)
        if answering is None:
            self._hold(session)
            return False
        choice, author = answering
        if not session.send(message.text, choice, author, message.pictures, message.id):
            return False
        self._flowing.discard(message.id)
        if session.is_kept:  # else the queue is the only one who has it on disk
            with suppress(NotWritten):  # one that was sent is known by its id
                self._store.remove(message.id)
        self.changed.tell(session.conversation.id)
        return True

    def _waiting(self, conversation: str, session: Session | None) -> tuple[Queued, ...]:
        sent = session.messages if session is not None else {}
        return tuple(one for one in self._store.queued(conversation) if one.id not in sent)

    def _taken_out(self, conversation: str, id: str) -> Undo | None:
        waiting = self._waiting(conversation, self._library.open(conversation))
        found = next(((place, one) for place, one in enumerate(waiting) if one.id == id), None)
        if found is None or not self._written(conversation, lambda: self._store.remove(id)):
            return None
        place, message = found
        was_flowing = id in self._flowing
        self._flowing.discard(id)
        return lambda: self._brought_back(conversation, message, place, was_flowing)

    def _brought_back(self, conversation: str, message: Queued, place: int, flows: bool) -> Undo | None:
        """Where no answer is on its way any more it waits for the person. Throws NotWritten: it can be undone later."""
        session = self._library.open(conversation)
        if session is None or message.id in session.messages:
            return None
        self._store.put(conversation, message, place)
        self.changed.tell(conversation)
        if flows and session.busy:
            self._flowing.add(message.id)
            self.changed.tell(conversation)
        return lambda: self._taken_out(conversation, message.id)

    def _written(self, conversation: str, write: Callable[[], None]) -> bool:
        try:
            write()
        except NotWritten as error:
            self.not_kept.tell(str(error))
            return False
        self.changed.tell(conversation)
        return True


def _ended_well(session: Session) -> bool:
    """Whether the last answer came to its end by itself."""
    path = session.path
    return bool(path) and path[-1].state is State.COMPLETE
