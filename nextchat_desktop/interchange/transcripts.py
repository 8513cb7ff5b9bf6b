"""A conversation, or some turns of it, as a text for people or programs. Pure; it knows no file and no language."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from html import escape
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import PART_NAMES, Picture

FORMAT, VERSION = "nextchat-desktop/conversation", 1
"""What the lossless shape says of itself; readers of later versions go by them."""


class Shape(StrEnum):
    """How it is written; the value is how a file of it ends."""

    MARKDOWN = "md"
    TEXT = "txt"
    HTML = "html"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Told:
    """What is written. `context` are the messages that go before everything, empty where they are not wanted."""

    head: Conversation
    messages: tuple[Message, ...]
    context: tuple[Message, ...] = ()
    thoughts: bool = False


@dataclass(frozen=True, slots=True)
class Sayings:
    """The words around those of others. `when` makes a time out of UTC milliseconds, `rendered` HTML out of Markdown,
    `plain` words out of Markdown."""

    roles: Mapping[Role, str]
    context: str
    thoughts: str
    picture: str
    language: str
    when: Callable[[int], str]
    rendered: Callable[[str], str]
    plain: Callable[[str], str]


def written(shape: Shape, told: Told, sayings: Sayings) -> str:
    return _MAKERS[shape](told, sayings)


def markdown(told: Told, sayings: Sayings) -> str:
    """Each turn below a heading of its own; thoughts as a quotation."""
    parts = [f"# {_one_line(told.head.title)}"] if told.head.title else []
    for group, message in _grouped(told, sayings):
        parts.append(f"## {group}{_author(message, sayings)}")
        if told.thoughts and message.reasoning.strip():
            parts.append(_quoted(f"**{sayings.thoughts}**\n\n{message.reasoning.strip()}"))
        parts += [f"*[{sayings.picture}{_name(picture)}]*" for picture in message.pictures]
        parts += [message.text.strip()] if message.text.strip() else []
    return "\n\n".join(parts) + "\n"


def text(told: Told, sayings: Sayings) -> str:
    """Without marks, for those who paste it into a letter."""
    parts = [_one_line(told.head.title)] if told.head.title else []
    for group, message in _grouped(told, sayings):
        said = [f"{group}{_author(message, sayings)}"]
        if told.thoughts and message.reasoning.strip():
            said.append(f"{sayings.thoughts}: {sayings.plain(message.reasoning).strip()}")
        said += [f"[{sayings.picture}{_name(picture)}]" for picture in message.pictures]
        said += [sayings.plain(message.text).strip()] if message.text.strip() else []
        parts.append("\n".join(said))
    return "\n\n".join(parts) + "\n"


def html(told: Told, sayings: Sayings) -> str:
    """A page that needs nothing else: no script, no address."""
    title = escape(_one_line(told.head.title))
    turns = "\n".join(_html_turn(told, group, message, sayings) for group, message in _grouped(told, sayings))
    head = f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{_STYLE}</style>'
    heading = f"<h1>{title}</h1>\n" if title else ""
    language = escape(sayings.language.replace("_", "-"))
    page = f"<head>\n{head}\n</head>\n<body>\n{heading}{turns}\n</body>\n"
    return f'<!DOCTYPE html>\n<html lang="{language}">\n{page}</html>\n'


def lossless(told: Told, _sayings: Sayings) -> str:
    """Everything that is known of each message, whatever else is wanted."""
    head = told.head
    conversation = {
        "id": head.id,
        "title": head.title,
        "created": _moment(head.created),
        "updated": _moment(head.updated),
        "model": _value(head.choice),
        "cleared": head.cleared,
        "parameters": _value(head.parameters),
    }
    shape = {
        "format": FORMAT,
        "version": VERSION,
        "conversation": conversation,
        "context": [_fields(message) for message in told.context],
        "messages": [_fields(message) for message in told.messages],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


_MAKERS: Mapping[Shape, Callable[[Told, Sayings], str]] = {
    Shape.MARKDOWN: markdown,
    Shape.TEXT: text,
    Shape.HTML: html,
    Shape.JSON: lossless,
}

_STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;color:#1f1d1a;"
    "background:#fdfcfb}section{margin:1.5rem 0}header{color:#706a63;font-size:.85rem}"
    ".user>div{background:#f1efeb;border-radius:14px;padding:.6rem 1rem}pre{background:#f6f4f1;border-radius:10px;"
    "padding:.8rem 1rem;overflow:auto}table{border-collapse:collapse}td,th{border-bottom:1px solid #e4e0da;"
    "padding:.3rem .8rem}details{color:#5a554e}"
    "@media (prefers-color-scheme:dark){body{color:#ece9e4;background:#1c1b1a}.user>div{background:#2b2927}"
    "pre{background:#232120}header,details{color:#b5afa7}td,th{border-color:#35332f}}"
)


def _grouped(told: Told, sayings: Sayings) -> Sequence[tuple[str, Message]]:
    """Each message below what stands for whoever said it; those of the context are told from others."""
    before = [(f"{sayings.context}: {sayings.roles[message.role]}", message) for message in told.context]
    return [*before, *((sayings.roles[message.role], message) for message in told.messages)]


def _author(message: Message, sayings: Sayings) -> str:
    told = (message.author, sayings.when(message.created) if message.created else "")
    said = " · ".join(part for part in told if part)
    return f" · {said}" if said else ""


def _html_turn(told: Told, group: str, message: Message, sayings: Sayings) -> str:
    body = "".join(f"<p><em>[{escape(sayings.picture + _name(picture))}]</em></p>\n" for picture in message.pictures)
    if told.thoughts and message.reasoning.strip():
        thought = sayings.rendered(message.reasoning)
        body += f"<details><summary>{escape(sayings.thoughts)}</summary>\n{thought}</details>\n"
    body += sayings.rendered(message.text)
    header = escape(f"{group}{_author(message, sayings)}")
    return f'<section class="{message.role.value}">\n<header>{header}</header>\n<div>{body}</div>\n</section>'


def _fields(message: Message) -> dict[str, Any]:
    shown = {
        "id": message.id,
        "parent": message.parent,
        "role": message.role.value,
        "created": _moment(message.created),
        "edited": _moment(message.edited),
        "content": message.text,
        "parts": [{"type": PART_NAMES[type(part)], **asdict(part)} for part in message.parts],
        "state": message.state.value,
        "author": message.author,
        "model": _value(message.choice),
        "finish": message.finish,
        "seconds": message.seconds,
        "usage": _value(message.usage),
        "failure": _value(message.failure),
    }
    return {name: value for name, value in shown.items() if value not in (None, "")}


def _value(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _value(getattr(value, one.name)) for one in fields(value) if _is_said(value, one.name)}
    if isinstance(value, tuple | list | frozenset):
        return [_value(one) for one in value]
    return value


def _is_said(value: object, name: str) -> bool:
    return getattr(value, name) not in (None, "")


def _moment(ms: int | None) -> str | None:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds") if ms else None


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _name(picture: Picture) -> str:
    return f": {picture.name}" if picture.name else ""
