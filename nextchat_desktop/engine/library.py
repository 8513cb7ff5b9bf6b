"""All conversations: the list, new ones, names, deleting with a way back. It holds those that are open."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from nextchat_desktop.core import assembly
from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.events import Delta
from nextchat_desktop.core.messages import Conversation, Message
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import LeftPieces
from nextchat_desktop.engine.session import Session, World

DAYS_IN_THE_BIN = 30
_DAY = 24 * 60 * 60 * 1000


class Library:
    """`changed` tells the id of a conversation that is new, renamed, deleted or differently busy.

    `not_kept` tells why the disk did not take something; what can throw, throws NotWritten.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: dict[str, Session] = {}
        self.changed = Notice()
        self.answered = Notice()
        self.not_kept = Notice()

    def all(self) -> list[Conversation]:
        """The last used first."""
        return self._world.store.all()

    def new(self) -> Session:
        """A conversation that is kept from its first message on."""
        now = self._world.clock()
        return self._opened(Conversation(self._world.new_id(), created=now, updated=now))

    def open(self, id: str) -> Session | None:
        """The conversation, ready to go on. None if there is no such."""
        if id in self._open:
            return self._open[id]
        conversation = self._world.store.get(id)
        return self._opened(conversation) if conversation else None

    def is_busy(self, id: str) -> bool:
        return id in self._open and self._open[id].busy

    def rename(self, id: str, title: str) -> None:
        session, line = self.open(id), " ".join(title.split())
        if session is not None and line:
            session.rename(line)
            self.changed.tell(id)

    def delete(self, id: str) -> None:
        """Stops it and marks it as deleted; `restore` brings it back within thirty days."""
        session = self._open.get(id)
        if session is not None:
            session.stop()
        self._world.store.delete(id, self._world.clock())
        self._open.pop(id, None)
        self.changed.tell(id)

    def restore(self, id: str) -> None:
        self._world.store.restore(id)
        self.changed.tell(id)

    def empty_bin(self) -> None:
        self._world.store.empty_bin(self._world.clock() - DAYS_IN_THE_BIN * _DAY)

    def take_in(self) -> bool:
        """Whether another process has written; then the open conversations have been read again."""
        if not self._world.store.changed_elsewhere():
            return False
        for session in self._open.values():
            session.reload()
        return True

    def recover(self, left: Sequence[LeftPieces], alive: Collection[str] = ()) -> None:
        """Puts what a crash left of its answers into the conversations, marked as interrupted.

        `alive` are the answers that are arriving elsewhere now.
        """
        pieces = {one.message: one.deltas for one in left}
        for conversation, message in self._world.store.streaming():
            if message.id not in alive:
                self._world.store.save(conversation, _recovered(message, pieces.get(message.id, ())))

    def close(self) -> None:
        """Stops every answer and keeps what arrived."""
        for session in self._open.values():
            session.close()

    def _opened(self, conversation: Conversation) -> Session:
        session = Session(self._world, conversation)
        session.changed.listen(_Relay(self, session).on_changed)
        session.ended.listen(_Relay(self, session).on_ended)
        session.not_kept.listen(self.not_kept.tell)
        self._open[conversation.id] = session
        return session

    def name_by_first_line(self, session: Session) -> None:
        """The title a conversation has until it gets a better one."""
        if not session.conversation.title and session.path:
            session.rename(first_line(session.path[0].text), named=False)


class _Relay:
    """Says for the library what one of its conversations says of its messages."""

    def __init__(self, library: Library, session: Session) -> None:
        self._library = library
        self._session = session
        self._was_busy = False

    def on_changed(self, _message: str) -> None:
        if self._session.busy != self._was_busy:
            self._was_busy = self._session.busy
            self._library.name_by_first_line(self._session)
            self._library.changed.tell(self._session.conversation.id)

    def on_ended(self, _message: str) -> None:
        self._library.answered.tell(self._session.conversation.id)


def _recovered(message: Message, deltas: Sequence[Delta]) -> Message:
    message = replace(message, parts=())
    for delta in deltas:
        message = assembly.apply(message, delta)
    return assembly.interrupted(message)
