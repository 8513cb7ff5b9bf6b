"""Cherry Studio's backups of every age but the newest → conversations, masks, prompts and connections.

What a message says lies apart from it, in no certain order, so that all of it is held until the topics are read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, FoundPrompt, KeepPicture, Unread, Why
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.cherry_messages import Blocks, Topic, trimmed
from nextchat_desktop.interchange.foreign.cherry_services import services
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, number, parsed, text
from nextchat_desktop.records.reading import mapping

_ID = "cherry-studio"
_DATA = "data.json"
_STORE = "localStorage.persist:cherry-studio"
_TOPICS, _BLOCKS, _PHRASES = (f"indexedDB.{table}.item" for table in ("topics", "message_blocks", "quick_phrases"))
_OLDEST = "indexedDB.item"
"""In the first backups everything stands in one list, each thing under its key."""
_TOPIC = "topic:"


def _fits(seen: Glimpse) -> bool:
    is_copy = "metadata.json" in seen.members and any(one.startswith("IndexedDB/") for one in seen.members)
    is_backup = _DATA in seen.members and all(one == _DATA or one.startswith("Data/") for one in seen.members)
    return is_copy or is_backup or seen.has(_STORE) or seen.has("time", "version", "localStorage")


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    if source.members and _DATA not in source.members:
        yield Unread(Why.DATABASE, source.name)
        return
    member = _DATA if source.members else ""
    blocks: Blocks = {}
    state: _State | None = None
    for place, value in values(source, (_STORE, _BLOCKS, _PHRASES), member):
        if place == _STORE:
            state = _state(value)
            yield from turns.masks(state.masks.values())
            yield from _prompts(state.phrases)
            yield from services(state.providers)
        elif place == _PHRASES:
            yield from _prompts([mapping(value)])
        else:
            block = mapping(value)
            blocks[name(block.get("id"))] = trimmed(block)
    parts = Gathering(keep)
    for place, value in values(source, (_TOPICS, _OLDEST), member):
        topic = _topic(place, mapping(value))
        if topic is not None:
            state = state or _State()
            head = _head(topic, state)
            yield Topic(source, blocks, parts).conversation(head, topic.get("messages"))
            yield from parts.missed(head.title)
    if state is None:
        yield Unread(Why.UNKNOWN, source.name)


FORM = Format(_ID, "Cherry Studio", _fits, _read)


@dataclass(frozen=True, slots=True)
class _State:
    """What the program keeps beside the messages. `topics` are what is known of each, with the id of its assistant."""

    masks: Mapping[str, Mask | None] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    phrases: tuple[dict[str, Any], ...] = ()
    providers: tuple[dict[str, Any], ...] = ()


def _state(stored: object) -> _State:
    """A JSON of JSONs."""
    store = mapping(parsed(stored))
    kept = mapping(parsed(store.get("assistants")))
    presets = mapping(parsed(store.get("agents"))).get("agents") or kept.get("presets")
    assistants = list(mappings(kept.get("assistants")))
    every = {name(one.get("id")): one for one in (*mappings(presets), *assistants)}
    return _State(
        {id: _mask(id, one) for id, one in every.items()},
        {
            name(topic.get("id")): {**topic, "assistantId": name(one.get("id"))}
            for one in assistants
            for topic in mappings(one.get("topics"))
        },
        tuple(phrase for one in assistants for phrase in mappings(one.get("regularPhrases"))),
        tuple(mappings(mapping(parsed(store.get("llm"))).get("providers"))),
    )


def _mask(id: str, assistant: Mapping[str, Any]) -> Mask | None:
    settings = mapping(assistant.get("settings"))
    model = mapping(assistant.get("model")) or mapping(assistant.get("defaultModel"))
    found = Mask(
        id,
        line(assistant.get("name")),
        turns.avatar(assistant.get("emoji")),
        line(assistant.get("description")),
        model=line(model.get("id")),
    )
    options = {
        "temperature": _said(settings, "temperature", "enableTemperature"),
        "top_p": _said(settings, "topP", "enableTopP"),
        "max_tokens": _said(settings, "maxTokens", "enableMaxTokens"),
        "reasoning_effort": settings.get("reasoning_effort"),
    }
    return turns.mask(found, assistant.get("prompt"), options)


def _said(settings: Mapping[str, Any], option: str, switch: str) -> float | None:
    return number(settings.get(option)) if settings.get(switch) is True else None


def _prompts(phrases: tuple[dict[str, Any], ...] | list[dict[str, Any]]) -> Iterator[Found]:
    for one in phrases:
        title, content = line(one.get("title")), text(one.get("content")).strip()
        if title and content:
            yield FoundPrompt(Prompt(name(one.get("id")), title, content, created=milliseconds(one.get("createdAt"))))
        else:
            yield Unread(Why.NAMELESS)


def _topic(place: str, value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """None for what is no topic."""
    if place == _OLDEST:
        return mapping(value.get("value")) if text(value.get("key")).startswith(_TOPIC) else None
    return value


def _head(topic: Mapping[str, Any], state: _State) -> Conversation:
    id = name(topic.get("id"))
    about = state.topics.get(id, {})
    said = next((name(one.get("assistantId")) for one in mappings(topic.get("messages"))), "")
    return Conversation(
        id,
        line(about.get("name")),
        named=about.get("isNameManuallyEdited") is True,
        created=milliseconds(about.get("createdAt")),
        updated=milliseconds(about.get("updatedAt")),
        mask=turns.begun_with(state.masks.get(name(about.get("assistantId")) or said), _ID),
        parameters=turns.instructed(about.get("prompt")),
        pinned=about.get("pinned") is True,
    )
