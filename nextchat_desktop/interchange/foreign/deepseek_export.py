"""The data that DeepSeek's site hands out of an account, as the archive or as its file → conversations."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text
from nextchat_desktop.interchange.foreign.one_or_many import members, trees, whole_ones
from nextchat_desktop.interchange.foreign.quoting import linked
from nextchat_desktop.records.reading import listing, mapping

_FIELDS = ("id", "title", "inserted_at", "updated_at", "mapping")
_NAMES = re.compile(r"conversations(-\d+)?\.json")
_SOURCE = re.compile(r"([ \t]?)\[citation:(\d{1,4})\]")
_ASKED, _THOUGHT, _SAID = "REQUEST", "THINK", ("REQUEST", "RESPONSE")


def _fits(seen: Glimpse) -> bool:
    return seen.has("item.mapping", "item.inserted_at") or seen.has("mapping", "inserted_at")


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    read = partial(_member, source, Gathering(keep))
    yield from whole_ones(read, members(source, lambda one: _NAMES.fullmatch(one) is not None))


def _member(source: Source, gathering: Gathering, member: str) -> Iterator[Found]:
    for one in trees(source, _FIELDS, member):
        if isinstance(one, Unread):
            yield one
        else:
            yield from _conversation(one, gathering)


def _conversation(value: dict[str, Any], gathering: Gathering) -> Iterator[Found]:
    title = line(value.get("title"))
    nodes = {text(id): mapping(node) for id, node in value["mapping"].items()}
    parents = {name(child): id for id, node in nodes.items() for child in listing(node.get("children"))}
    parents |= {id: parent for id, node in nodes.items() if (parent := name(node.get("parent")))}
    found = (_message(id, mapping(node.get("message")), gathering) for id, node in nodes.items())
    messages = turns.bridged([one for one in found if one is not None], parents)
    head = Conversation(
        name(value.get("id")) or own_id("nameless", title, *nodes),
        title,
        named=bool(title),
        created=milliseconds(value.get("inserted_at")),
        updated=milliseconds(value.get("updated_at")),
        leaf=max(messages, key=lambda one: one.created).id if messages else None,
    )
    yield turns.conversation(head, messages, next((one.author for one in reversed(messages) if one.author), ""))
    yield from gathering.missed(title)


def _message(id: str, message: dict[str, Any], gathering: Gathering) -> Message | None:
    fragments = list(mappings(message.get("fragments")))
    if not fragments:
        return None
    is_asked = any(one.get("type") == _ASKED for one in fragments)
    role, author = (Role.USER, "") if is_asked else (Role.ASSISTANT, line(message.get("model")))
    files = [line(mapping(one).get("file_name")) for one in listing(message.get("files"))]
    gathering.miss(Why.ATTACHMENT, len(files))
    bare = Message(id, role, created=milliseconds(message.get("inserted_at")), author=author)
    return turns.turn(bare, _parts(fragments, gathering))


def _parts(fragments: list[dict[str, Any]], gathering: Gathering) -> Iterator[Part]:
    pages = [page for one in fragments for page in mappings(one.get("results"))]
    for one in fragments:
        if one.get("type") in _SAID:
            said = text(one.get("content"))
            yield from gathering.said(_SOURCE.sub(lambda mark: _page(mark, pages), said) if pages else said)
        elif one.get("type") == _THOUGHT:
            yield from gathering.thought(one.get("content"))


def _page(mark: re.Match[str], pages: list[dict[str, Any]]) -> str:
    place = int(mark[2]) - 1
    page = pages[place] if 0 <= place < len(pages) else {}
    link = linked(text(page.get("title")), text(page.get("url")))
    return f"{mark[1]}({link})" if link else ""


FORM = Format("deepseek", "DeepSeek", _fits, _read)
