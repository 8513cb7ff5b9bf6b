"""The data that Claude hands out of an account, as an archive or as one of its files → conversations and masks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.settling import distinct, own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.claude_content import parts
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text
from nextchat_desktop.interchange.foreign.one_or_many import is_shadow, members, objects, whole_ones
from nextchat_desktop.interchange.foreign.quoting import attached
from nextchat_desktop.records.reading import mapping

_FIELDS = (
    "uuid",
    "name",
    "created_at",
    "updated_at",
    "model",
    "is_starred",
    "project",
    "project_uuid",
    "chat_messages",
    "current_leaf_message_uuid",
    "description",
    "prompt_template",
    "is_starter_project",
    "docs",
)
"""Those of a conversation and those of a project."""
_NAMES = re.compile(r"conversations(-\d+)?\.json")
_PROJECTS = re.compile(r"(?:^|/)projects(?:(?:-\d+)?\.json$|/[^/]+\.json$)", re.IGNORECASE)
"""All of them in one file, or each in its own."""
_BESIDE = ("users.json", "memories.json", "projects.json")
_MOST_OF_DOCUMENTS = 40_000
"""Letters of a project's documents that go along with every question."""


def _fits(seen: Glimpse) -> bool:
    if seen.has("item.chat_messages") or seen.has("chat_messages") or seen.has("conversations.item.chat_messages"):
        return True
    if seen.has("item.prompt_template", "item.docs") or seen.has("prompt_template", "docs"):
        return True
    names = {one.rpartition("/")[2].lower() for one in seen.members}
    return any(map(_NAMES.fullmatch, names)) and not names.isdisjoint(_BESIDE)


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    """Projects first: conversations only say which one they belong to."""
    names = members(source, lambda one: _NAMES.fullmatch(one) is not None)
    read = partial(_member, source, {}, Gathering(keep))
    yield from whole_ones(read, [*_project_members(source), *names])


def _project_members(source: Source) -> list[str]:
    return sorted(one for one in source.members if _PROJECTS.search(one) and not is_shadow(one))


def _member(source: Source, folders: dict[str, str], gathering: Gathering, member: str) -> Iterator[Found]:
    for one in objects(source, _FIELDS, ("chat_messages", "prompt_template"), member):
        fields = mapping(one)
        if isinstance(fields.get("chat_messages"), list):
            yield from _conversation(fields, folders, gathering)
        elif "prompt_template" in fields or "docs" in fields:
            folders[name(fields.get("uuid"))] = line(fields.get("name"))
            yield from _mask(fields)
        else:
            yield Unread(Why.CONVERSATION, line(fields.get("name")))


def _mask(project: dict[str, Any]) -> Iterator[Found]:
    """A project that tells the model something is a mask; one that came with the account is nobody's."""
    if project.get("is_starter_project") is True:
        return
    documents = [one for one in mappings(project.get("docs")) if text(one.get("content")).strip()]
    is_much = sum(len(text(one.get("content"))) for one in documents) > _MOST_OF_DOCUMENTS
    told = [text(project.get("prompt_template")).strip()]
    told += [] if is_much else [attached(line(one.get("filename")), text(one.get("content"))) for one in documents]
    title, about = line(project.get("name")), text(project.get("description")).strip()
    found = Mask(name(project.get("uuid")), title, about=about, created=milliseconds(project.get("created_at")))
    yield from turns.masks([turns.mask(found, "\n\n".join(one for one in told if one))])
    if is_much:
        yield Unread(Why.ATTACHMENT, title, len(documents))


def _conversation(value: dict[str, Any], folders: Mapping[str, str], gathering: Gathering) -> Iterator[Found]:
    title, model = line(value.get("name")), line(value.get("model"))
    rows = list(mappings(value["chat_messages"]))
    gathering.miss(Why.MESSAGE, len(value["chat_messages"]) - len(rows))
    ids = distinct(name(one.get("uuid")) or own_id("nameless", str(place)) for place, one in enumerate(rows))
    parents = dict(_parents(rows, ids))
    found = (_message(one, id, model, gathering) for one, id in zip(rows, ids, strict=True))
    messages = turns.bridged([one for one in found if one is not None], parents)
    project = mapping(value.get("project"))
    head = Conversation(
        name(value.get("uuid")) or own_id("nameless", title, *ids),
        title,
        named=bool(title),
        created=milliseconds(value.get("created_at")),
        updated=milliseconds(value.get("updated_at")),
        leaf=turns.nearest(_leaf(value, ids), parents, {one.id for one in messages}),
        folder=line(project.get("name")) or folders.get(_project(value)) or None,
        pinned=value.get("is_starred") is True,
    )
    yield turns.conversation(head, messages, model)
    yield from gathering.missed(title)


def _leaf(value: dict[str, Any], ids: Sequence[str]) -> str | None:
    """The message that is read last; where that is not told, the one that was said last."""
    leaf = name(value.get("current_leaf_message_uuid"))
    return leaf if leaf in ids else ids[-1] if ids else None


def _project(value: dict[str, Any]) -> str:
    return name(value.get("project_uuid")) or name(mapping(value.get("project")).get("uuid"))


def _parents(rows: Sequence[dict[str, Any]], ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """By what each says; where it says nothing it follows the one before it."""
    for place, (row, id) in enumerate(zip(rows, ids, strict=True)):
        parent = name(row.get("parent_message_uuid")) or (ids[place - 1] if place else "")
        if parent:
            yield id, parent


def _message(row: dict[str, Any], id: str, model: str, gathering: Gathering) -> Message | None:
    role = turns.role_of(row.get("sender"))
    if role not in (Role.USER, Role.ASSISTANT):
        gathering.miss(Why.MESSAGE)
        return None
    is_answer = role is Role.ASSISTANT
    author = line(row.get("model")) or model or "Claude" if is_answer else ""
    message = Message(id, role, created=milliseconds(row.get("created_at")), author=author)
    return turns.turn(message, parts(row, gathering), is_cut=is_answer and row.get("truncated") is True)


FORM = Format("claude", "Claude", _fits, _read)
