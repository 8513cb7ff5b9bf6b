"""A conversation as Gemini takes it: turns of parts; knows nothing of the rest of a request."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake, Picture, Text, ToolCall
from nextchat_desktop.providers.chunks import fields, text
from nextchat_desktop.providers.instructions import system_of
from nextchat_desktop.providers.json_text import read_json

Piece = dict[str, Any]

SIGNED = "google"
"""The kind of keepsake that is a part with its signature, without what the message says or shows itself."""

SYSTEM, SIGNATURE = "systemInstruction", "thoughtSignature"
_KINDS = ("text", "inlineData", "functionCall")
_ROLES = {Role.USER: "user", Role.ASSISTANT: "model"}


def turns_of(
    messages: Iterable[Message], pictures: Mapping[str, bytes], refused: frozenset[str]
) -> list[dict[str, Any]]:
    """The turns without the system's, unless its own field is refused: then it stands before the first question.

    Neighbours of one role are one turn.
    """
    messages = tuple(messages)
    turns: list[tuple[str, list[Piece]]] = []
    if SYSTEM in refused and (system := system_of(messages)):
        turns.append(("user", [{"text": system}]))
    for message in messages:
        role, pieces = _ROLES.get(message.role), _pieces(message, pictures, SIGNATURE not in refused)
        if role and turns and turns[-1][0] == role:
            turns[-1][1].extend(pieces)
        elif role and pieces:
            turns.append((role, pieces))
    return [{"role": role, "parts": pieces} for role, pieces in turns]


def _pieces(message: Message, pictures: Mapping[str, bytes], with_signatures: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for part in message.parts:
        if isinstance(part, Text) and part.text.strip():
            pieces.append({"text": part.text})
        elif isinstance(part, Picture) and part.blob in pictures:
            data = b64encode(pictures[part.blob]).decode()
            pieces.append({"inlineData": {"mimeType": part.media, "data": data}})
        elif isinstance(part, ToolCall):
            pieces.append({"functionCall": dict(_call(part))})
        elif isinstance(part, Keepsake) and part.kind == SIGNED and with_signatures:
            _sign(pieces, fields(read_json(part.data)))
    return pieces


def _call(call: ToolCall) -> Iterator[tuple[str, Any]]:
    if call.id:
        yield "id", call.id
    yield "name", call.name
    yield "args", fields(read_json(call.arguments))


def _sign(pieces: list[Piece], signed: Piece) -> None:
    """Puts the signature on the very part it came with: an empty one, the last one, or the end of a text in pieces."""
    signature, end = text(signed.get(SIGNATURE)), text(signed.get("text"))
    kind = next((name for name in _KINDS if name in signed), "")
    if not pieces or not signature or not kind:
        return
    last = pieces[-1]
    if kind == "text" and not end:
        pieces.append({"text": "", SIGNATURE: signature})
    elif kind == "text" and text(last.get("text")).removesuffix(end) not in ("", last.get("text")):
        last["text"] = last["text"].removesuffix(end)
        pieces.append({"text": end, SIGNATURE: signature})
    elif kind in last:
        last[SIGNATURE] = signature


def keepsake(part: Piece) -> Keepsake:
    """What is kept of a part with a signature: which it was, by the end of its text or by its kind."""
    kind = next((name for name in _KINDS[1:] if name in part), "text")
    which = text(part.get("text")) if kind == "text" else {}
    return Keepsake(SIGNED, json.dumps({kind: which, SIGNATURE: part[SIGNATURE]}, ensure_ascii=False))
