"""All conversations: the list, new ones, names, deleting with a way back.

Of each that somebody reads there is one session; those that are busy or not kept yet are held here.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from weakref import WeakValueDictionary

from nextchat_desktop.core import assembly
from nextchat_desktop.core.context import first_line, path_to
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.editing import copied
from nextchat_desktop.core.events import Delta
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.plan import untouched
from nextchat_desktop.core.shelf import Card
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import LeftPieces
from nextchat_desktop.engine.session import Session, World


class Library:
    """`changed` tells the id of a conversation that is new, renamed, deleted or differently busy.

    `not_kept` tells why the disk did not take something; what can throw, throws NotWritten.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: WeakValueDictionary[str, Session] = WeakValueDictionary()
        self._busy: dict[str, Session] = {}
        self._unkept: dict[str, Session] = {}
        self.opening = Notice()
        """A conversation is about to be read from the disk."""
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
        session = self.in_memory(id)
        if session is not None:
            self._open[id] = session
            return session
        self.opening.tell(id)
        conversation = self._world.store.get(id)
        return self._opened(conversation) if conversation else None

    def has(self, id: str) -> bool:
        """Whether it is there, and not in the bin."""
        return self._world.store.get(id) is not None

    def in_memory(self, id: str) -> Session | None:
        """The conversation, if it is open or not kept yet: it may be ahead of what the disk knows."""
        return self._open.get(id) or self._unkept.get(id)

    def ahead_of_disk(self) -> tuple[Session, ...]:
        """Those in which an answer is arriving, or of which the disk has not taken everything."""
        unkept = (session for session in self._unkept.values() if not session.is_kept)
        return tuple(dict.fromkeys((*self._busy.values(), *unkept)))

    def is_busy(self, id: str) -> bool:
        return id in self._busy

    @property
    def busy_count(self) -> int:
        """In how many conversations an answer is on its way."""
        return len(self._busy)

    def stop_all(self) -> None:
        """Every answer that is on its way, in whatever conversation."""
        for session in list(self._busy.values()):
            session.stop()

    def rename(self, id: str, title: str) -> None:
        session, line = self.open(id), " ".join(title.split())
        if session is not None and line:
            session.rename(line)
            self.changed.tell(id)

    def fork(self, session: Session, id: str, title: str) -> Session:
        """Another conversation that begins with the branch up to this message, its mask, context and memories too."""
        now, new_id, head = self._world.clock(), self._world.new_id, session.conversation
        copies, became = copied(session.tree, id, [new_id() for _ in session.messages])
        finished = tuple(replace(one, state=_settled(one.state)) for one in copies)
        fork = replace(
            head,
            id=new_id(),
            title=title,
            named=True,
            created=now,
            updated=now,
            leaf=finished[-1].id if finished else None,
            cleared=became.get(head.cleared or ""),
            pinned=False,
            archived=False,
        )
        self._world.store.save(fork, *finished)
        for memory in untouched(path_to(id, session.messages), session.memories):
            if memory.through in became:
                since, through = became.get(memory.since or ""), became[memory.through]
                mine = replace(memory, id=new_id(), through=through, since=since)
                self._world.memories.keep_memory(fork.id, mine)
        self.changed.tell(fork.id)
        return self._opened(fork)

    def delete(self, id: str) -> None:
        """Stops it and marks it as deleted; `restore` brings it back within thirty days."""
        session = self._open.get(id)
        if session is not None:
            session.stop()
        self._world.store.delete(id, self._world.clock())
        self._open.pop(id, None)
        self.changed.tell(id)

    def stop(self, id: str) -> None:
        """Ends an answer to it, if one is on its way."""
        if id in self._busy:
            self._busy[id].stop()

    def let_go(self, id: str) -> None:
        """Knows it no longer, since it has been marked as deleted."""
        self._open.pop(id, None)
        self.changed.tell(id)

    def let_go_of(self, ids: Collection[str]) -> tuple[str, ...]:
        """As `let_go`, of very many: told is of those only that somebody reads, and they are given."""
        read = tuple(id for id in ids if id in self._open)
        for id in read:
            self.let_go(id)
        return read

    def shelve(self, card: Card) -> None:
        """Tells the conversation, where it is open, what was written down of where it stands."""
        session = self._open.get(card.id)
        if session is not None:
            session.conversation = replace(
                session.conversation,
                pinned=card.pinned,
                archived=card.archived,
                folder=card.folder,
                tags=card.tags,
                rank=card.rank,
            )

    def restore(self, id: str) -> None:
        self._world.store.restore(id)
        self.changed.tell(id)

    def take_in(self) -> bool:
        """Whether another process has written; then the open conversations have been read again."""
        if not self._world.store.changed_elsewhere():
            return False
        self._unkept = {id: session for id, session in self._unkept.items() if not session.is_kept}
        self.reload()
        return True

    def reload(self) -> None:
        """Reads the open conversations again."""
        for session in list(self._open.values()):
            session.reload()

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
        for session in {*self._open.values(), *self._unkept.values()}:
            session.close()

    def _opened(self, conversation: Conversation) -> Session:
        session = Session(self._world, conversation)
        session.changed.listen(partial(self._on_changed, conversation.id))
        session.ended.listen(partial(self._on_ended, conversation.id))
        session.not_kept.listen(partial(self._on_not_kept, conversation.id))
        self._open[conversation.id] = session
        return session

    def _on_changed(self, id: str, _message: str) -> None:
        """Of an answer that is arriving only its beginning and its end are told; of anything else, everything."""
        session, was_busy = self._open.get(id), id in self._busy
        if session is None or (session.busy and was_busy):
            return
        if session.busy:
            self._busy[id] = session
        else:
            self._busy.pop(id, None)
        self._name_by_first_line(session)
        self.changed.tell(id)

    def _on_ended(self, id: str, _message: str) -> None:
        self.answered.tell(id)

    def _on_not_kept(self, id: str, detail: str) -> None:
        session = self._open.get(id)
        if session is not None:
            self._unkept[id] = session
        self.not_kept.tell(detail)

    def _name_by_first_line(self, session: Session) -> None:
        """The title a conversation has until it gets a better one. A picture alone waits for what is said of it."""
        if session.conversation.title:
            return
        said = next((line for message in session.path if (line := first_line(message.text))), "")
        if said:
            session.rename(said, named=False)


def _settled(state: State) -> State:
    """An answer that is on its way arrives in one conversation only."""
    return State.INTERRUPTED if state is State.STREAMING else state


def _recovered(message: Message, deltas: Sequence[Delta]) -> Message:
    for delta in deltas:
        message = assembly.apply(message, delta)
    return assembly.interrupted(message)
