"""What a person does to a conversation, with the way back. Nothing it does destroys anything."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nextchat_desktop.core import editing
from nextchat_desktop.core.changes import Change
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Memory
from nextchat_desktop.core.editing import Wording
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Part, Picture
from nextchat_desktop.engine.deeds import Deeds, Undo, named
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import NO_MEMORIES, Clock, Memories, NewId
from nextchat_desktop.engine.session import Session
from nextchat_desktop.words.catalogue import Words


class Acts:
    """Each returns whether anything was done; what was is told by `deeds` and undone there.

    `turned` tells the conversation in which something was undone or done again, so that it can be shown.
    """

    def __init__(
        self,
        library: Library,
        deeds: Deeds,
        words: Words,
        clock: Clock,
        new_id: NewId,
        memories: Memories = NO_MEMORIES,
    ) -> None:
        self._library = library
        self._deeds = deeds
        self._words = words
        self._clock = clock
        self._new_id = new_id
        self._memories = memories
        self.turned = Notice()

    def delete(self, session: Session, ids: Sequence[str]) -> bool:
        said = named(session.messages[ids[0]].text) if len(ids) == 1 else ""
        sentence = self._words("deed.deleted", text=said) if said else self._words.plural("deed.deletions", len(ids))
        return self._do(session, editing.deleted(session.tree, ids, self._clock()), sentence)

    def restore(self, session: Session, ids: Sequence[str]) -> bool:
        """Out of the bin."""
        return self._do(session, editing.restored(session.tree, ids), self._words.plural("deed.restored", len(ids)))

    def reword(self, session: Session, id: str, text: str) -> bool:
        """Not while it is on its way: what arrives meanwhile would be lost with the way back."""
        if session.messages[id].text == text or session.messages[id].state is State.STREAMING:
            return False
        return self._do(session, editing.reworded(session.tree, id, text, self._clock()), self._words("deed.edited"))

    def put_wording(self, session: Session, id: str, parts: tuple[Part, ...]) -> bool:
        """An earlier wording in place of the one of today. Not while it is on its way, as for `reword`."""
        if session.messages[id].state is State.STREAMING:
            return False
        change = editing.with_parts(session.tree, id, parts, self._clock())
        return self._do(session, change, self._words("deed.wording"))

    def clear(self, session: Session) -> bool:
        """What was said so far is no longer sent; once more, and it is."""
        change = editing.cleared(session.tree)
        return self._do(session, change, self._words("deed.cleared" if change.after.cleared else "deed.sent_again"))

    def unclear(self, session: Session) -> bool:
        return self._do(session, editing.uncleared(session.tree), self._words("deed.sent_again"))

    def pin(self, session: Session, id: str) -> bool:
        return self._do(session, editing.pinned(session.tree, id, self._new_id()), self._words("deed.pinned"))

    def rewrite(self, session: Session, wanted: Sequence[Wording], title: str = "") -> bool:
        """The whole branch as it was written anew, beside the one there was; under another title where one is given."""
        if session.busy:
            return False
        ids = [self._new_id() for _ in wanted]
        change = editing.rewritten(session.tree, wanted, ids, self._clock())
        if title and title != session.conversation.title:
            change = replace(change, after=replace(change.after, title=title, named=True))
        return self._do(session, change, self._words("deed.rewritten"))

    def set_context(self, session: Session, context: tuple[Message, ...], hidden: bool) -> bool:
        change = editing.with_context(session.tree, context, hidden)
        return self._do(session, change, self._words("deed.context"))

    def set_parameters(self, session: Session, parameters: Parameters) -> bool:
        return self._do(session, editing.with_parameters(session.tree, parameters), self._words("deed.parameters"))

    def remember(self, session: Session, text: str) -> bool:
        """What is remembered on this branch in the person's own words; nothing, where there are none."""
        known = session.memory
        if known is None or known.text == text:
            return False
        mine = replace(known, id=self._new_id(), text=text, created=self._clock(), choice=None)
        sentence = self._words("deed.memory" if text.strip() else "deed.forgotten")
        self._deeds.did(sentence, self._keep_memory(session.conversation.id, mine))
        return True

    def _keep_memory(self, id: str, memory: Memory) -> Undo:
        self._memories.keep_memory(id, memory)
        return lambda: self._forget_memory(id, memory)

    def _forget_memory(self, id: str, memory: Memory) -> Undo:
        self._memories.forget_memory(memory.id)
        return lambda: self._keep_memory(id, memory)

    def answer_again(
        self, session: Session, id: str, choice: ModelChoice, author: str, options: Mapping[str, Any] | None = None
    ) -> bool:
        change = session.answer_again(id, choice, author, options)
        return self._done(session, change, self._words("deed.again"))

    def ask_otherwise(
        self, session: Session, id: str, text: str, choice: ModelChoice, author: str, pictures: tuple[Picture, ...]
    ) -> bool:
        change = session.ask_otherwise(id, text, choice, author, pictures)
        return self._done(session, change, self._words("deed.asked_otherwise"))

    def go_on(self, session: Session, id: str, choice: ModelChoice) -> bool:
        before = session.go_on(id, self._words("plan.go_on"), choice)
        if before is None:
            return False
        self._deeds.did(self._words("deed.went_on"), lambda: self._put_back(session.conversation.id, before))
        return True

    def fork(self, session: Session, id: str) -> Session:
        """A conversation of its own, with everything up to this message."""
        id_before = session.conversation.id
        fork = self._library.fork(session, id, self._words.bare("deed.fork_title", title=session.conversation.title))
        self._deeds.did(self._words("deed.forked"), lambda: self._unfork(fork.conversation.id, id_before))
        return fork

    def _unfork(self, id: str, before: str) -> Undo:
        """Leads back to the conversation it came from."""
        again = self._delete_conversation(id)
        self.turned.tell(before)
        return again

    def rename(self, id: str, title: str) -> bool:
        session, line = self._library.open(id), " ".join(title.split())
        if session is None or not line or line == session.conversation.title:
            return False
        self._deeds.did(self._words("deed.renamed", title=line), self._rename(session, line))
        return True

    def _rename(self, session: Session, title: str) -> Undo:
        id, before = session.conversation.id, session.conversation.title
        self._library.rename(id, title)
        return lambda: self._renamed(id, before)

    def _renamed(self, id: str, title: str) -> Undo | None:
        session = self._library.open(id)
        return self._rename(session, title) if session is not None else None

    def restore_conversation(self, id: str, title: str) -> None:
        """Out of the bin."""
        again = self._restore_conversation(id)
        self._deeds.did(self._words("deed.restored_conversation", title=named(title)), again)

    def _delete_conversation(self, id: str) -> Undo:
        self._library.delete(id)
        return lambda: self._restore_conversation(id)

    def _restore_conversation(self, id: str) -> Undo:
        self._library.restore(id)
        self.turned.tell(id)
        return lambda: self._delete_conversation(id)

    def _do(self, session: Session, change: Change, sentence: str) -> bool:
        if not change:
            return False
        self._deeds.did(sentence, self._apply(session, change))
        return True

    def _done(self, session: Session, change: Change | None, sentence: str) -> bool:
        """For what the session has done itself."""
        if change is None:
            return False
        id, back = session.conversation.id, change.back(self._clock())
        self._deeds.did(sentence, lambda: self._turn(id, back))
        return True

    def _apply(self, session: Session, change: Change) -> Undo:
        id, back = session.conversation.id, session.apply(change)
        if back.before.title != back.after.title:
            self._library.changed.tell(id)
        return lambda: self._turn(id, back)

    def _turn(self, id: str, change: Change) -> Undo | None:
        """Undoes something, or does it again."""
        session = self._library.open(id)
        if session is None:
            return None
        again = self._apply(session, change)
        self.turned.tell(id)
        return again

    def _put_back(self, id: str, before: Message) -> Undo | None:
        session = self._library.open(id)
        if session is None or before.id not in session.messages:
            return None
        now = session.put_back(before)
        self.turned.tell(id)
        return lambda: self._put_back(id, now)
