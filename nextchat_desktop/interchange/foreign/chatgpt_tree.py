"""The tree that ChatGPT keeps of a conversation → turns: what a model did for one answer becomes one message.

It does not know what the messages hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nextchat_desktop.interchange.foreign.loose import milliseconds, name
from nextchat_desktop.records.reading import listing, mapping

_HIDDEN = "is_visually_hidden_from_conversation"
_PEOPLE = ("user",)
_MODELS = ("assistant", "tool")
CONTEXTS = ("user_editable_context", "model_editable_context")
"""What the model is told of the person before everything."""


@dataclass
class Turn:
    """Messages that make one turn, in the order in which they came, below the turn with the id `parent`."""

    id: str
    parent: str | None
    is_person: bool
    messages: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """`turn_of` names the turn that each node belongs to, or the one before it where it belongs to none. `contexts` are
    messages of the kinds above."""

    turns: tuple[Turn, ...]
    turn_of: Mapping[str, str]
    contexts: tuple[dict[str, Any], ...]


def tree(nodes: Mapping[str, Any]) -> Tree:
    """Takes any nodes: what hangs on nothing begins a branch, what runs in a circle does so once."""
    parents = _parents(nodes)
    children = _children(nodes, parents)
    turns: dict[str, Turn] = {}
    turn_of: dict[str, str] = {}
    growing: set[str] = set()  # nodes behind which an answer may go on in the same turn
    for id in _in_order(parents, children):
        message, parent = mapping(mapping(nodes[id]).get("message")), parents[id]
        goes_on = parent in growing and len(children[parent or ""]) == 1
        before = turn_of.get(parent or "")
        if not _is_shown(message):
            now = before
        elif goes_on and before is not None and _role(message) in _MODELS:
            now = before
            turns[now].messages.append(message)
        else:
            now = id
            turns[id] = Turn(id, before, _role(message) in _PEOPLE, [message])
            goes_on = not turns[id].is_person
        if now is not None:
            turn_of[id] = now
            if goes_on:
                growing.add(id)
    return Tree(tuple(turns.values()), turn_of, tuple(_contexts(nodes)))


def _is_shown(message: dict[str, Any]) -> bool:
    if mapping(message.get("metadata")).get(_HIDDEN) is True or _kind(message) in CONTEXTS:
        return False
    return _role(message) in (*_PEOPLE, *_MODELS)


def _contexts(nodes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    messages = (mapping(mapping(node).get("message")) for node in nodes.values())
    return (one for one in messages if _kind(one) in CONTEXTS)


def _parents(nodes: Mapping[str, Any]) -> dict[str, str | None]:
    """By what each says itself, or else by who counts it among his children."""
    claimed = {
        child: id for id, node in nodes.items() for child in map(name, listing(mapping(node).get("children"))) if child
    }
    named = {id: name(mapping(node).get("parent")) or claimed.get(id, "") for id, node in nodes.items()}
    return {id: parent if parent in nodes and parent != id else None for id, parent in named.items()}


def _children(nodes: Mapping[str, Any], parents: Mapping[str, str | None]) -> dict[str, list[str]]:
    """As their parent counts them; where he does not, by when they were written."""
    children: dict[str, list[str]] = {id: [] for id in nodes}
    for id, parent in parents.items():
        if parent is not None:
            children[parent].append(id)
    for id, some in children.items():
        places = {child: place for place, child in enumerate(map(name, listing(mapping(nodes[id]).get("children"))))}
        some.sort(key=lambda child: (places.get(child, len(places)), _time(nodes[child])))
    return children


def _in_order(parents: Mapping[str, str | None], children: Mapping[str, list[str]]) -> Iterator[str]:
    """Every node once, a parent before its children."""
    seen: set[str] = set()
    for root in [*(id for id, parent in parents.items() if parent is None), *parents]:
        waiting = [root]
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                yield id
                waiting += reversed(children[id])


def _role(message: dict[str, Any]) -> str:
    role = mapping(message.get("author")).get("role")
    return role if isinstance(role, str) else ""


def _kind(message: dict[str, Any]) -> str:
    kind = mapping(message.get("content")).get("content_type")
    return kind if isinstance(kind, str) else ""


def _time(node: object) -> int:
    return milliseconds(mapping(mapping(node).get("message")).get("create_time"))
