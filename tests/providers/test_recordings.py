"""Replies of real services: nothing they said is lost, and each ends as it should.

They lie beside the project and not in it. What a reply says is taken from it a second time here, as plainly as can be.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from nextchat_desktop.core.assembly import apply
from nextchat_desktop.core.events import Finished, Usage
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake, ToolCall
from nextchat_desktop.core.wire import Dialect, PictureData, PictureLink, WireEvent
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.google import Gemini
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_responses import Responses
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from providers.streams import fed

RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "recordings"

Value = dict[str, Any]


@dataclass
class Said:
    """What a reply says. Thoughts are compared without their blanks, since paragraphs are set off on the way."""

    text: str = ""
    thought: str = ""
    calls: list[tuple[str, str]] = field(default_factory=list)
    kept: int = 0
    finish: str = ""
    counted: bool = False


@dataclass(frozen=True)
class Reading:
    """How the recordings with these names are read. `names_of` tells what an event is called, and `known` which names
    are, with `*` for any end."""

    patterns: tuple[str, ...]
    dialect: Dialect
    plainly: Callable[[list[Value]], Said]
    names_of: Callable[[Value], Iterator[str]]
    known: tuple[str, ...]


LEFT_OUT = {
    "openai__completion_openai-completion-text": "the old completions are no chat",
    "openai__responses_parallel-tool-call-wrapper.1": "its first and last events lack their last brace",
}


def chat_plainly(chunks: list[Value]) -> Said:
    said = Said()
    calls: dict[int, list[str]] = {}
    for chunk in chunks:
        said.counted = said.counted or bool(chunk.get("usage"))
        for choice in chunk["choices"]:
            delta = choice["delta"]
            said.text += text_in(delta.get("content"), "text")
            said.thought += delta.get("reasoning_content") or delta.get("reasoning") or ""
            said.thought += text_in(delta.get("content"), "thinking")
            said.finish = choice.get("finish_reason") or said.finish
            for call in delta.get("tool_calls") or []:
                named = calls.setdefault(call.get("index", 0), ["", ""])
                named[0] += call["function"].get("name") or ""
                named[1] += call["function"].get("arguments") or ""
    said.calls = [(name, arguments) for name, arguments in calls.values()]
    return said


def text_in(content: object, kind: str) -> str:
    """What a content says of this kind; a string is text."""
    if isinstance(content, list):
        return "".join(text_in(part.get(kind), "text") for part in content if kind in part)
    return content if isinstance(content, str) and kind == "text" else ""


def names_in_a_chunk(chunk: Value) -> Iterator[str]:
    yield from chunk
    for choice in chunk["choices"]:
        yield from (f"choice.{name}" for name in choice)
        yield from (f"delta.{name}" for name in choice["delta"])


CHUNKS = (
    "id", "object", "created", "model", "choices", "usage", "system_fingerprint", "obfuscation",
    "prompt_filter_results", "x_groq", "citations", "search_results", "choice.index", "choice.delta", "choice.message",
    "choice.finish_reason", "choice.logprobs", "choice.content_filter_results", "delta.role", "delta.content",
    "delta.refusal", "delta.reasoning", "delta.reasoning_content", "delta.tool_calls",
)  # fmt: skip


def response_plainly(events: list[Value]) -> Said:
    """Its words as they came, everything else as the whole items have it."""
    items = [event["item"] for event in of(events, "response.output_item.done")]
    thoughts = [part for item in of(items, "reasoning") for part in (*item["summary"], *item.get("content", []))]
    said = Said(counted=bool(events[-1]["response"]["usage"]))
    said.text = "".join(event["delta"] for event in of(events, "response.output_text.delta"))
    said.thought = "".join(part["text"] for part in thoughts)
    said.calls = [(item["name"], item.get("arguments", item.get("input"))) for item in of(items, *CALLS)]
    said.kept = sum(bool(item.get("encrypted_content")) for item in of(items, "reasoning"))
    waits = [item["type"] in CALLS for item in items if item["type"] in (*CALLS, "message")][-1:] == [True]
    said.finish = "tool_calls" if waits else "stop"
    return said


CALLS = ("function_call", "custom_tool_call")


def of(items: Iterable[Value], *kinds: str) -> list[Value]:
    return [item for item in items if item["type"] in kinds]


def names_in_an_event(event: Value) -> Iterator[str]:
    yield event["type"]
    if "item" in event:
        yield f"item.{event['item']['type']}"


EVENTS = (
    "response.created", "response.in_progress", "response.completed", "response.output_item.*",
    "response.content_part.*", "response.output_text.*", "response.reasoning_text.*",
    "response.reasoning_summary_part.*", "response.reasoning_summary_text.*", "response.function_call_arguments.*",
    "response.custom_tool_call_input.*", "response.image_generation_call.*", "item.message", "item.reasoning",
    "item.function_call", "item.custom_tool_call", "item.image_generation_call",
)  # fmt: skip
DONE_BY_THE_SERVICE = (
    "response.code_interpreter_call*", "response.web_search_call.*", "response.file_search_call.*", "response.mcp_*",
    "response.shell_call_*", "item.code_interpreter_call", "item.web_search_call", "item.file_search_call",
    "item.mcp_*", "item.shell_call*", "item.apply_patch_call", "item.tool_search_*",
)  # fmt: skip
"""Tools that nobody here has asked for; their work is not part of the answer."""


def message_plainly(events: list[Value]) -> Said:
    """Each block by its index; a call without arguments has an empty object of them."""
    blocks = {event["index"]: event["content_block"] for event in of(events, "content_block_start")}
    deltas = [(event["index"], event["delta"]) for event in of(events, "content_block_delta")]
    said = Said(counted=any("usage" in event or "message" in event for event in events))
    said.text = "".join(delta["text"] for _, delta in deltas if delta["type"] == "text_delta")
    said.thought = "".join(delta["thinking"] for _, delta in deltas if delta["type"] == "thinking_delta")
    for index, block in blocks.items():
        if block["type"] == "tool_use":
            pieces = [delta.get("partial_json", "") for place, delta in deltas if place == index]
            said.calls.append((block["name"], "".join(pieces) or "{}"))
    said.kept = sum(bool(delta.get("signature")) for _, delta in deltas) + len(of(blocks.values(), "redacted_thinking"))
    reason = of(events, "message_delta")[-1]["delta"]["stop_reason"]
    said.finish = {"end_turn": "stop", "tool_use": "tool_calls"}.get(reason, reason)
    return said


def names_in_a_message(event: Value) -> Iterator[str]:
    yield event["type"]
    yield from (f"{kind}.{event[kind]['type']}" for kind in ("content_block", "delta") if "type" in event.get(kind, {}))


MESSAGES = (
    "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta",
    "message_stop", "ping", "content_block.text", "content_block.thinking", "content_block.tool_use",
    "content_block.fallback", "delta.text_delta", "delta.thinking_delta", "delta.signature_delta",
    "delta.input_json_delta", "content_block.server_tool_use", "content_block.*_tool_result",
)  # fmt: skip


def content_plainly(chunks: list[Value]) -> Said:
    """A call that comes in pieces is there by its name."""
    candidates = [candidate for chunk in chunks for candidate in chunk["candidates"]]
    parts = [part for candidate in candidates for part in candidate["content"]["parts"]]
    said = Said(counted=any("promptTokenCount" in chunk["usageMetadata"] for chunk in chunks))
    said.text = "".join(part.get("text", "") for part in parts if not part.get("thought"))
    said.thought = "".join(part["text"] for part in parts if part.get("thought"))
    calls = [part["functionCall"] for part in parts if "name" in part.get("functionCall", {})]
    said.calls = [
        (call["name"], "" if call.get("willContinue") else json.dumps(call.get("args", {}))) for call in calls
    ]
    said.kept = sum("thoughtSignature" in part for part in parts)
    ends = {candidate["finishReason"] for candidate in candidates if "finishReason" in candidate}
    said.finish = ("tool_calls" if calls else "stop") if ends == {"STOP"} else str(ends)
    return said


def names_in_content(chunk: Value) -> Iterator[str]:
    yield from chunk
    for candidate in chunk["candidates"]:
        yield from (f"candidate.{name}" for name in candidate)
        yield from (f"part.{name}" for part in candidate["content"]["parts"] for name in part)


CONTENT = (
    "candidates", "usageMetadata", "modelVersion", "responseId", "createTime", "candidate.content", "candidate.index",
    "candidate.finishReason", "candidate.safetyRatings", "part.text", "part.thought", "part.thoughtSignature",
    "part.functionCall",
)  # fmt: skip

READINGS = (
    Reading(
        (
            "openai__chat_*", "openai-compatible__chat_*", "deepseek__chat_*", "groq__*", "mistral__*", "xai__xai-*",
            "perplexity__*", "alibaba__*",
        ),
        ChatCompletions(OpenAIRoute()),
        chat_plainly,
        names_in_a_chunk,
        CHUNKS,
    ),
    Reading(
        ("openai__responses_*", "azure__*", "open-responses__*", "xai__responses_*"),
        Responses(OpenAIRoute()),
        response_plainly,
        names_in_an_event,
        EVENTS + DONE_BY_THE_SERVICE,
    ),
    Reading(("anthropic__*",), Messages(), message_plainly, names_in_a_message, MESSAGES),
    Reading(("google__*",), Gemini(), content_plainly, names_in_content, CONTENT),
)  # fmt: skip

FOUND = [
    pytest.param(reading, path, id=path.stem)
    for reading in READINGS
    for pattern in reading.patterns
    for path in sorted(RECORDINGS.glob(pattern))
    if path.stem not in LEFT_OUT
]
EVERY = pytest.mark.parametrize(("reading", "path"), FOUND)
WHERE_THEY_ARE = pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")


def replies_in(path: Path) -> list[list[Value]]:
    """One recording may hold several replies of one conversation."""
    replies: list[list[Value]] = []
    for line in path.read_text("utf-8").splitlines():
        value = json.loads(line)
        if not replies or value.get("type") == "response.created" or replies[-1][-1].get("type") == "message_stop":
            replies.append([])
        replies[-1].append(value)
    return replies


def heard(events: list[WireEvent]) -> Said:
    message = Message("1", Role.ASSISTANT)
    message = reduce(apply, (event for event in events if not isinstance(event, PictureData | PictureLink)), message)
    calls = [(part.name, part.arguments) for part in message.parts if isinstance(part, ToolCall)]
    kept = sum(isinstance(part, Keepsake) for part in message.parts)
    assert isinstance(events[-1], Finished)
    counted = any(isinstance(event, Usage) for event in events)
    return Said(message.text, message.reasoning, calls, kept, events[-1].reason, counted)


def without_blanks(said: Said) -> Said:
    said.thought = "".join(said.thought.split())
    return said


@WHERE_THEY_ARE
@EVERY
def test_nothing_that_a_service_said_is_lost(reading: Reading, path: Path) -> None:
    for reply in replies_in(path):
        assert without_blanks(heard(fed(reading.dialect, reply))) == without_blanks(reading.plainly(reply))


@WHERE_THEY_ARE
@EVERY
def test_every_event_is_known(reading: Reading, path: Path) -> None:
    names = {name for reply in replies_in(path) for value in reply for name in reading.names_of(value)}
    assert {name for name in names if not any(fnmatchcase(name, known) for known in reading.known)} == set()


@WHERE_THEY_ARE
@pytest.mark.parametrize("pattern", [pattern for reading in READINGS for pattern in reading.patterns])
def test_there_is_something_to_read(pattern: str) -> None:
    assert list(RECORDINGS.glob(pattern))


@WHERE_THEY_ARE
def test_a_picture_that_was_drawn_is_there() -> None:
    (reply,) = replies_in(RECORDINGS / "azure__azure-image-generation-tool.1.jsonl")
    pictures = [event for event in fed(Responses(OpenAIRoute()), reply) if isinstance(event, PictureData)]
    assert [picture.data[:4] for picture in pictures] == [b"\x89PNG"]
