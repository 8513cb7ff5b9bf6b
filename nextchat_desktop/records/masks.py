"""Masks, the messages they begin with, and parameters ↔ plain data."""

from typing import Any, get_type_hints

import msgspec

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.records.parts import parts_fields, parts_from
from nextchat_desktop.records.reading import listing, mapping, readable

_KIND = get_type_hints(Parameters)
_PLAIN = {
    name: kind for name, kind in get_type_hints(Mask).items() if name not in ("id", "name", "context", "parameters")
}


def mask_fields(mask: Mask) -> dict[str, Any]:
    plain = {name: msgspec.to_builtins(getattr(mask, name)) for name in ("id", "name", *_PLAIN)}
    return {**plain, "context": context_fields(mask.context), "parameters": parameters_fields(mask.parameters)}


def mask_from(found: object) -> Mask | None:
    """None where it has no id by which it could be told apart."""
    fields = mapping(found)
    if not isinstance(fields.get("id"), str):
        return None
    plain = readable(fields, _PLAIN)
    context, parameters = context_from(fields.get("context")), parameters_from(fields.get("parameters"))
    return Mask(fields["id"], str(fields.get("name") or ""), context=context, parameters=parameters, **plain)


def context_fields(context: tuple[Message, ...]) -> list[dict[str, Any]]:
    return [{"id": one.id, "role": one.role.value, "parts": parts_fields(one.parts)} for one in context]


def context_from(found: object) -> tuple[Message, ...]:
    return tuple(
        Message(str(one.get("id") or place), Role(one["role"]), parts_from(one.get("parts")))
        for place, one in enumerate(listing(found))
        if isinstance(one, dict) and one.get("role") in set(Role)
    )


def parameters_fields(parameters: Parameters) -> dict[str, Any]:
    return {name: msgspec.to_builtins(getattr(parameters, name)) for name in parameters.said}


def parameters_from(found: object) -> Parameters:
    """As far as these are fields of parameters."""
    known = readable(mapping(found), _KIND)
    return Parameters(**known) if known else NOTHING_SAID
