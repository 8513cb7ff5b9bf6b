"""What a person can do to the turns of a conversation, each as a change. Pure; nothing it does destroys anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nextchat_desktop.core.changes import Change
from nextchat_desktop.core.context import branches, living_parent, newest_leaf, path_to
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Part, Picture, Text, written


@dataclass(frozen=True, slots=True)
class Tree:
    """A conversation with all its branches."""

    head: Conversation
    messages: Mapping[str, Message]

    @property
    def path(self) -> tuple[Message, ...]:
        """The branch being read, with what was deleted of it, oldest first."""
        return path_to(self.head.leaf, self.messages)


@dataclass(frozen=True, slots=True)
class Wording:
    """A turn as a person has written it into the list of all turns. `id` is that of the turn it was, if any."""

    id: str | None
    role: Role
    parts: tuple[Part, ...]


def deleted(tree: Tree, ids: Sequence[str], now: int) -> Change:
    """Without these messages; what follows them stays. An answer that has siblings makes room for the one beside."""
    gone = [tree.messages[id] for id in ids if id in tree.messages and tree.messages[id].deleted is None]
    pairs = tuple((message, replace(message, deleted=now)) for message in gone)
    left = {**tree.messages, **{new.id: new for _, new in pairs}}
    return Change(tree.head, replace(tree.head, leaf=_leaf_without(tree, left)), pairs)


def restored(tree: Tree, ids: Sequence[str]) -> Change:
    """With these messages again, which are read then."""
    pairs = tuple((tree.messages[id], replace(tree.messages[id], deleted=None)) for id in ids if id in tree.messages)
    messages = {**tree.messages, **{new.id: new for _, new in pairs}}
    on_path = {message.id for message in tree.path}
    away = [new for _, new in pairs if new.id not in on_path]
    leaf = newest_leaf(away[-1].id, messages.values()) if away else tree.head.leaf
    return Change(tree.head, replace(tree.head, leaf=leaf), pairs)


def reworded(tree: Tree, id: str, text: str, now: int) -> Change:
    """With other words in this message; what else is in it stays where it is, and nobody is asked again."""
    old = tree.messages[id]
    return Change(tree.head, tree.head, ((old, replace(old, parts=with_text(old.parts, text), edited=now)),))


def with_parts(tree: Tree, id: str, parts: tuple[Part, ...], now: int) -> Change:
    """With other parts in this message, such as those of an earlier wording."""
    old = tree.messages[id]
    return Change(tree.head, tree.head, ((old, replace(old, parts=parts, edited=now)),))


def cleared(tree: Tree) -> Change:
    """Nothing that was said so far is sent any more; where nothing was said since that was done, all of it is."""
    path = tree.path
    last = path[-1].id if path else None
    return Change(tree.head, replace(tree.head, cleared=None if tree.head.cleared == last else last))


def uncleared(tree: Tree) -> Change:
    """Everything is sent again."""
    return Change(tree.head, replace(tree.head, cleared=None))


def pinned(tree: Tree, id: str, new_id: str) -> Change:
    """What this message says goes before everything from now on."""
    said = as_context(tree.messages[id], new_id)
    return Change(tree.head, replace(tree.head, context=(*tree.head.context, said)))


def as_context(message: Message, id: str) -> Message:
    """What a message says and shows, as one that goes before everything."""
    return Message(id, message.role, tuple(part for part in message.parts if isinstance(part, Text | Picture)))


def with_context(tree: Tree, context: tuple[Message, ...], hidden: bool) -> Change:
    """With these messages before everything, which are read unless they are `hidden`."""
    return Change(tree.head, replace(tree.head, context=context, hides_context=hidden))


def with_parameters(tree: Tree, parameters: Parameters) -> Change:
    return Change(tree.head, replace(tree.head, parameters=parameters))


def copied(tree: Tree, id: str, ids: Sequence[str]) -> tuple[tuple[Message, ...], Mapping[str, str]]:
    """The branch up to this message without what was deleted, as messages of another conversation.

    Also which of them each message has become; one that was deleted is the one before it. `ids` are for the copies.
    """
    became: dict[str, str] = {}
    copies: list[Message] = []
    for message in path_to(id, tree.messages):
        parent = copies[-1].id if copies else None
        if message.deleted is None:
            copies.append(replace(message, id=ids[len(copies)], parent=parent))
        if copies:
            became[message.id] = copies[-1].id
    return tuple(copies), became


def turned(tree: Tree, id: str) -> Change:
    """Reads on along the branch through this message."""
    return Change(tree.head, replace(tree.head, leaf=newest_leaf(id, tree.messages.values())))


def rewritten(tree: Tree, wanted: Sequence[Wording], ids: Sequence[str], now: int) -> Change:
    """The branch with these turns in this order. As far as it begins with the same ones it stays itself; what comes
    after is a branch of its own, beside the one there was, also where it is only shorter: its last turn is a copy then.
    Without any turn all of them are deleted. `ids` are for the turns that are new.
    """
    path = [message for message in tree.path if message.deleted is None]
    if not wanted:
        return deleted(tree, [message.id for message in path], now)
    same = 0
    while same < min(len(path), len(wanted)) and _is_same(path[same], wanted[same]):
        same += 1
    if same == len(path) == len(wanted):
        return Change(tree.head, tree.head)
    same = min(same, len(wanted) - 1)
    parent, made = path[same - 1].id if same else None, []
    for id, wording in zip(ids, wanted[same:], strict=False):
        made.append(_copy(tree, wording, id, parent, now))
        parent = id
    became = {message.id: message.id for message in path[:same]}
    became |= {wording.id: new.id for wording, new in zip(wanted[same:], made, strict=True) if wording.id}
    head = replace(tree.head, leaf=parent, cleared=_cleared_now(tree.head.cleared, path, became))
    return Change(tree.head, head, tuple((None, message) for message in made))


def _cleared_now(cleared: str | None, path: Sequence[Message], became: Mapping[str, str]) -> str | None:
    """Up to where nothing is sent in the branch that was written anew."""
    place = next((place for place, message in enumerate(path) if message.id == cleared), None)
    if place is None:
        return cleared
    return next((became[one.id] for one in reversed(path[: place + 1]) if one.id in became), None)


def put_back(tree: Tree, before: Message) -> Change:
    """A message as it was."""
    return Change(tree.head, tree.head, ((tree.messages[before.id], before),))


def with_text(parts: tuple[Part, ...], text: str) -> tuple[Part, ...]:
    """The parts with this text where the first of their texts stood, or at the end."""
    at = next((place for place, part in enumerate(parts) if isinstance(part, Text)), len(parts))
    others = [[part for part in some if not isinstance(part, Text)] for some in (parts[:at], parts[at:])]
    return (*others[0], *([written(text)] if text else []), *others[1])


def _leaf_without(tree: Tree, left: Mapping[str, Message]) -> str | None:
    """Where to read on: beside a last turn that is gone, if somebody stands there, else where it was."""
    leaf = tree.head.leaf
    if leaf is None or leaf not in left or left[leaf].deleted is None:
        return leaf
    beside = branches(left.values()).get(living_parent(leaf, left), ())
    return newest_leaf(beside[-1], left.values()) if beside else leaf


def _is_same(message: Message, wording: Wording) -> bool:
    return (message.id, message.role, message.parts) == (wording.id, wording.role, wording.parts)


def _copy(tree: Tree, wording: Wording, id: str, parent: str | None, now: int) -> Message:
    """With its author and its time where it is a copy of one that there was."""
    old = tree.messages.get(wording.id or "")
    if old is None:
        return Message(id, wording.role, wording.parts, parent, now)
    is_its_own = (old.role, old.parts) == (wording.role, wording.parts)
    fresh = replace(old, id=id, parent=parent, role=wording.role, parts=wording.parts)
    return fresh if is_its_own else replace(fresh, edited=now, usage=None, failure=None, state=State.COMPLETE)
