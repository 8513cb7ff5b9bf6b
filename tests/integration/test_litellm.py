"""LiteLLM's proxy in front of llama.cpp: the only server here that is shaped like Azure and Gemini."""

import pytest

from integration.desk import ANSWER, Desk, text_of
from integration.servers import Server
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.core.wire import Listed

GOOD = "sk-good"
SPEAKING = [
    ("litellm", "/v1", {}),
    ("compatible", "/v1", {"api": "responses"}),
    ("azure", "", {"api_version": "2024-10-21"}),
    ("anthropic", "", {}),
    ("google", "", {}),
]


@pytest.mark.parametrize(("service", "path", "more"), SPEAKING)
def test_it_answers_in_every_shape(desk: Desk, litellm: Server, service: str, path: str, more: dict[str, str]) -> None:
    desk.connect(service, litellm.url + path, key=GOOD, **more)
    events = desk.ask("llama")
    assert text_of(events) == ANSWER
    assert sum(isinstance(event, TextDelta) for event in events) > 1
    assert isinstance(events[-1], Finished)


@pytest.mark.parametrize(("service", "path", "more"), SPEAKING)
@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("sk-nobody", FailureKind.KEY_REFUSED),
        ("sk-broke", FailureKind.QUOTA),
        ("sk-forbidden", FailureKind.FORBIDDEN),
        ("sk-limited", FailureKind.RATE_LIMIT),
    ],
)
def test_it_judges_keys(
    desk: Desk, litellm: Server, service: str, path: str, more: dict[str, str], key: str, kind: FailureKind
) -> None:
    desk.connect(service, litellm.url + path, key=key, **more)
    last = desk.ask("llama")[-1]
    assert isinstance(last, Failed)
    assert last.kind is kind


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("busy", FailureKind.RATE_LIMIT),
        ("narrow", FailureKind.CONTEXT_TOO_LONG),
        ("broken", FailureKind.SERVER),
        ("nobody", FailureKind.MODEL_NOT_FOUND),
    ],
)
def test_its_failures_are_told_apart(desk: Desk, litellm: Server, model: str, kind: FailureKind) -> None:
    desk.connect("litellm", f"{litellm.url}/v1", key=GOOD)
    last = desk.ask(model)[-1]
    assert isinstance(last, Failed)
    assert last.kind is kind


def test_an_answer_in_one_piece_is_read_where_a_stream_was_asked_for(desk: Desk, litellm: Server) -> None:
    desk.connect("anthropic", litellm.url, key=GOOD)
    assert text_of(desk.ask("greeting")) == "Good day. 你好，世界 🌍"


def test_it_lists_its_models(desk: Desk, litellm: Server) -> None:
    desk.connect("litellm", f"{litellm.url}/v1", key=GOOD)
    listed = desk.models()
    assert isinstance(listed, Listed)
    assert {"llama", "greeting"} <= {model.id for model in listed.models}


def test_a_doubled_version_is_named_as_a_wrong_address(desk: Desk, litellm: Server) -> None:
    desk.connect("compatible", f"{litellm.url}/v1/v1", key=GOOD)
    last = desk.ask("llama")[-1]
    assert isinstance(last, Failed)
    assert last.kind is FailureKind.BAD_ENDPOINT
