"""Masks as NextChat keeps them in files ↔ masks. It opens no file and keeps no picture itself.

What NextChat does not know goes along under a name of its own, and what this program does not know comes back as it
was.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from nextchat_desktop.core.exporting import ReadPicture
from nextchat_desktop.core.found import KeepPicture
from nextchat_desktop.core.masks import Mask, TakenMasks
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.core.parts import Part, Text
from nextchat_desktop.core.pictures import data_picture
from nextchat_desktop.interchange import languages
from nextchat_desktop.interchange.avatars import avatar_of, emoji_of
from nextchat_desktop.interchange.model_config import (
    changed_in,
    config_of,
    parameters_from,
    unknown_in,
)
from nextchat_desktop.records.reading import decoded, mapping, text_in

OURS = "nextchat_desktop"
"""The name of what NextChat does not know."""

_TAKEN = ("id", "name", "avatar", "hideContext", "context", "lang", "builtin", "createdAt", "enableCodeFold", OURS)
"""What need not be kept for the way back."""


_HOSTILE = frozenset({"__proto__", "constructor", "prototype"})
"""Names that programs written in JavaScript trip over; what goes back to one has none."""


@dataclass
class Left:
    """What could not be taken so far, as `TakenMasks` has it."""

    nameless: int = 0
    pictures: int = 0
    messages: int = 0


def read_masks(data: bytes, keep: KeepPicture) -> TakenMasks:
    """The masks of a file of one or many, or of a whole backup. Takes any bytes; what `keep` raises it lets through."""
    found = decoded(data)
    entries = _entries(found)
    if entries is None:
        return TakenMasks(is_readable=False)
    left = Left()
    masks = tuple(mask for fields in entries if (mask := mask_from(fields, keep, left)) is not None)
    return TakenMasks(masks, nameless=left.nameless, pictures=left.pictures, messages=left.messages)


def write_masks(masks: Iterable[Mask], picture: ReadPicture) -> bytes:
    """A file that NextChat takes: of one mask an object, of several a list. Raises what `picture` raises."""
    every = [mask_fields(mask, picture) for mask in masks]
    return msgspec.json.format(msgspec.json.encode(every[0] if len(every) == 1 else every), indent=2)


def _entries(found: object) -> list[object] | None:
    """What may be masks. None where this is no file of them."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    store = found.get("mask-store")
    if isinstance(store, dict) and isinstance(store.get("masks"), dict):
        return list(store["masks"].values())
    if "name" in found or "context" in found or "modelConfig" in found:
        return [found]
    lists = [entries for entries in found.values() if isinstance(entries, list)]  # by language, as its site has them
    return [entry for entries in lists for entry in entries] if lists else None


def mask_from(fields: object, keep: KeepPicture, left: Left) -> Mask | None:
    """A mask that stands in JSON, without an id; None where it has no name. What `keep` raises it lets through."""
    name = _line(fields, "name") if isinstance(fields, dict) else ""
    if not isinstance(fields, dict) or not name:
        left.nameless += 1
        return None
    ours = mapping(fields.get(OURS))
    model, parameters = _answering(fields, ours)
    created, folds = fields.get("createdAt"), fields.get("enableCodeFold")
    return Mask(
        "",
        name,
        emoji_of(fields.get("avatar")),
        _line(ours, "about"),
        "" if ours.get("any_language") is True else languages.ours(_line(fields, "lang")),
        _line(ours, "category"),
        tuple(context_from(fields.get("context"), keep, left)),
        fields.get("hideContext") is True,
        model=model,
        parameters=parameters,
        fold_code=folds if isinstance(folds, bool) else None,
        created=int(created) if isinstance(created, int | float) and 0 <= created < 1 << 53 else 0,
        foreign=_foreign(fields),
    )


def _answering(fields: Mapping[str, Any], ours: Mapping[str, Any]) -> tuple[str, Parameters]:
    """The model and the parameters. Of a mask that was written here, NextChat's settings count where they are others
    than those that were written."""
    own, model = _own(mapping(ours.get("parameters"))), _line(ours, "model")
    if _is_global(fields):
        return model, own
    config = mapping(fields.get("modelConfig"))
    if OURS in fields:
        config = changed_in(config, config_of(own, {"model": model} if model else {}))
    return _line(config, "model") or model, parameters_from(config).over(own)


def _is_global(fields: Mapping[str, Any]) -> bool:
    """Whether the settings in it are those that counted everywhere when it was written, and not its own."""
    return fields.get("syncGlobalConfig") is True


