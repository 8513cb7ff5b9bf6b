"""Messages, conversations and masks, made of what readers found. It knows no program's files."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.found import Found, FoundConversation, FoundMask, Unread, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameter_table import checked
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.core.parts import Part, Reasoning, Text
from nextchat_desktop.core.settling import distinct, own_id
from nextchat_desktop.interchange.foreign.loose import line, text

_ROLES: Mapping[str, Role] = {
    "system": Role.SYSTEM,
    "developer": Role.SYSTEM,
    "user": Role.USER,
    "human": Role.USER,
    "assistant": Role.ASSISTANT,
    "ai": Role.ASSISTANT,
    "bot": Role.ASSISTANT,
    "gpt": Role.ASSISTANT,
    "chatgpt": Role.ASSISTANT,
    "bing": Role.ASSISTANT,
    "bard": Role.ASSISTANT,
    "claude": Role.ASSISTANT,
    "gemini": Role.ASSISTANT,
    "model": Role.ASSISTANT,
}
"""What people and programs call those who speak, in small letters."""

_KINDS: Mapping[int, FailureKind] = {
    400: FailureKind.BAD_REQUEST,
    401: FailureKind.KEY_REFUSED,
    403: FailureKind.FORBIDDEN,
    404: FailureKind.MODEL_NOT_FOUND,
    429: FailureKind.RATE_LIMIT,
    503: FailureKind.OVERLOADED,
}
_SECRET = re.compile(r"\b(?:Bearer\s+|sk-|gsk_|xai-|AIza|pplx-|nvapi-)[\w.-]{4,}", re.ASCII)
_ALOUD = re.compile(r"\s*<think(?:ing)?>(.*?)</think(?:ing)?>\s*(.*)", re.DOTALL)
_LONGEST_DETAIL = 2_000
_LONGEST_AVATAR = 16


def role_of(value: object) -> Role | None:
    return _ROLES.get(value.strip().casefold()) if isinstance(value, str) else None


def failed(detail: object, status: object = None) -> Failed:
    """An error that another program kept. Keys that stand in it are hidden."""
    said = _SECRET.sub("•••", text(detail).strip())[:_LONGEST_DETAIL]
    code = status if isinstance(status, int) and 100 <= status < 600 else None
    kind = _KINDS.get(code or 0, FailureKind.SERVER)
    return Failed(kind, said, status=code)


def turn(
    message: Message, parts: Iterable[Part], failure: Failed | None = None, is_cut: bool = False
) -> Message | None:
    """The message with what is in it, thoughts first, each text a paragraph; None where there is nothing at all."""
    every = tuple(_spoken(parts) if message.role is Role.ASSISTANT else parts)
    thoughts = tuple(one for one in every if isinstance(one, Reasoning))
    others = tuple(_apart(one for one in every if not isinstance(one, Reasoning)))
    if not every and failure is None:
        return None
    state = State.COMPLETE
    if failure is not None:
        state = State.INTERRUPTED if others else State.FAILED
    elif is_cut:
        state = State.INTERRUPTED
    return replace(message, parts=(*thoughts, *others), state=state, failure=failure)


def _spoken(parts: Iterable[Part]) -> Iterator[Part]:
    """What a model thought aloud before it answered, as a thought."""
    for one in parts:
        aloud = _ALOUD.match(one.text) if isinstance(one, Text) else None
        if aloud is None:
            yield one
            continue
        if aloud[1].strip():
            yield Reasoning(aloud[1].strip())
        if aloud[2].strip():
            yield Text(aloud[2])


def _apart(parts: Iterable[Part]) -> Iterator[Part]:
    """Texts are read as one, whatever stood between them."""
    before = ""
    for one in parts:
        if isinstance(one, Text):
            is_one = not before or before.endswith("\n") or one.text.startswith("\n")
            yield one if is_one else Text(f"\n\n{one.text}")
            before = one.text
        else:
            yield one


def chained(messages: Iterable[Message]) -> tuple[Message, ...]:
    """One after the other, also where several have the same id."""
    every = tuple(messages)
    ids = distinct(one.id for one in every)
    parents = (None, *ids)
    return tuple(replace(one, id=id, parent=parent) for one, id, parent in zip(every, ids, parents, strict=False))


def bridged(messages: Iterable[Message], parents: Mapping[str, str]) -> tuple[Message, ...]:
    """Each below the nearest that is there, where `parents` names those of all, also of what was left out."""
    every = tuple(messages)
    there = {one.id for one in every}
    above = ((one, nearest(parents.get(one.id), parents, there)) for one in every)
    return tuple(replace(one, parent=parent if parent != one.id else None) for one, parent in above)


def nearest(id: str | None, parents: Mapping[str, str], there: Container[str]) -> str | None:
    """The message itself if it is there, else the first above it that is; None where there is none."""
    seen: set[str] = set()
    while id is not None and id not in there and id not in seen:
        seen.add(id)
        id = parents.get(id)
    return id if id in there else None


def conversation(
    head: Conversation, messages: Sequence[Message], model: str = "", memories: tuple[Memory, ...] = ()
) -> Found:
    """What is told first goes along as the conversation's instructions. One in which nothing was said is none."""
    told = _instructions(messages)
    rest = tuple(messages[len(told) :])
    if not rest:
        return Unread(Why.EMPTY, head.title)
    parents = {one.id: one.parent for one in messages if one.parent is not None}
    system = "\n\n".join(one.text.strip() for one in told) or None
    if system and not (head.mask is not None and head.mask.parameters.system == system):
        head = replace(head, parameters=replace(head.parameters, system=system))
    return FoundConversation(head, bridged(rest, parents), memories, model)


def mask(found: Mask, system: object, options: Mapping[str, object] | None = None) -> Mask | None:
    """The mask with instructions and further parameters, as far as they make sense; None where it tells nothing."""
    said = text(system).strip()
    if not said and not found.context:
        return None
    known = {name: value for name, value in (options or {}).items() if value is not None}
    told = checked({**known, **({"system": said} if said else {})})
    return replace(found, parameters=told)


def instructed(system: object) -> Parameters:
    """What a conversation tells the model before everything else, if anything."""
    said = text(system).strip()
    return Parameters(system=said) if said else NOTHING_SAID


def begun_with(found: Mask | None, form: str) -> Mask | None:
    """The mask as a conversation keeps it, under the id that it will have here; `form` is the id of the format."""
    return None if found is None else replace(found, id=own_id(form, "mask", found.id))


def masks(found: Iterable[Mask | None]) -> Iterator[Found]:
    for one in found:
        if one is not None:
            yield FoundMask(one) if one.name else Unread(Why.NAMELESS)


def avatar(value: object) -> str:
    """One that is an emoji; empty for addresses, names and code points."""
    said = line(value)
    is_sign = 0 < len(said) <= _LONGEST_AVATAR and not any(sign.isascii() or sign.isalnum() for sign in said)
    return said if is_sign else ""


def _instructions(messages: Sequence[Message]) -> list[Message]:
    """What the program was told before anything else was said."""
    told: list[Message] = []
    for one in messages:
        if one.role is not Role.SYSTEM or one.parent not in (None, told[-1].id if told else None):
            break
        told.append(one)
    return told
