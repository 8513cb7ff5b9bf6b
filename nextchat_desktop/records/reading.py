"""Plain data → the fields of a value, as far as they hold what they should."""

from contextlib import suppress
from typing import Any

import msgspec


def readable(found: dict[Any, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    """Those of the known fields that hold what they should."""
    known: dict[str, Any] = {}
    for name in kinds.keys() & found.keys():
        with suppress(msgspec.ValidationError):
            known[name] = msgspec.convert(found[name], kinds[name])
    return known


def fields_in(found: object) -> dict[Any, Any]:
    """None at all where it is no object."""
    return found if isinstance(found, dict) else {}


def things_in(found: object) -> list[Any]:
    """None at all where it is no list."""
    return found if isinstance(found, list) else []
