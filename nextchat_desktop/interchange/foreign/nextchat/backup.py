"""NextChat's backups, which are also what it keeps elsewhere to be the same on several computers → what they hold.

Every store may be missing or be something else. What needs two of them is told last.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.found import Found, FoundMask, FoundPrompt, KeepPicture, Unread, Why
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.json_stream import Broken, values
from nextchat_desktop.interchange.foreign.loose import milliseconds, name
from nextchat_desktop.interchange.foreign.nextchat.access import connections
from nextchat_desktop.interchange.foreign.nextchat.low_bytes import Mended, harm_of
from nextchat_desktop.interchange.foreign.nextchat.models import wishes_of
from nextchat_desktop.interchange.foreign.nextchat.sessions import FORM, conversation, missed
from nextchat_desktop.interchange.foreign.nextchat.settings import settings
from nextchat_desktop.interchange.masks import Left, mask_from
from nextchat_desktop.interchange.prompts import prompts_in
from nextchat_desktop.records.reading import mapping

_CHATS, _MASKS, _PROMPTS = "chat-next-web-store", "mask-store", "prompt-store"
_ACCESS, _CONFIG = "access-control", "app-config"
_STORES = (_CHATS, _MASKS, _PROMPTS, _ACCESS, _CONFIG)
_SESSIONS = (f"{_CHATS}.sessions.item", f"{_CHATS}.state.sessions.item", "sessions.item", "state.sessions.item")
"""Where conversations stand: in a backup, where a store was taken as the browser keeps it, and in one alone."""
_MASK_PLACES = (f"{_MASKS}.masks", f"{_MASKS}.state.masks")
_PROMPT_PLACES = (f"{_PROMPTS}.prompts", f"{_PROMPTS}.state.prompts")
_PLACES = (*_SESSIONS, *_MASK_PLACES, *_PROMPT_PLACES, _ACCESS, _CONFIG)


def fits(seen: Glimpse) -> bool:
    is_store = any(seen.has(f"{place}.messages", f"{place}.topic") for place in _SESSIONS)
    return is_store or any(seen.has(store) for store in _STORES)


def read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    harm = harm_of(source)
    if harm.is_harmed:
        yield Unread(Why.LETTERS, "", max(1, harm.lost))
    stores: dict[str, object] = {}
    try:
        for place, value in values(Mended(source) if harm.is_harmed else source, _PLACES):
            if place in _SESSIONS:
                yield from conversation(value, keep)
            elif place in _MASK_PLACES:
                yield from masks(mapping(value), keep)
            elif place in _PROMPT_PLACES:
                yield from prompts(mapping(value))
            else:
                stores[place] = _inner(value)
    except Broken:
        yield from _set_up(stores)
        raise
    yield from _set_up(stores)


def masks(found: Mapping[str, Any], keep: KeepPicture) -> Iterator[Found]:
    """By their ids. Those that ship with NextChat are left out."""
    for id, fields in found.items():
        if mapping(fields).get("builtin") is True:
            continue
        left = Left()
        mask = mask_from(fields, keep, left)
        if mask is not None:
            yield FoundMask(replace(mask, id=name(mapping(fields).get("id")) or id))
        yield from missed(left, mask.name if mask is not None else "")


def prompts(found: Mapping[str, Any]) -> Iterator[Found]:
    """Those that somebody has written; NextChat keeps its own elsewhere."""
    for id, fields in found.items():
        read = prompts_in([fields])
        for prompt in read.prompts:
            yield FoundPrompt(replace(prompt, id=id, created=milliseconds(mapping(fields).get("createdAt"))))
        if read.left_out:
            yield Unread(Why.NAMELESS, "", read.left_out)


def _set_up(stores: Mapping[str, object]) -> Iterator[Found]:
    access, config = stores.get(_ACCESS), stores.get(_CONFIG)
    yield from connections(access, wishes_of(access, config))
    chosen = settings(config)
    if chosen is not None:
        yield chosen


def _inner(store: object) -> object:
    """A store as a backup has it, also where it was taken as the browser keeps it."""
    return mapping(store).get("state", store)


BACKUP = Format(FORM, "NextChat", fits, read)
