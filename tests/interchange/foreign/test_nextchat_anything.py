"""Spoiled and hostile files: whatever the bytes, NextChat's readers end properly, and tell nobody a key."""

import copy
import json
import random
import tracemalloc
from collections.abc import Iterator
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interchange.foreign.arrivals import Album, Handed
from interchange.foreign.nextchat_files import DATA_URL, answered, asked, config, empty_mask, session, stores
from nextchat_desktop.core.found import Found, FoundConversation
from nextchat_desktop.core.settling import settled
from nextchat_desktop.interchange.foreign.format import Format
from nextchat_desktop.interchange.foreign.nextchat import backup, single
from nextchat_desktop.interchange.foreign.reading import read

CANARY = "sk-canary-0123456789abcdef"
READERS = (backup.BACKUP, single.CHAT, single.MASKS, single.PROMPTS)

ROUGH: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 10**30, "", " ", "x" * 300, [], {}, [[]], {"a": {}}, "data:image/png;base64,",
    {"__proto__": {}}, "\ud800", "12/5/2024, 3:04:05 PM", -(10**18),
)  # fmt: skip

TOOL = {"id": "c", "function": {"name": "f", "arguments": "{}"}, "content": "{}"}
PICTURE = [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": DATA_URL}}]
FENCED = '```json\n{"error": {"message": "no", "code": 401}}\n```'
ACCESS = {
    "accessCode": CANARY,
    "provider": "Azure",
    "openaiUrl": "https://chat.example.com/api/openai",
    "openaiApiKey": CANARY,
    "azureUrl": "https://x.openai.azure.com/openai/deployments/d",
    "azureApiKey": CANARY,
    "azureApiVersion": "2024-02-15-preview",
    "baiduApiKey": CANARY,
    "baiduSecretKey": CANARY,
    "customModels": "-all,+a@azure=b,c=d",
}
WHOLE = {
    **stores(
        session(
            asked(PICTURE),
            answered("> hm\n\nyes", model="deepseek-r1", tools=[TOOL]),
            answered(FENCED),
            answered("x", streaming=True, isError=True, audio_url="a"),
            clearContextIndex=1,
            memoryPrompt="m",
            lastSummarizeIndex=2,
            mask=empty_mask(name="Nurse", context=[{"role": "system", "content": "b"}], modelConfig=config(model="z")),
        ),
        session(id=3, topic="", lastUpdate="Mon Mar 27 2023 16:00:03 GMT+0800"),
    ),
    "access-control": ACCESS,
    "app-config": {"submitKey": "Ctrl + Enter", "customModels": "q", "modelConfig": config(temperature=1.5)},
    "mask-store": {"masks": {"a": empty_mask(name="Nurse", plugin=["p"])}},
    "prompt-store": {"prompts": {"p": {"title": "t", "content": "c", "createdAt": 5}}},
}


def taken(form: Format, data: bytes) -> list[Found]:
    found = list(read(Handed("file.json", data), form, Album().keep))
    for one in found:
        if isinstance(one, FoundConversation):
            whole = settled(one, form.id, 1_700_000_000_000)
            assert len({message.id for message in whole.messages}) == len(one.messages)
            assert all(message.parts or message.failure for message in whole.messages)
    assert "canary" not in repr(found)
    return found


def test_the_whole_file_is_read_and_the_key_is_where_it_belongs_only() -> None:
    found = taken(backup.BACKUP, json.dumps(WHOLE).encode())
    kinds = [type(one).__name__ for one in found]
    assert kinds.count("FoundConversation") == 2
    assert {"FoundMask", "FoundPrompt", "FoundConnection", "FoundSettings", "Unread"} <= set(kinds)
    assert CANARY in [getattr(one, "key", "") for one in found]


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from places(one, (*way, name))


def put(value: Any, way: tuple[Any, ...], other: Any) -> Any:
    if not way:
        return other
    changed = copy.copy(value)
    changed[way[0]] = put(value[way[0]], way[1:], other)
    return changed


@pytest.mark.parametrize("rough", ROUGH, ids=lambda value: repr(value)[:20])
def test_any_value_may_be_any_other(rough: Any) -> None:
    for way in places(WHOLE):
        for form in (backup.BACKUP, single.CHAT) if len(way) < 2 else (backup.BACKUP,):
            taken(form, json.dumps(put(WHOLE, way, rough)).encode())


def test_bytes_may_be_others_or_missing() -> None:
    data, dice = json.dumps(WHOLE).encode(), random.Random(7)
    for _ in range(300):
        spoiled = bytearray(data)
        for _ in range(dice.randint(1, 4)):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        taken(backup.BACKUP, bytes(spoiled[: dice.randrange(len(spoiled))]))


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=20,
    ),
    st.binary(max_size=60),
)
def test_any_json_and_any_bytes_are_read_by_all(value: Any, data: bytes) -> None:
    messages = json.dumps({"messages": [value], "chat-next-web-store": {"sessions": [value, {"messages": [value]}]}})
    for form in READERS:
        taken(form, json.dumps(value).encode())
        taken(form, messages.encode())
        taken(form, data)


def test_what_is_very_deep_is_broken_and_nothing_worse() -> None:
    for deep in (b'{"a":' * 5_000, b"[" * 5_000):
        for form in READERS:
            taken(form, b'{"chat-next-web-store":{"sessions":[' + deep)
    mask = json.dumps(empty_mask(name="Deep")).encode()[:-1] + b',"plugin":' + b"[" * 280 + b"]" * 280 + b"}"
    assert taken(single.MASKS, mask)


class Endless:
    """A backup of so many megabytes, made as it is read."""

    name, members = "big.json", ()

    def __init__(self, megabytes: int) -> None:
        turns = [one for _ in range(50) for one in (asked("q" * 10_000), answered("a" * 10_000))]
        self._piece = json.dumps(session(*turns)).encode() + b","
        self._count = megabytes
        self.size = megabytes << 20

    def open(self, member: str = "") -> BinaryIO:
        return Tape(self._piece, self._count)  # type: ignore[return-value]


class Tape:
    def __init__(self, piece: bytes, count: int) -> None:
        self._head, self._piece, self._count = b'{"chat-next-web-store":{"sessions":[', piece, count
        self.seek(0)

    def seek(self, place: int) -> int:
        self._left, self._buffer = self._count, self._head[place:]
        return place

    def read(self, size: int = -1) -> bytes:
        while len(self._buffer) < size and self._left:
            self._left -= 1
            self._buffer += self._piece if self._left else self._piece[:-1] + b"]}}"
        given, self._buffer = self._buffer[:size], self._buffer[size:]
        return given

    def close(self) -> None:
        self._buffer = b""


def test_a_large_file_takes_no_more_memory_than_its_largest_conversation() -> None:
    tracemalloc.start()
    try:
        count = sum(isinstance(one, FoundConversation) for one in read(Endless(30), backup.BACKUP, Album().keep))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 30
    assert peak < 15 << 20
