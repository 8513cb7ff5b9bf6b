"""Masks, the messages they begin with, parameters and tags ↔ the JSON they are kept as. It knows no table."""

import msgspec

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.records.masks import (
    context_fields,
    context_from,
    mask_fields,
    mask_from,
    parameters_fields,
    parameters_from,
)
from nextchat_desktop.records.reading import decoded, listing


def mask_text(mask: Mask) -> str:
    return msgspec.json.encode(mask_fields(mask)).decode()


def mask_of(text: str) -> Mask | None:
    """None where it has no id by which it could be told apart."""
    return mask_from(decoded(text))


def context_text(context: tuple[Message, ...]) -> str:
    return msgspec.json.encode(context_fields(context)).decode()


def context_of(text: str) -> tuple[Message, ...]:
    return context_from(decoded(text))


def parameters_text(parameters: Parameters) -> str:
    return msgspec.json.encode(parameters_fields(parameters)).decode()


def parameters_of(text: str) -> Parameters:
    return parameters_from(decoded(text))


def tags_text(tags: tuple[str, ...]) -> str:
    return msgspec.json.encode(tags).decode()


def tags_of(text: str) -> tuple[str, ...]:
    return tuple(tag for tag in listing(decoded(text)) if isinstance(tag, str))
