"""Messages as NextChat keeps them → messages, and what of them could not be taken. It knows no conversation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.found import Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part, Reasoning, Text, ToolCall
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.local_times import local_times
from nextchat_desktop.interchange.foreign.loose import as_json, line, mappings, milliseconds, name, text
from nextchat_desktop.interchange.foreign.nextchat import errors, thoughts
from nextchat_desktop.interchange.foreign.turns import role_of, turn
from nextchat_desktop.interchange.masks import OURS
from nextchat_desktop.records.reading import listing, mapping

_ELSEWHERE = re.compile(r"https?://[^\s()<>]+", re.I)
_CACHE = "/api/cache/"
"""Where NextChat keeps pictures for itself alone."""


def message(fields: object, place: int, gathering: Gathering) -> Message | None:
    """One message, which stands at this place. None where it says nothing, or cannot be told here."""
    if not isinstance(fields, dict):
        gathering.miss(Why.MESSAGE)
        return None
    role = role_of(fields.get("role"))
    if role is None:
        gathering.miss(Why.MESSAGE)
        return None
    if text(fields.get("audio_url")):
        gathering.miss(Why.ATTACHMENT)
    model = line(fields.get("model"))
    blank = Message(_id(fields, place), role, author=model if role is Role.ASSISTANT else "")
    if role is not Role.ASSISTANT:
        parts = tuple(_content(fields.get("content"), gathering))
        return turn(blank, parts or _named(fields.get("content")))
    return _answer(blank, fields, model, gathering)


def timed(
    messages: Sequence[Message | None], fields: Sequence[object], latest: int, gathering: Gathering
) -> list[Message | None]:
    """With the times that stand in them, none after the conversation was last changed."""
    dates = [mapping(one).get("date") for one in fields]
    read = local_times([text(one) for one in dates], latest=latest)
    gathering.miss(Why.TIME, read.guessed)
    exact = [0 if isinstance(one, str) else milliseconds(one) for one in dates]
    times = [first or second for first, second in zip(exact, read.times, strict=True)]
    bounded = [min(time, latest) if latest else time for time in times]
    return [None if one is None else replace(one, created=time) for one, time in zip(messages, bounded, strict=True)]


def _id(fields: Mapping[str, Any], place: int) -> str:
    """NextChat's own; of one without, what is the same at the next reading."""
    return name(fields.get("id")) or own_id(
        "message", str(place), line(fields.get("role")), as_json(fields.get("content"))
    )


def _answer(blank: Message, fields: Mapping[str, Any], model: str, gathering: Gathering) -> Message | None:
    noted = _noted(fields)
    said, rest = _first_text(fields.get("content"), noted is not None)
    is_marked = fields.get("isError") is True
    whole, failure = (said, None) if noted is not None and not is_marked else errors.parted(said, is_marked)
    thought, answer = thoughts.parted(whole, model, noted)
    if failure is not None:
        gathering.miss(Why.FAILURE)
    elif fields.get("streaming") is True:
        failure = Failed(FailureKind.CRASHED)
    parts = (
        *([Reasoning(thought)] if thought.strip() else []),
        *_calls(fields.get("tools"), gathering),
        *_content([answer, *rest], gathering),
    )
    if failure is None:
        parts = parts or _named(rest)
        failure = None if parts else Failed(FailureKind.EMPTY)
    if noted is None or failure is not None:
        return turn(blank, parts, failure)
    return replace(blank, parts=parts)  # it was this program's own, and is what it was


def _noted(fields: Mapping[str, Any]) -> int | None:
    """How much of the content is a thought, which this program notes where it writes a backup."""
    length = mapping(fields.get(OURS)).get("thought")
    return length if isinstance(length, int) and not isinstance(length, bool) else None


def _first_text(content: object, is_noted: bool) -> tuple[str, list[Any]]:
    """The text in which thoughts and errors may stand, and what else there is. NextChat itself writes such texts alone,
    this program also before pictures."""
    if not isinstance(content, list):
        return text(content), []
    first = mapping(content[0]) if content else {}
    is_text = is_noted and first.get("type") == "text"
    return (text(first.get("text")), content[1:]) if is_text else ("", content)


def _content(content: object, gathering: Gathering) -> Iterator[Part]:
    """A picture that anybody can still see stays as a link."""
    for part in content if isinstance(content, list) else [content]:
        url = _address(part)
        if _ELSEWHERE.fullmatch(url) and _CACHE not in url:
            yield Text(f"![]({url})")
        elif url:
            yield from gathering.picture(url)
        else:
            yield from gathering.content([part])


def _named(content: object) -> tuple[Part, ...]:
    """What pictures are called that are not there, where nothing else is."""
    addresses = (_address(part) for part in listing(content))
    names = [line(one.rpartition("/")[2]) for one in addresses if not one.startswith("data:")]
    told = " · ".join(one for one in names if one)
    return (Text(told),) if told else ()


def _address(part: object) -> str:
    fields = mapping(part)
    url = fields.get("image_url") if fields.get("type") == "image_url" else None
    return text(mapping(url).get("url") if isinstance(url, dict) else url).strip()


def _calls(tools: object, gathering: Gathering) -> Iterator[Part]:
    for one in mappings(tools):
        function = mapping(one.get("function"))
        gathering.miss(Why.TOOL)
        yield ToolCall(
            name(one.get("id")),
            line(function.get("name")),
            as_json(function.get("arguments")),
            as_json(one.get("content")) or as_json(one.get("errorMsg")),
        )
    gathering.miss(Why.MESSAGE, sum(not isinstance(one, dict) for one in listing(tools)))
