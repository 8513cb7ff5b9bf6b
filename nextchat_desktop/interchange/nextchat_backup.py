"""Conversations, masks and prompts → a backup that NextChat takes. It opens no file and knows no connection.

NextChat looks for all five stores, lays what stands in two of them over what it has, and so is given these empty. It
knows no branches: of each conversation the one that is read is written.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exporting import ReadPicture
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import ToolCall
from nextchat_desktop.interchange import languages
from nextchat_desktop.interchange.foreign.nextchat import errors, thoughts, titles
from nextchat_desktop.interchange.masks import OURS, image_fields, mask_fields

_PROVIDERS: Mapping[str, str] = {
    "azure": "Azure",
    "google": "Google",
    "anthropic": "Anthropic",
    "deepseek": "DeepSeek",
    "moonshot": "Moonshot",
    "xai": "XAI",
    "zhipu": "ChatGLM",
    "siliconflow": "SiliconFlow",
    "302ai": "302.AI",
    "alibaba": "Alibaba",
    "volcengine": "ByteDance",
    "baidu": "Baidu",
    "tencent": "Tencent",
    "iflytek": "Iflytek",
    "stability": "Stability",
}
"""What NextChat calls our services. To all others it speaks as to OpenAI."""
_OPENAI = "OpenAI"
_NOON = 12


@dataclass(frozen=True, slots=True)
class Written:
    """A conversation on its way into a backup.

    `branch` are the messages that are read, the oldest first; deleted ones are left out. `model` is what the service
    calls the model that answers, and `service` is the id of that; both may be empty.
    """

    head: Conversation
    branch: Sequence[Message]
    memories: Sequence[Memory] = ()
    model: str = ""
    service: str = ""


def backup(
    conversations: Iterable[Written],
    masks: Iterable[Mask],
    prompts: Iterable[Prompt],
    picture: ReadPicture,
    language: str = "en",
    reasoning: bool = True,
) -> Iterator[bytes]:
    """The file in pieces, each no longer than a message. Raises what `picture` and the iterables raise.

    Pictures of which `picture` gives nothing are left out, and so are conversations without a message, which NextChat
    does not take. `language` is that of the program, for titles that nobody has given.
    """
    yield b'{"chat-next-web-store":{"sessions":['
    yield from _listed(_session(one, picture, language, reasoning) for one in conversations if _living(one.branch))
    yield b'],"currentSessionIndex":0},"access-control":{},"app-config":{},"mask-store":{"masks":{'
    yield from _listed([_named(mask.id, mask_fields(mask, picture))] for mask in masks)
    yield b'}},"prompt-store":{"prompts":{'
    yield from _listed([_named(prompt.id, _prompt(prompt))] for prompt in prompts)
    yield b"}}}"


def _listed(things: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """With commas between."""
    for place, thing in enumerate(things):
        if place:
            yield b","
        yield from thing


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _named(id: str, fields: Mapping[str, Any]) -> bytes:
    return _json(id) + b":" + _json(fields)


def _living(branch: Iterable[Message]) -> list[Message]:
    return [message for message in branch if message.deleted is None]


def _session(written: Written, picture: ReadPicture, language: str, reasoning: bool) -> Iterator[bytes]:
    head, living = written.head, _living(written.branch)
    updated = max((message.created for message in living), default=0) or head.updated
    cleared, (summed, memory) = _index(written.branch, head.cleared), _memory(written)
    fields = {
        "id": head.id,
        "topic": head.title.strip() or titles.usual(languages.theirs(language)),
        "memoryPrompt": memory,
        "stat": {"tokenCount": 0, "wordCount": 0, "charCount": sum(len(message.text) for message in living)},
        "lastUpdate": updated,
        "lastSummarizeIndex": summed,
        "mask": _mask(written, picture, language),
        **({"clearContextIndex": cleared} if cleared else {}),
    }
    yield _json(fields)[:-1] + b',"messages":['
    yield from _listed([_json(_message(one, updated, picture, reasoning))] for one in living)
    yield b"]}"


def _index(branch: Sequence[Message], id: str | None) -> int:
    """How many messages there are up to this one; 0 where it is not in the branch."""
    place = next((place for place, message in enumerate(branch) if message.id == id), -1)
    return len(_living(branch[: place + 1]))


def _memory(written: Written) -> tuple[int, str]:
    """How much of the branch is summed up, and the summary that goes furthest."""
    found = ((_index(written.branch, memory.through), memory.text) for memory in written.memories)
    return max((one for one in found if one[0]), default=(0, ""))


def _mask(written: Written, picture: ReadPicture, language: str) -> dict[str, Any]:
    """NextChat keeps in a conversation's mask what goes before it and who answers."""
    head = written.head
    begun = head.mask or Mask("", titles.usual(languages.theirs(language)), language=language, created=head.created)
    last = next((one for one in reversed(written.branch) if one.choice is not None), None)
    model = written.model or (last.choice.model if last is not None and last.choice is not None else begun.model)
    fields = mask_fields(
        replace(
            begun,
            id=begun.id or head.id,
            context=head.context,
            hides_context=head.hides_context,
            choice=None,
            model=model,
            parameters=head.parameters.over(begun.parameters),
        ),
        picture,
    )
    if written.service:
        fields["modelConfig"]["providerName"] = _PROVIDERS.get(written.service.removesuffix("-intl"), _OPENAI)
    return fields


