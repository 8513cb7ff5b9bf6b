"""Conversations as NextChat keeps them → conversations. It knows no file.

In its first versions a conversation held by itself what goes before everything; since masks there are, its mask does,
and every conversation has one, if only an empty one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.found import Found, FoundConversation, KeepPicture, Unread, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, milliseconds, name, text
from nextchat_desktop.interchange.foreign.nextchat import titles
from nextchat_desktop.interchange.foreign.nextchat.messages import message, timed
from nextchat_desktop.interchange.foreign.turns import begun_with, chained
from nextchat_desktop.interchange.masks import OURS, Left, mask_from
from nextchat_desktop.interchange.model_config import changed_in_nextchat, parameters_from
from nextchat_desktop.records.reading import mapping

FORM = "nextchat"
"""The id of NextChat's backups among the formats; ids are made with it."""

_BROWSERS = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-])(\d\d)(\d\d)", re.A)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def conversation(fields: object, keep: KeepPicture) -> Iterator[Found]:
    """One conversation, and what of it could not be taken."""
    session = mapping(fields)
    title = line(session.get("topic"))
    found = session.get("messages")
    if not isinstance(found, list):
        yield Unread(Why.CONVERSATION, title)
        return
    gathering, left = Gathering(keep), Left()
    updated = _time(session.get("lastUpdate"))
    messages = [message(one, place, gathering) for place, one in enumerate(found)]
    timely = timed(messages, found, updated, gathering)
    said = chained(one for one in timely if one is not None)
    chain = iter(said)
    placed = [None if one is None else next(chain) for one in timely]
    head = _begun(session, keep, left)
    model = line(mapping(mapping(session.get("mask")).get("modelConfig")).get("model"))
    if said:
        yield FoundConversation(
            replace(
                head,
                id=name(session.get("id")) or own_id("session", *(one.id for one in said[:2])),
                title="" if titles.is_usual(title) else title,
                named=not titles.is_usual(title),
                updated=updated,
                leaf=said[-1].id,
                cleared=_before(placed, session.get("clearContextIndex")),
            ),
            said,
            tuple(_memories(session, placed)),
            model or next((one.author for one in reversed(said) if one.author), ""),
            is_ours=OURS in mapping(session.get("mask")),
        )
    else:
        yield Unread(Why.EMPTY, title)
    yield from gathering.missed(title)
    yield from missed(left, title)


def missed(left: Left, where: str) -> Iterator[Unread]:
    """What of masks could not be taken."""
    counts = ((Why.NAMELESS, left.nameless), (Why.PICTURE_ELSEWHERE, left.pictures), (Why.MESSAGE, left.messages))
    return (Unread(why, where, count) for why, count in counts if count)


def _begun(session: Mapping[str, Any], keep: KeepPicture, left: Left) -> Conversation:
    """A head with what the conversation began with. An empty mask is none; what it says counts for the conversation."""
    fields = mapping(session.get("mask")) or {one: session[one] for one in ("context", "modelConfig") if one in session}
    title = line(fields.get("name"))
    found = mask_from({**fields, "name": title or titles.usual("en")}, keep, left)
    if found is None:
        return Conversation("")
    head = Conversation("", context=found.context, hides_context=found.hides_context)
    if titles.is_usual(title):
        return replace(head, parameters=found.parameters if OURS in fields else _own(fields))
    id = name(fields.get("id"))
    return replace(head, mask=_kept(replace(found, id=id, builtin=fields.get("builtin") is True)))


def _own(fields: Mapping[str, Any]) -> Parameters:
    """What it says otherwise than NextChat does where nobody has said anything."""
    if fields.get("syncGlobalConfig") is True:
        return NOTHING_SAID
    return parameters_from(changed_in_nextchat(mapping(fields.get("modelConfig"))))


def _kept(mask: Mask) -> Mask | None:
    return begun_with(mask, FORM) if mask.id else mask


def _before(placed: Sequence[Message | None], index: object) -> str | None:
    """The last message that is there of so many from the beginning."""
    if not isinstance(index, int | float) or isinstance(index, bool) or not index >= 1:
        return None
    some = placed[: int(min(index, len(placed)))]
    return next((one.id for one in reversed(some) if one is not None), None)


def _memories(session: Mapping[str, Any], placed: Sequence[Message | None]) -> Iterator[Memory]:
    """NextChat has one at most, of everything before a message or since the context was cleared."""
    said = text(session.get("memoryPrompt")).strip()
    through = _before(placed, session.get("lastSummarizeIndex"))
    if not said or through is None:
        return
    since = _before(placed, session.get("clearContextIndex"))
    ids = [one.id for one in placed if one is not None]
    is_behind = since is not None and ids.index(since) < ids.index(through)
    yield Memory("", through, said, since=since if is_behind else None)


def _time(value: object) -> int:
    """When it was last changed; the first versions wrote that as a browser shows it."""
    exact = milliseconds(value)
    found = _BROWSERS.match(value) if isinstance(value, str) and not exact else None
    if found is None or found[1] not in _MONTHS:
        return exact
    month, zone = _MONTHS.index(found[1]) + 1, timedelta(hours=int(found[8]), minutes=int(found[9]))
    try:
        hour, minute, second = (int(found[place]) for place in (4, 5, 6))
        at = timezone(-zone if found[7] == "-" else zone)
        moment = datetime(int(found[3]), month, int(found[2]), hour, minute, second, tzinfo=at)
        return max(0, round(moment.astimezone(UTC).timestamp() * 1000))
    except (ValueError, OverflowError):
        return 0
