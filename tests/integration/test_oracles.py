"""The official SDKs as oracles: for the same reply our events come to what theirs do.

The replies are those of the project's own tests, and recordings of real services where they lie beside the project.
"""

import json
import subprocess
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from integration.desk import Desk
from integration.workshop import Workshop
from nextchat_desktop.core.assembly import apply
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import ToolCall
from scripted import Reply, ScriptedServer

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = ROOT.parent / "shared" / "recordings"
REPLIES = ROOT / "tests" / "providers" / "replies"
ORACLE = Path(__file__).with_name("oracle.py")

CHAT = (
    "deepseek__chat*",
    "groq__*",
    "xai__xai*",
    "openai-compatible__chat*",
    "openai__chat*",
    "alibaba__*",
    "perplexity__*",
)
RESPONSES = ("openai__responses*", "azure__*", "open-responses__*", "xai__responses*")
MESSAGES = ("anthropic__*",)
OUR_OWN = {
    "chat": ("openai/openai", "openai/azure", "openai/refusal", "openai/reasoning_content"),
    "responses": (),
    "messages": (),
}

SPEAKS = {"chat": ("compatible", {}), "responses": ("compatible", {"api": "responses"}), "messages": ("anthropic", {})}
FINISH = {
    "completed": "stop", "end_turn": "stop", "stop_sequence": "stop", "max_tokens": "length", "incomplete": "length",
    "tool_use": "tool_calls",
}  # fmt: skip
NOT_TAKEN = {
    "anthropic__duplicate-message-start": "the SDK raises at a second message_start",
    "openai__responses_openai-shell-container.1": "its last event says other words than its pieces",
    "openai__responses_parallel-tool-call-wrapper.1": "its first and last lines are not valid JSON",
}


def recordings() -> list[Any]:
    found = {"chat": CHAT, "responses": RESPONSES, "messages": MESSAGES}
    paths = [(kind, path) for kind, names in found.items() for name in names for path in sorted(RECORDINGS.glob(name))]
    own = [(kind, REPLIES / f"{name}.sse") for kind, names in OUR_OWN.items() for name in names]
    return [pytest.param(kind, path, id=f"{kind}-{path.stem}") for kind, path in (*paths, *own)]


@pytest.mark.parametrize(("kind", "path"), recordings())
def test_we_read_what_they_read(desk: Desk, workshop: Workshop, kind: str, path: Path) -> None:
    if path.stem in NOT_TAKEN:
        pytest.skip(NOT_TAKEN[path.stem])
    with ScriptedServer(default=Reply([body_of(kind, path)])) as server:
        address = server.url if kind == "messages" else server.base_url
        theirs = asked(workshop, kind, address)
        service, more = SPEAKS[kind]
        desk.connect(service, address, key="k", **more)
        ours = read(desk)
    assert ours["text"] == theirs["text"]
    assert ours["thought"].split() == theirs["thought"].split()
    assert [(name, value_of(said)) for name, said in ours["calls"]] == [(n, value_of(a)) for n, a in theirs["calls"]]
    assert ours["finish"] in finishes(theirs, bool(ours["calls"]))
    if theirs["usage"]:
        assert ours["usage"] == theirs["usage"]


def finishes(theirs: dict[str, Any], has_calls: bool) -> set[str]:
    """What their word for the end may be with us: a refusal and a call have words of their own."""
    ends = {theirs["finish"], FINISH.get(theirs["finish"], "")}
    return ends | ({"tool_calls"} if has_calls else set()) | ({"refusal"} if theirs["refused"] else set())


def body_of(kind: str, path: Path) -> bytes:
    if path.suffix == ".sse":
        return path.read_bytes()
    lines = first_reply(path.read_text("utf-8").splitlines())
    events = [f"event: {json.loads(line).get('type', 'message')}\ndata: {line}\n\n" for line in lines]
    if kind == "chat":
        events = [*(f"data: {line}\n\n" for line in lines), "data: [DONE]\n\n"]
    return "".join(events).encode()


def first_reply(lines: list[str]) -> list[str]:
    """Some recordings hold the replies of several requests, one after the other."""
    ends = ('"type":"message_stop"', '"type":"response.completed"')
    last = next((place for place, line in enumerate(lines) if any(end in line for end in ends)), len(lines))
    return lines[: last + 1]


def asked(workshop: Workshop, kind: str, url: str) -> dict[str, Any]:
    done = subprocess.run([workshop.sdks, ORACLE, kind, url], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def read(desk: Desk) -> dict[str, Any]:
    message = reduce(apply, desk.ask("m"), Message("a", Role.ASSISTANT))
    calls = [part for part in message.parts if isinstance(part, ToolCall)]
    return {
        "text": message.text,
        "thought": message.reasoning,
        "calls": [(call.name, call.arguments) for call in calls],
        "finish": message.finish,
        "usage": [message.usage.prompt, message.usage.reply] if message.usage else None,
    }


def value_of(arguments: str) -> Any:
    try:
        return json.loads(arguments or "{}")
    except ValueError:
        return arguments
