"""A conversation as Claude takes it: turns that alternate and begin with the person's; knows nothing of the rest."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake, Picture, Text
from nextchat_desktop.providers.instructions import system_of
from nextchat_desktop.providers.json_text import read_json

Block = dict[str, Any]

THOUGHT = "anthropic"
"""The kind of keepsake that is a block of thought with its signature."""

THOUGHTS, PREFILL, SYSTEM = "signatures", "prefill", "system"
"""What may be refused: thoughts that are sent back, an answer as the last turn, a prompt beside the turns."""

_MEDIA = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
_BLOCKS_OF_THOUGHT = ("thinking", "redacted_thinking")
_NOTHING_SAID = "…"
_GO_ON = "Continue exactly where you stopped."


def turns_of(
    messages: Iterable[Message], pictures: Mapping[str, bytes], refused: frozenset[str]
) -> list[dict[str, Any]]:
    """The turns without the system's, unless its own field is refused: then it stands before the first question."""
    messages = tuple(messages)
    turns: list[tuple[str, list[Block]]] = []
    for role, blocks in _said(messages, pictures, THOUGHTS not in refused):
        if turns and turns[-1][0] == role:
            turns[-1][1].extend(blocks)
        else:
            turns.append((role, blocks))
    _put_in_order(turns, system_of(messages) if SYSTEM in refused else "", PREFILL in refused)
    return [{"role": role, "content": _content(blocks)} for role, blocks in turns]


def _said(
    messages: Iterable[Message], pictures: Mapping[str, bytes], with_thoughts: bool
) -> Iterator[tuple[str, list[Block]]]:
    for message in messages:
        blocks = list(_blocks(message, pictures))
        if blocks and message.role is not Role.SYSTEM:
            thoughts = list(_thoughts(message)) if with_thoughts else []
            yield message.role.value, [*thoughts, *blocks]


def _blocks(message: Message, pictures: Mapping[str, bytes]) -> Iterator[Block]:
    """What is said and shown. Pictures of an answer are left out: Claude makes none and refuses them there."""
    for part in message.parts:
        if isinstance(part, Text) and part.text.strip():
            yield _text(part.text)
        elif isinstance(part, Picture) and message.role is Role.USER and part.media in _MEDIA:
            yield from _picture(part, pictures.get(part.blob))


def _picture(picture: Picture, data: bytes | None) -> Iterator[Block]:
    if data is not None:
        source = {"type": "base64", "media_type": picture.media, "data": b64encode(data).decode()}
        yield {"type": "image", "source": source}


def _thoughts(message: Message) -> Iterator[Block]:
    """They were given with the answer and must come first in it, unchanged."""
    for part in message.parts:
        block = read_json(part.data) if isinstance(part, Keepsake) and part.kind == THOUGHT else None
        if isinstance(block, dict) and block.get("type") in _BLOCKS_OF_THOUGHT and message.role is Role.ASSISTANT:
            yield block


def _put_in_order(turns: list[tuple[str, list[Block]]], system: str, must_end_with_a_question: bool) -> None:
    """Adds what must stand before the first turn and after the last."""
    if not turns or turns[0][0] != "user":
        turns.insert(0, ("user", [_text(system or _NOTHING_SAID)]))
    elif system:
        turns[0][1].insert(0, _text(system))
    role, blocks = turns[-1]
    if role == "assistant":  # to be gone on with; neither blanks at its end nor its thoughts are taken
        blocks[:] = [block for block in blocks if block["type"] not in _BLOCKS_OF_THOUGHT]
        blocks[-1]["text"] = blocks[-1]["text"].rstrip()
        if must_end_with_a_question:
            turns.append(("user", [_text(_GO_ON)]))


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _content(blocks: list[Block]) -> str | list[Block]:
    """Only text as text, which even the simplest of gateways understands."""
    is_text = len(blocks) == 1 and blocks[0]["type"] == "text"
    return str(blocks[0]["text"]) if is_text else blocks


def keepsake(block: Mapping[str, Any]) -> Keepsake:
    return Keepsake(THOUGHT, json.dumps(block, ensure_ascii=False))
