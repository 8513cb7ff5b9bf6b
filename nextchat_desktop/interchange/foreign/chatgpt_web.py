"""What ChatGPT-Web keeps in a browser, as it was exported or copied from there → conversations, prompts, settings.

Its access key is left alone.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.found import Found, FoundPrompt, FoundSettings, KeepPicture, Unread, Why
from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import Broken, values
from nextchat_desktop.interchange.foreign.local_times import local_times
from nextchat_desktop.interchange.foreign.loose import line, mappings, name, number, parsed, text
from nextchat_desktop.records.reading import listing, mapping

_WRAPPED = "data."
_CHATS, _HISTORY, _CONTEXT = "chat.item", "history.item", "usingContext"
_PROMPTS, _SETTINGS = "promptList.item", ("systemMessage", "temperature", "top_p")
_STORES = ("chatStorage", "promptStore", "settingsStorage")
"""What its stores are called where all of them are copied at once."""
_EARLIEST, _LATEST = 1_600_000_000_000, 4_000_000_000_000
"""Between these a number of a conversation is the time at which it began, in milliseconds."""

_DEFAULT_SYSTEM = "You are ChatGPT, a large language model trained by OpenAI."
_DEFAULTS = {"temperature": 0.8, "top_p": 1}
_UNTITLED = ("New Chat", "新建聊天", "新增對話", "Nueva conversación", "새로운 채팅", "Новый чат", "Tạo hội thoại")
_PLACEHOLDER = re.compile(r"(?:Thinking|思考中|Đang suy nghĩ|Pensando|생각 중|Думаю|Думает)\s*(?:\.{2,}|…)?")
"""What stands where an answer is to come."""
_ENDED = re.compile(
    r"\n\[((?:"
    r"\[OpenAI\]|ChatGPT error|OpenAI timed out|Network Error|timeout of|Request failed with status|Too many request|"
    r"Failed to fetch|network error|Error: 无访问权限|好像出错了|發生錯誤|Something went wrong|Algo salió mal|"
    r"문제가 발생했습니다|Что-то пошло не так|Đã xảy ra lỗi"
    r").*)\]\s*\Z",
    re.DOTALL,
)
"""An error at the end of what had come of an answer, as its window joins the two."""
_LONGEST_ERROR = 4000
_KINDS: tuple[tuple[str, FailureKind], ...] = (
    ("无访问权限", FailureKind.CODE_REFUSED),
    ("no access rights", FailureKind.CODE_REFUSED),
    ("too many request", FailureKind.RATE_LIMIT),
    ("error 429", FailureKind.RATE_LIMIT),
    ("timed out", FailureKind.TIMEOUT),
    ("timeout", FailureKind.TIMEOUT),
    ("network error", FailureKind.NETWORK),
    ("failed to fetch", FailureKind.NETWORK),
)
"""What the words of an error mean; the first that fits."""


@dataclass
class _Store:
    """What is known before the conversations are read. `names` are the numbers of the chats, in their order."""

    history: list[dict[str, Any]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    prompts: list[object] = field(default_factory=list)
    settings: dict[str, object] = field(default_factory=dict)
    whole: list[dict[str, Any]] = field(default_factory=list)
    """Stores that were copied as one piece."""
    broken: Broken | None = None


def _fits(seen: Glimpse) -> bool:
    wholes = any(seen.has(at + _CHATS, at + _HISTORY) or _is_empty(seen, at) for at in ("", _WRAPPED))
    rows = seen.has(f"{_WRAPPED}{_CHATS}.uuid") or seen.has(f"{_CHATS}.uuid", f"{_CHATS}.data")
    others = seen.has(f"{_WRAPPED}promptList") or seen.has(f"{_WRAPPED}systemMessage", f"{_WRAPPED}temperature")
    is_named = seen.name.lower().startswith("chat-store") and "" in seen.paths
    return wholes or rows or others or is_named or not seen.paths.isdisjoint(_STORES)


def _is_empty(seen: Glimpse, at: str) -> bool:
    return seen.has(f"{at}history", f"{at}chat", f"{at}active")


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    store = _store(source)
    gathering = Gathering(keep)
    with suppress(Broken):  # as it was the first time
        for place, (_, chat) in enumerate(values(source, _at(_CHATS))):
            yield from _conversation(chat, place, store, gathering)
    for whole in store.whole:
        for place, chat in enumerate(listing(whole.get("chat"))):
            yield from _conversation(chat, place, store, gathering)
    yield from prompts(store.prompts)
    settings = _settings(store.settings)
    if settings:
        yield FoundSettings(settings)
    if store.broken is not None:
        raise store.broken
    yield from _without_messages(store)


def _store(source: Source) -> _Store:
    """What of it can be read."""
    store = _Store()
    try:
        _look(source, store)
    except Broken as broken:
        store.broken = broken
    store.titles = {id: line(one.get("title")) for one in store.history if (id := name(one.get("uuid")))}
    return store


def _look(source: Source, store: _Store) -> None:
    for place, value in values(source, (*_at(f"{_CHATS}.uuid", _HISTORY, _CONTEXT, _PROMPTS, *_SETTINGS), *_STORES)):
        last = place.removeprefix(_WRAPPED)
        if last in _STORES:
            _unpack(parsed(value), store)
        elif last == _HISTORY:
            store.history.append(mapping(value))
        elif last == _PROMPTS:
            store.prompts.append(value)
        elif last.endswith(".uuid"):
            store.names.add(name(value))
        else:
            store.settings[last] = value


def _unpack(value: object, store: _Store) -> None:
    """A store in one piece, in its wrapper or without it."""
    fields = mapping(mapping(value).get("data")) or mapping(value)
    store.history += map(mapping, listing(fields.get("history")))
    store.prompts += listing(fields.get("promptList"))
    store.settings |= {key: fields[key] for key in (_CONTEXT, *_SETTINGS) if key in fields}
    store.names |= {name(one.get("uuid")) for one in mappings(fields.get("chat"))}
    if "chat" in fields:
        store.whole.append(fields)


def _at(*places: str) -> tuple[str, ...]:
    return (*places, *(_WRAPPED + one for one in places))


def _conversation(chat: object, place: int, store: _Store, gathering: Gathering) -> Iterator[Found]:
    fields = mapping(chat)
    id = name(fields.get("uuid"))
    if not isinstance(fields.get("data"), list):
        yield Unread(Why.CONVERSATION, _title(id, place, store))
        return
    rows = list(mappings(fields["data"]))
    gathering.miss(Why.MESSAGE, len(fields["data"]) - len(rows))
    began = _began(id)
    times = local_times([text(one.get("dateTime")) for one in rows], began)
    said = [
        replace(message, created=time)
        for index, (row, time) in enumerate(zip(rows, times.times, strict=True))
        if (message := _message(row, f"{id}-{index}-{_digest(row)}", gathering)) is not None
    ]
    title = _title(id, place, store) or next((line(one.text) for one in said if one.role is Role.USER), "")
    head = Conversation(_id(id, rows), title, bool(title), began, max((began, *times.times)))
    yield turns.conversation(head, turns.chained(said))
    yield from gathering.missed(title)
    if times.guessed:
        yield Unread(Why.TIME, title, times.guessed)


def _id(id: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Its number, if that is a time. The conversation that every browser begins with has the same one in all."""
    return id if _began(id) else f"{id}-{_digest(*rows[:1])}"