def _message(message: Message, latest: int, picture: ReadPicture, reasoning: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": message.id,
        "date": _date(message.created or latest),
        "role": message.role.value,
    }
    if message.role is not Role.ASSISTANT:
        return {**fields, "content": _content(message.text, message, picture)}
    fields |= {"streaming": False, "model": message.choice.model if message.choice is not None else message.author}
    thought = thoughts.folded(message.reasoning) if reasoning and message.reasoning.strip() else ""
    if not thought and not message.says_something:
        failure = message.failure or Failed(FailureKind.EMPTY)
        return {**fields, "content": errors.fenced(failure.detail or failure.kind.value), "isError": True}
    tools = [_tool(part) for part in message.parts if isinstance(part, ToolCall)]
    return {
        **fields,
        "content": _content(thought + message.text, message, picture),
        **({OURS: {"thought": len(thought)}} if thought or _is_misread(message.text, fields["model"]) else {}),
        **({"tools": tools} if tools else {}),
    }


def _is_misread(text: str, model: str) -> bool:
    """Whether this program would take an answer for something else when it reads it, if nothing said what it is."""
    return errors.parted(text, False)[0] != text or thoughts.parted(text, model)[1] != text


def _content(text: str, message: Message, picture: ReadPicture) -> str | list[dict[str, Any]]:
    shown = [(one, data) for one in message.pictures if (data := picture(one)) is not None]
    if not shown:
        return text or " · ".join(one.name or one.media for one in message.pictures)
    said = [{"type": "text", "text": text}] if text else []
    return [*said, *(image_fields(one.media, data) for one, data in shown)]


def _tool(call: ToolCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
        "content": call.result,
        "isError": False,
    }


def _prompt(prompt: Prompt) -> dict[str, Any]:
    return {
        "id": prompt.id,
        "isUser": True,
        "title": prompt.title,
        "content": prompt.text,
        "createdAt": prompt.created,
    }


def _date(milliseconds: int) -> str:
    """By the clock of this computer, as it is written in America: NextChat's browsers can read no other way."""
    try:
        at = datetime.fromtimestamp(milliseconds / 1000)
    except (ValueError, OverflowError, OSError):
        return ""
    half = "AM" if at.hour < _NOON else "PM"
    return f"{at.month}/{at.day}/{at.year}, {at.hour % _NOON or _NOON}:{at.minute:02}:{at.second:02} {half}"
