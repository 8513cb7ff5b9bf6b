"""What was done to a conversation, as a value that can be turned round. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message


@dataclass(frozen=True, slots=True)
class Change:
    """The head and the messages that differ, before and after. A message that is new has no `before`."""

    before: Conversation
    after: Conversation
    messages: tuple[tuple[Message | None, Message], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return self.before != self.after or any(old != new for old, new in self.messages)

    def back(self, now: int) -> "Change":
        """What undoes it. A message that was new is deleted then, so that this can be undone, too."""
        turned = (
            (replace(new, deleted=None), replace(new, deleted=now)) if old is None else (new, old)
            for old, new in self.messages
        )
        return Change(self.after, self.before, tuple(turned))


def applied(
    change: Change, head: Conversation, messages: Mapping[str, Message]
) -> tuple[Conversation, tuple[Message, ...]]:
    """The head and the messages it makes different, where other things may have happened since.

    Only what the change is about is set. A branch that was gone on with meanwhile is not left.
    """
    moved = tuple(_moved(old, new, messages.get(new.id)) for old, new in change.messages)
    went_on = head.leaf != change.before.leaf
    changed = {
        name: getattr(change.after, name)
        for name in _differing(change.before, change.after)
        if not (name == "leaf" and went_on)
    }
    return replace(head, **changed), tuple(message for message in moved if message != messages.get(message.id))


def _moved(old: Message | None, new: Message, now: Message | None) -> Message:
    if old is None or now is None:
        return new
    return replace(now, **{name: getattr(new, name) for name in _differing(old, new)})


def _differing(old: Conversation | Message, new: Conversation | Message) -> list[str]:
    return [one.name for one in fields(old) if getattr(old, one.name) != getattr(new, one.name)]
