"""Masks, the messages they begin with and parameters ↔ the JSON they are kept as. It knows no table.

What cannot be read of a value is left out, never the value.
"""

from contextlib import suppress
from typing import Any, get_type_hints

import msgspec

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.storage.parts_text import parts_fields, parts_from

_KIND = get_type_hints(Parameters)
_PLAIN = {
    name: kind for name, kind in get_type_hints(Mask).items() if name not in ("id", "name", "context", "parameters")
}


def mask_text(mask: Mask) -> str:
    plain = {name: getattr(mask, name) for name in ("id", "name", *_PLAIN)}
    fields = {**plain, "context": _context_fields(mask.context), "parameters": _said(mask.parameters)}
    return msgspec.json.encode(fields).decode()


def mask_of(text: str) -> Mask | None:
    """None where it has no name by which it could be told apart."""
    found = _decoded(text)
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        return None
    plain = _readable(found, _PLAIN)
    context, parameters = _context(found.get("context")), parameters_from(found.get("parameters"))
    return Mask(found["id"], str(found.get("name") or ""), context=context, parameters=parameters, **plain)


def context_text(context: tuple[Message, ...]) -> str:
    return msgspec.json.encode(_context_fields(context)).decode()


def context_of(text: str) -> tuple[Message, ...]:
    return _context(_decoded(text))


def parameters_text(parameters: Parameters) -> str:
    return msgspec.json.encode(_said(parameters)).decode()


def parameters_of(text: str) -> Parameters:
    return parameters_from(_decoded(text))


def tags_text(tags: tuple[str, ...]) -> str:
    return msgspec.json.encode(tags).decode()


def tags_of(text: str) -> tuple[str, ...]:
    found = _decoded(text)
    return tuple(tag for tag in found if isinstance(tag, str)) if isinstance(found, list) else ()


def _said(parameters: Parameters) -> dict[str, Any]:
    return {name: getattr(parameters, name) for name in parameters.said}


def parameters_from(found: object) -> Parameters:
    """As far as these are fields of parameters."""
    known = _readable(found, _KIND) if isinstance(found, dict) else {}
    return Parameters(**known) if known else NOTHING_SAID


def _readable(found: dict[Any, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    """Those of the known fields that hold what they should."""
    known: dict[str, Any] = {}
    for name in kinds.keys() & found.keys():
        with suppress(msgspec.ValidationError):
            known[name] = msgspec.convert(found[name], kinds[name])
    return known


def _context_fields(context: tuple[Message, ...]) -> list[dict[str, Any]]:
    return [{"id": one.id, "role": one.role, "parts": parts_fields(one.parts)} for one in context]


def _context(found: object) -> tuple[Message, ...]:
    every = found if isinstance(found, list) else []
    return tuple(
        Message(str(one.get("id") or place), Role(one["role"]), parts_from(one.get("parts")))
        for place, one in enumerate(every)
        if isinstance(one, dict) and one.get("role") in set(Role)
    )


def _decoded(text: str) -> object:
    """None where it is no JSON."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None
