"""llama.cpp's server, which nobody here wrote: three of its APIs, its thoughts, its refusals, and Stop."""

import json
import time
import urllib.request
from pathlib import Path

import pytest

from integration.desk import ANSWER, Desk, said, text_of, thought_of
from integration.servers import LLAMA_KEY, Server, llama_server
from integration.workshop import Workshop
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta, Usage
from nextchat_desktop.core.wire import Listed, Run

SPEAKING = [
    ("llamacpp", "/v1", {}),
    ("compatible", "/v1", {}),
    ("compatible", "/v1", {"api": "responses"}),
    ("anthropic", "", {}),
]
"""Services with the path and the API through which this server can be reached."""


@pytest.mark.parametrize(("service", "path", "more"), SPEAKING)
def test_it_answers_word_by_word(desk: Desk, llama: Server, service: str, path: str, more: dict[str, str]) -> None:
    desk.connect(service, llama.url + path, **more)
    events = desk.ask()
    assert text_of(events) == ANSWER
    assert sum(isinstance(event, TextDelta) for event in events) > 5
    assert isinstance(events[-1], Finished)
    assert any(isinstance(event, Usage) and event.prompt and event.reply for event in events)


@pytest.mark.parametrize(("service", "path", "more"), SPEAKING)
def test_a_wrong_key_is_refused(desk: Desk, llama: Server, service: str, path: str, more: dict[str, str]) -> None:
    desk.connect(service, llama.url + path, key="sk-wrong", **more)
    assert failure(desk.ask()).kind is FailureKind.KEY_REFUSED


@pytest.mark.parametrize(("service", "path", "more"), SPEAKING)
def test_too_long_a_question_is_named_as_such(
    desk: Desk, llama: Server, service: str, path: str, more: dict[str, str]
) -> None:
    desk.connect(service, llama.url + path, **more)
    assert failure(desk.ask(text="hello world " * 6000)).kind is FailureKind.CONTEXT_TOO_LONG


def test_it_lists_its_model(desk: Desk, llama: Server) -> None:
    desk.connect("llamacpp", f"{llama.url}/v1")
    listed = desk.models()
    assert isinstance(listed, Listed)
    assert [model.id for model in listed.models] == ["tiny"]


def test_a_wrong_path_is_named_as_such(desk: Desk, llama: Server) -> None:
    desk.connect("compatible", f"{llama.url}/wrong")
    assert failure(desk.ask()).kind is FailureKind.BAD_ENDPOINT


@pytest.mark.parametrize(("service", "path", "more"), SPEAKING)
def test_its_thoughts_are_kept_apart(
    desk: Desk, workshop: Workshop, tmp_path: Path, service: str, path: str, more: dict[str, str]
) -> None:
    template = str(workshop.templates / "Qwen-Qwen3-0.6B.jinja")
    grammar = said("<think>\nThe world is a table.\n</think>\n\nIt is a table.")
    with llama_server(
        workshop.llama_server, workshop.model, tmp_path, "--chat-template-file", template, "--grammar", grammar
    ) as server:
        desk.connect(service, server.url + path, **more)
        events = desk.ask()
    assert thought_of(events).strip() == "The world is a table."
    assert text_of(events).strip() == "It is a table."


def test_stop_reaches_the_server(desk: Desk, workshop: Workshop, tmp_path: Path) -> None:
    with llama_server(workshop.llama_server, workshop.model, tmp_path, "--slots", "--ignore-eos") as server:
        desk.connect("llamacpp", f"{server.url}/v1")
        assert desk.ask(options={"max_tokens": 4000}, on_event=stop_at_first_word)
        until = time.monotonic() + 20
        while working(server) and time.monotonic() < until:
            time.sleep(0.1)
        assert not working(server)
        assert "cancel task" in server.log.read_text("utf-8", "replace")


def test_a_server_that_dies_leaves_what_it_said(desk: Desk, workshop: Workshop, tmp_path: Path) -> None:
    with llama_server(workshop.llama_server, workshop.model, tmp_path, "--ignore-eos") as server:
        desk.connect("llamacpp", f"{server.url}/v1")
        killed: list[bool] = []

        def kill(run: Run, event: StreamEvent) -> None:
            server.kill()
            killed.append(True)

        events = desk.ask(options={"max_tokens": 4000}, on_event=kill)
    assert killed
    assert text_of(events)


def stop_at_first_word(run: Run, event: StreamEvent) -> None:
    run.cancel()


def working(server: Server) -> bool:
    asked = urllib.request.Request(f"{server.url}/slots", headers={"Authorization": f"Bearer {LLAMA_KEY}"})
    with urllib.request.urlopen(asked, timeout=10) as reply:
        return any(slot["is_processing"] for slot in json.load(reply))


def failure(events: list[StreamEvent]) -> Failed:
    assert isinstance(events[-1], Failed), events[-3:]
    return events[-1]
