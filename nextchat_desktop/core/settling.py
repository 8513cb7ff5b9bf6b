"""A conversation from elsewhere → one that can stand here: ids of our own, a tree without gaps, times that are known.

Whatever is wrong in it is put right; nothing that was said is left out.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nextchat_desktop.core.conversation import Memory
from nextchat_desktop.core.found import FoundConversation
from nextchat_desktop.core.messages import Message, State

_LONGEST_TITLE = 300
_OWN = re.compile("[0-9A-Za-z_-]{1,64}")
"""What an id of this program may look like."""
_LATEST = 1 << 52
"""Milliseconds; what claims to be later is no time."""
_AHEAD = 36 * 3600 * 1000
"""Milliseconds that a clock elsewhere may be ahead of this one."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")

_Ids = Mapping[str | None, str]
"""Those of the file → those here."""


def own_id(*names: str) -> str:
    """The same for the same names, always: what arrives twice is one."""
    text = "\x1f".join(names)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def distinct(ids: Iterable[str]) -> list[str]:
    """Two under one id are two; the first keeps it, and the others get the same ones every time."""
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    names = []
    for one in ids:
        id = one
        while id in seen:
            counts[one] += 1
            id = f"{one}\x1e{counts[one]}"
        seen.add(id)
        names.append(id)
    return names


def settled(found: FoundConversation, source: str, now: int) -> FoundConversation:
    """`source` names the program it comes from: the same id there and elsewhere is not the same conversation."""
    found = found if found.is_ours else _without_future(found, now)
    head, messages = found.head, _distinct(found.messages)
    settle = _keep if found.is_ours else _make
    id = settle(head.id, source, head.id)
    ids: _Ids = {one.id: settle(one.id, source, head.id, one.id) for one in messages}
    parents = _parents(messages)
    times = _times(messages, _time(head.created) or _time(head.updated) or now)
    stand = tuple(
        replace(one, id=ids[one.id], parent=ids.get(parents[one.id]), created=time, state=_state(one.state))
        for one, time in zip(messages, times, strict=True)
    )
    updated = _time(head.updated) or max(times, default=now)
    memories = (
        replace(_memory(one, ids, updated), id=settle(one.id, id, "memory", one.id or one.through))
        for one in found.memories
        if one.through in ids
    )
    head = replace(
        head,
        id=id,
        title=" ".join(_CONTROLS.sub(" ", head.title).split())[:_LONGEST_TITLE],
        created=_time(head.created) or min(times, default=updated),
        updated=updated,
        leaf=ids.get(head.leaf) or (stand[-1].id if stand else None),
        cleared=ids.get(head.cleared),
    )
    return replace(found, head=head, messages=stand, memories=tuple(memories))


def _without_future(found: FoundConversation, now: int) -> FoundConversation:
    """Times to come are none. Where there are no others, it is the clock here that is wrong."""
    head, latest = found.head, now + _AHEAD
    times = (head.created, head.updated, *(one.created for one in found.messages))
    if max(times) <= latest or not any(0 < time <= latest for time in times):
        return found
    head = replace(head, created=_until(latest, head.created), updated=_until(latest, head.updated))
    messages = (replace(one, created=_until(latest, one.created)) for one in found.messages)
    return replace(found, head=head, messages=tuple(messages))


def _until(latest: int, time: int) -> int:
    return time if time <= latest else 0


def _make(_id: str, *names: str) -> str:
    return own_id(*names)


def _keep(id: str, *names: str) -> str:
    """An id of this program; what cannot be one gets another."""
    return id if _OWN.fullmatch(id) else own_id(*names)


def _memory(memory: Memory, ids: _Ids, otherwise: int) -> Memory:
    created = _time(memory.created) or otherwise
    return replace(memory, through=ids[memory.through], since=ids.get(memory.since), created=created)


def _distinct(messages: Sequence[Message]) -> list[Message]:
    ids = distinct(one.id for one in messages)
    return [one if one.id == id else replace(one, id=id) for one, id in zip(messages, ids, strict=True)]


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
