"""Reads the masks that ship with the program, one file for each language. It knows no database."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.storage.mask_text import parameters_of


class BrokenMasks(Exception):
    """The file cannot be read; the message says where and why."""


def read_masks(path: Path) -> tuple[Mask, ...]:
    """The masks of one file, in its order; entries without an id or a name are left out. Raises BrokenMasks."""
    import tomllib  # no start of the program needs it

    try:
        found = tomllib.loads(path.read_text("utf-8-sig")).get("mask")
    except (OSError, ValueError) as error:  # what is no TOML and what is no UTF-8 are both values that are not right
        raise BrokenMasks(f"{path.name}: {error}") from error
    every = found if isinstance(found, list) else []
    masks = (_mask(fields, path.stem) for fields in every if isinstance(fields, dict))
    return tuple({mask.id: mask for mask in masks if mask is not None}.values())


def _mask(fields: dict[str, Any], language: str) -> Mask | None:
    """With the language before its id: the same mask in two languages is two of them."""
    id, name = _line(fields, "id"), _line(fields, "name")
    if not id or not name:
        return None
    context = fields.get("context")
    return Mask(
        f"{language}/{id}",
        name,
        _line(fields, "avatar"),
        _line(fields, "about"),
        language,
        _line(fields, "category"),
        tuple(_context(context if isinstance(context, list) else [])),
        fields.get("hides_context") is True,
        parameters=parameters_of(_json(fields.get("parameters"))),
        builtin=True,
    )


def _context(every: list[Any]) -> Iterable[Message]:
    for place, one in enumerate(every):
        text = _line(one, "text") if isinstance(one, dict) else ""
        if text and one.get("role") in set(Role):
            yield Message(str(place), Role(one["role"]), (Text(text),))


def _line(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _json(value: object) -> str:
    """Dates, which TOML has, are nothing that a parameter could be."""
    with suppress(TypeError, ValueError):
        return msgspec.json.encode(value).decode()
    return ""
