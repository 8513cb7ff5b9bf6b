"""The data that ChatGPT hands out of an account, as the archive or as one of its files → conversations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Part, Reasoning, Text
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.chatgpt_content import Content, Contents
from nextchat_desktop.interchange.foreign.chatgpt_tree import Tree, Turn, tree
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.loose import line, milliseconds, name, text
from nextchat_desktop.interchange.foreign.one_or_many import members, trees, whole_ones
from nextchat_desktop.records.reading import mapping

_FIELDS = (
    "conversation_id",
    "id",
    "title",
    "create_time",
    "update_time",
    "mapping",
    "current_node",
    "default_model_slug",
    "is_archived",
    "is_starred",
    "pinned_time",
)
_NAMES = re.compile(r"conversations(-\d+)?\.json")
_UNTITLED = ("new chat", "untitled")
_NO_MODEL = ("", "auto")
_BESIDE = ("chat.html", "message_feedback.json", "user.json", "export_manifest.json")
_STATUS_CUT = ("in_progress", "finished_partial_completion")
_REASONS_CUT = ("interrupted", "max_tokens")
_FENCE = re.compile(r"```(.*?)```", re.DOTALL)
"""The person's own words, within those that explain them to the model."""


def _fits(seen: Glimpse) -> bool:
    if seen.has("item.mapping") or seen.has("conversations.item.mapping") or seen.has("mapping", "current_node"):
        return True
    names = {one.rpartition("/")[2].lower() for one in seen.members}
    return any(map(_NAMES.fullmatch, names)) and not names.isdisjoint(_BESIDE)


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    contents = Contents(source, keep)
    read = partial(_member, source, contents)
    yield from whole_ones(read, members(source, lambda one: _NAMES.fullmatch(one) is not None))


def _member(source: Source, contents: Contents, member: str) -> Iterator[Found]:
    for one in trees(source, _FIELDS, member):
        if isinstance(one, Unread):
            yield one
        else:
            yield from _conversation(one, contents)


def _conversation(value: dict[str, Any], contents: Contents) -> Iterator[Found]:
    title = line(value.get("title"))
    grown = tree({text(id): node for id, node in value["mapping"].items()})
    read = [(turn, [contents.read(one) for one in turn.messages]) for turn in grown.turns]
    messages = [message for turn, some in read if (message := _message(turn, some)) is not None]
    parents = {turn.id: turn.parent for turn in grown.turns if turn.parent is not None}
    told = turns.bridged(messages, parents)
    failures = sum(one.failure is not None for one in told)
    yield turns.conversation(_head(value, title, grown, parents, told), told, _model(value, told))
    yield from contents.gathering.missed(title)
    if failures:
        yield Unread(Why.FAILURE, title, failures)


def _head(
    value: dict[str, Any], title: str, grown: Tree, parents: Mapping[str, str], told: Sequence[Message]
) -> Conversation:
    id = name(value.get("conversation_id")) or name(value.get("id"))
    shown = "" if title.casefold() in _UNTITLED else title
    return Conversation(
        id or own_id("nameless", title, *grown.turn_of),
        shown,
        named=bool(shown),
        created=milliseconds(value.get("create_time")),
        updated=milliseconds(value.get("update_time")),
        leaf=turns.nearest(grown.turn_of.get(name(value.get("current_node"))), parents, {one.id for one in told}),
        parameters=Parameters(system=_instructions(grown) or None),
        pinned=value.get("is_starred") is True or milliseconds(value.get("pinned_time")) > 0,
        archived=value.get("is_archived") is True,
    )


def _model(value: dict[str, Any], messages: Sequence[Message]) -> str:
    slug = line(value.get("default_model_slug"))
    if slug not in _NO_MODEL:
        return slug
    return next((one.author for one in reversed(messages) if one.author), "")


def _message(turn: Turn, contents: Sequence[Content]) -> Message | None:
    first, last = turn.messages[0], turn.messages[-1]
    parts = tuple(_parts(contents)) or tuple(Text(one) for content in contents for one in content.names)
    error = "" if parts else next((content.error for content in contents if content.error), "")
    message = Message(
        turn.id,
        Role.USER if turn.is_person else Role.ASSISTANT,
        parent=turn.parent,
        created=milliseconds(first.get("create_time")) or milliseconds(first.get("update_time")),
        author="" if turn.is_person else _author(turn),
    )
    failure = turns.failed(error) if error else None
    return turns.turn(message, parts, failure, is_cut=not turn.is_person and _is_cut(last))


def _parts(contents: Sequence[Content]) -> Iterator[Part]:
    """With all thoughts as one."""
    every = [part for content in contents for part in content.parts]
    thoughts = [part.text for part in every if isinstance(part, Reasoning)]
    if thoughts:
        seconds = sum(content.seconds or 0 for content in contents)
        yield Reasoning("\n\n".join(thoughts), seconds or None)
    yield from (part for part in every if not isinstance(part, Reasoning))


def _author(turn: Turn) -> str:
    """The model that said the last word."""
    slugs = (line(mapping(one.get("metadata")).get("model_slug")) for one in reversed(turn.messages))
    return next((slug for slug in slugs if slug not in _NO_MODEL), "")


def _is_cut(message: dict[str, Any]) -> bool:
    details = mapping(mapping(message.get("metadata")).get("finish_details"))
    return message.get("status") in _STATUS_CUT or details.get("type") in _REASONS_CUT


def _instructions(grown: Tree) -> str:
    """What the person had told about herself, and how she wanted to be answered; what the model had noted of her."""
    told = [said for message in grown.contexts for said in _told(message)]
    return "\n\n".join(dict.fromkeys(said for said in told if said))


def _told(message: dict[str, Any]) -> Iterator[str]:
    content = mapping(message.get("content"))
    plain = mapping(mapping(message.get("metadata")).get("user_context_message_data"))
    if plain:
        yield text(plain.get("about_user_message")).strip()
        yield text(plain.get("about_model_message")).strip()
        return
    for field in ("user_profile", "user_instructions", "model_set_context"):
        said = text(content.get(field))
        quoted = _FENCE.search(said)
        yield (quoted[1] if quoted else said).strip()


FORM = Format("chatgpt", "ChatGPT", _fits, _read)
