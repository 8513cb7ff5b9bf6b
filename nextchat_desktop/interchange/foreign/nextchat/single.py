"""Files that NextChat's pages give out one by one: a conversation, masks, prompts. It knows no backup.

A conversation is in the shape in which models are fine-tuned, without ids and times; lines of such are read, too.
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, FoundConversation, FoundMask, FoundPrompt, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Role
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.loose import line
from nextchat_desktop.interchange.foreign.nextchat.messages import message
from nextchat_desktop.interchange.foreign.nextchat.sessions import FORM, missed
from nextchat_desktop.interchange.foreign.turns import chained
from nextchat_desktop.interchange.masks import Left, mask_from
from nextchat_desktop.interchange.prompts import prompts_in
from nextchat_desktop.records.reading import listing, mapping

_LEADS = (
    "You are an assistant that",
    "你是一个助手",
    "你是一個助手",
    "あなたはアシスタントです",
)
"""What stands before the title, in the first message, which nobody has written."""
_CHAT = ("messages.item.role", "messages.item.content")
_LANGUAGES = ("cn", "tw", "en")
"""By which NextChat's site keeps masks and prompts."""
_MASK_LISTS = ("", *(f"{language}." for language in _LANGUAGES))


def fits_chat(seen: Glimpse) -> bool:
    """Other programs have more beside the messages than these ever had."""
    tops = {path.partition(".")[0] for path in seen.paths}
    return seen.has(*_CHAT) and tops <= {"", "messages"}


def read_chat(source: Source, keep: KeepPicture) -> Iterator[Found]:
    is_lines = source.name.casefold().endswith(".jsonl")
    titled = "" if is_lines else PurePath(source.name).stem
    for place, (_, value) in enumerate(values(source, [""])):
        yield from _conversation(mapping(value), "" if place else titled, keep)


def fits_masks(seen: Glimpse) -> bool:
    lists = (f"{language}item" for language in _MASK_LISTS)
    return any(
        seen.has(f"{at}.name" if at else "name")
        and any(seen.has(f"{at}.{one}" if at else one) for one in ("modelConfig", "context"))
        for at in ("", *lists)
    )


def read_masks(source: Source, keep: KeepPicture) -> Iterator[Found]:
    places = ("item", *(f"{language}.item" for language in _LANGUAGES))
    is_one = True
    for _, fields in values(source, places):
        is_one = False
        yield from _mask(fields, keep)
    if is_one:
        for _, fields in values(source, [""]):
            yield from _mask(fields, keep)


def fits_prompts(seen: Glimpse) -> bool:
    by_language = any(seen.has(f"{language}.item.item") for language in _LANGUAGES)
    return by_language or seen.has("item.title", "item.content")


def read_prompts(source: Source, keep: KeepPicture) -> Iterator[Found]:
    for language in _LANGUAGES:
        for _, pair in values(source, [f"{language}.item"]):
            yield from _prompts({language: [pair]})
    for _, one in values(source, ["item"]):
        yield from _prompts([one])


def _conversation(fields: dict[str, Any], titled: str, keep: KeepPicture) -> Iterator[Found]:
    gathering = Gathering(keep)
    found = listing(fields.get("messages"))
    title, found = _without_lead(found, titled)
    every = [one for at, fields in enumerate(found) if (one := message(fields, at, gathering)) is not None]
    told = [one for one in every if one.role is Role.SYSTEM and one is every[0]]
    said = chained(every[len(told) :])
    if said:
        words = "\x1e".join(f"{one.role}\x1f{one.text}" for one in every)
        head = Conversation(own_id("chat", words), title, named=bool(title), context=tuple(told), leaf=said[-1].id)
        yield FoundConversation(head, said)
    else:
        yield Unread(Why.EMPTY, title)
    yield from gathering.missed(title)


def _without_lead(found: list[Any], titled: str) -> tuple[str, list[Any]]:
    """The title, which NextChat writes into a first message of its own, and the other messages."""
    first = mapping(found[0]) if found else {}
    said = line(first.get("content"))
    if first.get("role") != Role.SYSTEM.value:
        return titled, found
    lead = next((lead for lead in _LEADS if said.startswith(f"{lead} ") or said == lead), "")
    if lead:
        return said.removeprefix(lead).strip() or titled, found[1:]
    return (titled, found[1:]) if titled and said.endswith(f" {titled}") else (titled, found)


def _mask(fields: object, keep: KeepPicture) -> Iterator[Found]:
    left = Left()
    mask = mask_from(fields, keep, left)
    if mask is not None:
        yield FoundMask(mask)
    yield from missed(left, mask.name if mask is not None else "")


def _prompts(found: object) -> Iterator[Found]:
    read = prompts_in(found)
    yield from map(FoundPrompt, read.prompts)
    if read.left_out:
        yield Unread(Why.NAMELESS, "", read.left_out)


CHAT = Format(f"{FORM}-chat", "NextChat", fits_chat, read_chat)
MASKS = Format(f"{FORM}-masks", "NextChat", fits_masks, read_masks)
PROMPTS = Format(f"{FORM}-prompts", "NextChat", fits_prompts, read_prompts)