def _title(id: str, place: int, store: _Store) -> str:
    """By its number; its list and its chats stand in the same order, so one without a number is found by its place."""
    title = store.titles.get(id, "")
    if id not in store.titles and place < len(store.history):
        other = store.history[place]
        title = line(other.get("title")) if name(other.get("uuid")) not in store.names else ""
    return "" if title in _UNTITLED else title


def _without_messages(store: _Store) -> Iterator[Found]:
    """Conversations of which only the title is left."""
    there = {name(one.get("uuid")) for one in store.history}
    if store.names & there or not store.names:
        titles = [line(one.get("title")) for one in store.history if name(one.get("uuid")) not in store.names]
        yield from (Unread(Why.EMPTY, title) for title in titles if title and title not in _UNTITLED)


def _began(id: str) -> int:
    return int(id) if id.isdecimal() and len(id) < 20 and _EARLIEST <= int(id) < _LATEST else 0


def _message(row: dict[str, Any], id: str, gathering: Gathering) -> Message | None:
    said = text(row.get("text"))
    if row.get("inversion") is True:
        return turns.turn(Message(id, Role.USER), gathering.said(said))
    is_waiting = row.get("loading") is True or not mapping(row.get("conversationOptions"))
    if is_waiting and (_PLACEHOLDER.fullmatch(said.strip()) or not said.strip()):
        return None
    answer, failure = (said, None)
    if row.get("error") is True:
        answer, failure = "", said
    elif ended := _ENDED.search(said, max(0, len(said) - _LONGEST_ERROR)):
        answer, failure = said[: ended.start()], ended[1]
    if failure is not None:
        gathering.miss(Why.FAILURE)
    is_cut = row.get("loading") is True
    return turns.turn(Message(id, Role.ASSISTANT), gathering.said(answer), _failed(failure), is_cut)


def _failed(words: str | None) -> Failed | None:
    if words is None:
        return None
    failed, plain = turns.failed(words), words.casefold()
    kind = next((kind for sign, kind in _KINDS if sign in plain), failed.kind)
    return replace(failed, kind=kind)


def _digest(*rows: Mapping[str, Any]) -> str:
    said = "\x1e".join(text(one.get("text")) for one in rows)
    return hashlib.sha256(said.encode()).hexdigest()


def prompts(found: Iterable[object]) -> Iterator[Found]:
    """Those with a title and a text, under either pair of names that it knows."""
    nameless = 0
    for one in found:
        fields = mapping(one)
        title = line(fields.get("key")) or line(fields.get("act"))
        said = text(fields.get("value")).strip() or text(fields.get("prompt")).strip()
        if title and said:
            yield FoundPrompt(Prompt("", title, said))
        else:
            nameless += 1
    if nameless:
        yield Unread(Why.NAMELESS, "", nameless)


def _settings(found: Mapping[str, object]) -> dict[str, Any]:
    """What was changed there, by our own names."""
    told: dict[str, Any] = {}
    system = text(found.get("systemMessage")).strip()
    if system and not system.startswith(_DEFAULT_SYSTEM):
        told["chat.system"] = system
    for key, default in _DEFAULTS.items():
        value = number(found.get(key))
        if value is not None and value != default and isfinite(value):
            told[f"chat.{key}"] = value
    if found.get(_CONTEXT) is False:
        told["chat.turns"] = 0
    return told


FORM = Format("chatgpt-web", "ChatGPT-Web", _fits, _read)