def _own(fields: dict[str, Any]) -> Parameters:
    try:
        return msgspec.convert(fields, Parameters)
    except (msgspec.ValidationError, TypeError):
        return NOTHING_SAID


def _foreign(fields: Mapping[str, Any]) -> str:
    """What is kept for the way back; an avatar only where it is none that could be shown here."""
    rest = {name: value for name, value in fields.items() if name not in _TAKEN}
    if fields.get("avatar") and not emoji_of(fields["avatar"]):
        rest["avatar"] = fields["avatar"]
    if not _is_global(fields) and isinstance(fields.get("modelConfig"), dict):
        rest["modelConfig"] = unknown_in(fields["modelConfig"])
    try:
        return msgspec.json.encode(_harmless(rest)).decode() if rest else ""
    except (RecursionError, UnicodeError):
        return ""


def _harmless(value: Any) -> Any:
    """The same without names that are dangerous there. Raises RecursionError."""
    if isinstance(value, dict):
        return {name: _harmless(one) for name, one in value.items() if name not in _HOSTILE}
    return [_harmless(one) for one in value] if isinstance(value, list) else value


def context_from(found: object, keep: KeepPicture, left: Left) -> Iterator[Message]:
    """The messages that go before everything, as masks have them and old conversations without a mask."""
    for place, one in enumerate(found if isinstance(found, list) else []):
        if not isinstance(one, dict) or one.get("role") not in tuple(Role):
            left.messages += 1
            continue
        parts = tuple(_parts(one.get("content"), keep, left))
        if parts:
            yield Message(str(place), Role(one["role"]), parts)


def _parts(content: object, keep: KeepPicture, left: Left) -> Iterator[Part]:
    for part in content if isinstance(content, list) else [{"type": "text", "text": content}]:
        fields = mapping(part)
        if text_in(fields, "text").strip():
            yield Text(text_in(fields, "text"))
        elif fields.get("type") == "image_url":
            data = data_picture(text_in(mapping(fields.get("image_url")), "url"))
            picture = keep(data) if data is not None else None
            left.pictures += picture is None
            yield from () if picture is None else (picture,)


def mask_fields(mask: Mask, picture: ReadPicture) -> dict[str, Any]:
    """All that NextChat expects of a mask. Raises what `picture` raises."""
    rest = mapping(decoded(mask.foreign))
    model = mask.choice.model if mask.choice is not None else mask.model
    known = {**mapping(rest.get("modelConfig")), **({"model": model} if model else {})}
    is_global = not model and not mask.parameters
    avatar = avatar_of(mask.avatar) if mask.avatar else rest.get("avatar") or avatar_of("")
    ours = {
        "about": mask.about,
        "category": mask.category,
        "model": model,
        "parameters": _said(mask.parameters),
        "any_language": not mask.language,
    }
    folds = {} if mask.fold_code is None else {"enableCodeFold": mask.fold_code}
    return {
        **rest,
        "id": mask.id,
        "createdAt": mask.created,
        "avatar": avatar,
        "name": mask.name,
        "hideContext": mask.hides_context,
        "context": [_message(one, picture) for one in _told(mask)],
        "syncGlobalConfig": is_global,
        "lang": languages.theirs(mask.language) or "en",
        "builtin": False,
        **folds,
        "modelConfig": config_of(mask.parameters, known),
        OURS: {name: value for name, value in ours.items() if value},
    }


def _told(mask: Mask) -> tuple[Message, ...]:
    """What goes before everything, with the instructions that NextChat would have no place for."""
    system = (mask.parameters.system or "").strip()
    first = (Message("system", Role.SYSTEM, (Text(system),)),) if system else ()
    return (*first, *mask.context)


def _said(parameters: Parameters) -> dict[str, Any]:
    """Without the instructions, which are a message there."""
    told = replace(parameters, system=None)
    return {name: getattr(told, name) for name in told.said}


def _message(message: Message, picture: ReadPicture) -> dict[str, Any]:
    shown = [(one, data) for one in message.pictures if (data := picture(one)) is not None]
    text = {"type": "text", "text": message.text}
    content = [text, *(image_fields(one.media, data) for one, data in shown)] if shown else message.text
    return {"id": message.id, "role": message.role.value, "content": content, "date": ""}


def image_fields(media: str, data: bytes) -> dict[str, Any]:
    """A picture as a part of a message."""
    url = f"data:{media};base64,{base64.b64encode(data).decode()}"
    return {"type": "image_url", "image_url": {"url": url}}


def _line(fields: Mapping[str, Any], name: str) -> str:
    return " ".join(text_in(fields, name).split())
