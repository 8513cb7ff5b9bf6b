"""Spoils files of other programs in every way, and looks whether their readers bear it."""

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

from interchange.foreign.arrivals import Album, Handed
from nextchat_desktop.core.found import FoundConnection, FoundConversation
from nextchat_desktop.core.settling import settled
from nextchat_desktop.interchange.foreign.format import Format
from nextchat_desktop.interchange.foreign.reading import format_of, read

CANARY = "sk-canary-0123456789abcdef"
"""A key that stands in the files, to be seen nowhere but in a connection's key."""

_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e300,
    1 << 53,
    "",
    "\ud800",
    "x\x00y",
    [],
    {},
    [None],
    {"__proto__": {"role": "user"}, "id": {"id": []}},
    [[[[[[[[]]]]]]]],
    "2024-99-99T00:00:00Z",
    "data:image/png;base64,AAAA",
)


def spoiled(value: Any, count: int = 150) -> Iterator[Any]:
    """The value so many times, each time with something in it that is odd, missing or there twice."""
    for seed in range(count):
        dice = random.Random(seed)
        copy = json.loads(json.dumps(value))
        for _ in range(dice.randint(1, 4)):
            copy = _changed(copy, dice)
        yield copy


def damaged(data: bytes, count: int = 100) -> Iterator[bytes]:
    """The bytes so many times, each time cut or with some that are others."""
    for seed in range(count):
        dice = random.Random(seed)
        copy = bytearray(data[: dice.randint(0, len(data))] if seed % 2 else data)
        for _ in range(dice.randint(0, 6)):
            if copy:
                copy[dice.randrange(len(copy))] = dice.randrange(256)
        yield bytes(copy)


def in_json(values: Iterator[Any], name: str = "file.json") -> Iterator[Handed]:
    return (Handed(name, json.dumps(one).encode()) for one in values)


def bear(form: Format, source: Handed) -> None:
    """Whatever is in the file comes out as something that can stand here, and no key with it."""
    format_of(source, (form,))
    for one in read(source, form, Album().keep):
        assert CANARY not in repr(one)
        if isinstance(one, FoundConversation):
            settled(one, form.id, 1_700_000_000_000)
        elif not isinstance(one, FoundConnection):
            assert "canary" not in repr(one)


def bear_all(form: Format, value: Any, name: str = "file.json") -> None:
    """The file with everything that may be wrong with it as JSON and as bytes."""
    for source in in_json(spoiled(value), name):
        bear(form, source)
    for data in damaged(json.dumps(value, ensure_ascii=False).encode()):
        bear(form, Handed(name, data))


def bear_archives(form: Format, files: Mapping[str, Any]) -> None:
    """The archive with each of its files spoiled; those that are bytes are left as they are."""
    whole = {name: one if isinstance(one, bytes) else json.dumps(one).encode() for name, one in files.items()}
    for name, value in files.items():
        if not isinstance(value, bytes):
            for one in spoiled(value, 60):
                bear(form, Handed("file.zip", files={**whole, name: json.dumps(one).encode()}))
        for data in damaged(whole[name], 40):
            bear(form, Handed("file.zip", files={**whole, name: data}))
        bear(form, Handed("file.zip", files={other: data for other, data in whole.items() if other != name}))


def _changed(value: Any, dice: random.Random) -> Any:
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(list(value))
        fate = dice.random()
        if fate < 0.1:
            return {other: one for other, one in value.items() if other != key}
        return {**value, key: _changed(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.85:
        place = dice.randrange(len(value))
        if dice.random() < 0.1:
            return [*value, value[place]]
        return [*value[:place], _changed(value[place], dice), *value[place + 1 :]]
    return dice.choice(_ODD)
