"""A mask that ships with the program, from the fields of its table. It knows neither file nor database."""

from collections.abc import Iterable
from typing import Any

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.records.masks import parameters_from
from nextchat_desktop.storage.shipped import line


def shipped_mask(fields: dict[str, Any], language: str) -> Mask | None:
    """With the language before its id: the same mask in two languages is two of them. None without an id or a name."""
    id, name = line(fields, "id"), line(fields, "name")
    if not id or not name:
        return None
    context = fields.get("context")
    return Mask(
        f"{language}/{id}",
        name,
        line(fields, "avatar"),
        line(fields, "about"),
        language,
        line(fields, "category"),
        tuple(_context(context if isinstance(context, list) else [])),
        fields.get("hides_context") is True,
        parameters=parameters_from(fields.get("parameters")),
        builtin=True,
    )


def _context(every: list[Any]) -> Iterable[Message]:
    for place, one in enumerate(every):
        text = line(one, "text") if isinstance(one, dict) else ""
        if text and one.get("role") in set(Role):
            yield Message(str(place), Role(one["role"]), (Text(text),))
