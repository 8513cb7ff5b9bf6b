"""Plain data → the fields of a value, as far as they hold what they should. Nothing here raises."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec


def decoded(data: bytes | str) -> object:
    """The value of a JSON text, with or without a mark in front of it; None where it is none."""
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf") if isinstance(data, bytes) else data)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def readable(found: Mapping[Any, Any], kinds: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the known fields that hold what they should."""
    known: dict[str, Any] = {}
    for name in kinds.keys() & found.keys():
        with suppress(msgspec.ValidationError, RecursionError):
            known[name] = msgspec.convert(found[name], kinds[name])
    return known


def mapping(value: object) -> dict[Any, Any]:
    """None at all where it is no object."""
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[Any]:
    """None at all where it is no list."""
    return value if isinstance(value, list) else []


def text_in(fields: Mapping[Any, Any], name: str) -> str:
    """Empty where it is no text."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""
