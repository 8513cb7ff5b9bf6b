"""A conversation from elsewhere → one that can stand here: ids of our own, a tree without gaps, times that are known.

Whatever is wrong in it is put right; nothing that was said is left out.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nextchat_desktop.core.found import FoundConversation
from nextchat_desktop.core.messages import Message, State

_LONGEST_TITLE = 300
_LATEST = 1 << 52
"""Milliseconds; what claims to be later is no time."""


def own_id(*names: str) -> str:
    """The same for the same names, always: what arrives twice is one."""
    text = "\x1f".join(names)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def settled(found: FoundConversation, source: str, now: int) -> FoundConversation:
    """`source` names the program it comes from: the same id there and elsewhere is not the same conversation."""
    head = found.head
    id = head.id if found.is_ours else own_id(source, head.id)
    messages = _distinct(found.messages)
    ids = {one.id: one.id if found.is_ours else own_id(source, head.id, one.id) for one in messages}
    parents = _parents(messages)
    times = _times(messages, _time(head.created) or _time(head.updated) or now)
    stand = tuple(
        replace(one, id=ids[one.id], parent=ids.get(parents[one.id] or ""), created=time, state=_state(one.state))
        for one, time in zip(messages, times, strict=True)
    )
    updated = _time(head.updated) or max(times, default=now)
    return replace(
        found,
        head=replace(
            head,
            id=id,
            title=" ".join(head.title.split())[:_LONGEST_TITLE],
            created=_time(head.created) or min(times, default=updated),
            updated=updated,
            leaf=ids.get(head.leaf or "") or (stand[-1].id if stand else None),
            cleared=ids.get(head.cleared or ""),
        ),
        messages=stand,
        memories=tuple(
            replace(
                one,
                id=one.id if found.is_ours else own_id(id, "memory", one.id or one.through),
                through=ids[one.through],
                since=ids.get(one.since or ""),
                created=_time(one.created) or updated,
            )
            for one in found.memories
            if one.through in ids
        ),
    )


def _distinct(messages: Sequence[Message]) -> list[Message]:
    """Two under one id are two."""
    seen: dict[str, int] = {}
    distinct = []
    for one in messages:
        count = seen[one.id] = seen.get(one.id, 0) + 1
        distinct.append(one if count == 1 else replace(one, id=f"{one.id}\x1e{count}"))
    return distinct


def _parents(messages: Sequence[Message]) -> Mapping[str, str | None]:
    """The parent of each. What hangs on nothing that is there begins a branch; a circle is cut where it closes."""
    known = {one.id: one.parent for one in messages}
    parents = {id: parent if parent in known else None for id, parent in known.items()}
    safe: set[str] = set()
    for id in parents:
        way: dict[str, None] = {}
        at: str | None = id
        while at is not None and at not in safe and at not in way:
            way[at] = None
            at = parents[at]
        if at is not None and at in way:
            parents[next(reversed(way))] = None
        safe |= way.keys()
    return parents


def _times(messages: Sequence[Message], otherwise: int) -> list[int]:
    """When each was said; one that is not known is that of the message before, or of the first that is known."""
    known = [_time(one.created) for one in messages]
    last = next((time for time in known if time), otherwise)
    times = []
    for time in known:
        last = time or last
        times.append(last)
    return times


def _time(milliseconds: int) -> int:
    return milliseconds if 0 < milliseconds < _LATEST else 0


def _state(state: State) -> State:
    """Nothing goes on arriving here that was arriving there."""
    return State.INTERRUPTED if state is State.STREAMING else state
