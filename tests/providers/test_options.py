"""What a person may set reaches the wire where a dialect says so, and nowhere else."""

import json
from typing import Any

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES
from providers.rows import endpoints_of

ROWS = {row.service.id: row for row in SERVICES}
SAID: dict[str, Any] = {
    "temperature": 0.25,
    "top_p": 0.75,
    "max_tokens": 3333,
    "presence_penalty": 0.5,
    "frequency_penalty": 0.25,
    "reasoning_effort": "high",
    "reasoning_budget": 2222,
    "stop": ("END",),
    "seed": 7,
    "json_mode": True,
    "size": "1664x928",
    "quality": "hd",
    "style": "anime",
    "background": "opaque",
}
SEVERAL = {
    "openai": ("gpt-4o", "gpt-5", "gpt-5-chat-latest", "o3-mini", "gpt-4o-search-preview", "o3-pro"),
    "anthropic": ("claude-3-5-haiku", "claude-sonnet-4-5", "claude-opus-4-6", "claude-opus-5"),
    "google": ("gemini-2.5-pro", "gemini-2.5-flash", "gemini-3-pro", "gemini-2.0-flash", "gemini-2.5-flash-image"),
    "chatgptweb": ("ChatGPTAPI", "ChatGPTUnofficialProxyAPI"),
    "alibaba": ("qwen3-max", "qwen-vl-plus"),
    "stability": ("ultra", "core", "sd3.5-large"),
    "xai": ("grok-4", "grok-3"),
    "deepseek": ("deepseek-chat", "deepseek-reasoner"),
}
CASES = [
    pytest.param(row, endpoint, id=f"{row.service.id}-{endpoint.api}-{endpoint.model}-{endpoint.makes_pictures}")
    for row in SERVICES
    for endpoint in (
        *endpoints_of(row),
        *(
            Endpoint(row.service.base_url or "https://ours.example/v1", model, row.service.api_version, api)
            for model in SEVERAL.get(row.service.id, ())
            for api in ("", *row.service.apis)
        ),
    )
]


def body(row: Row, endpoint: Endpoint, **options: Any) -> Any:
    """What is sent, as JSON where it is, else as lines of a form without what separates them."""
    question = Message("1", Role.USER, (Text("A question?"),))
    chat = ChatRequest(ModelChoice("c", endpoint.model), (question,), options)
    content = row.speak(endpoint).request(chat, endpoint, Credentials("id:secret"), 0).content
    if content.startswith(b"{"):
        return json.loads(content)
    return sorted(line for line in content.splitlines() if not line.startswith(b"--"))


@pytest.mark.parametrize(("row", "endpoint"), CASES)
def test_each_option_is_sent_exactly_where_the_dialect_says_it_takes_it(row: Row, endpoint: Endpoint) -> None:
    plain = body(row, endpoint)
    changing = {name for name in OPTIONS if body(row, endpoint, **{name: SAID[name]}) != plain}
    assert changing == set(row.speak(endpoint).takes(endpoint))


@pytest.mark.parametrize(("row", "endpoint"), CASES)
def test_nothing_goes_along_that_no_dialect_knows(row: Row, endpoint: Endpoint) -> None:
    assert body(row, endpoint, sampler="euler", resend_all=1, unheard_of={"a": 1}) == body(row, endpoint)


@pytest.mark.parametrize(("row", "endpoint"), CASES)
def test_what_is_switched_off_or_empty_is_not_sent(row: Row, endpoint: Endpoint) -> None:
    assert body(row, endpoint, json_mode=False, stop=(), size="", style=None) == body(row, endpoint)


SIX = ("temperature", "top_p", "max_tokens", "stop", "seed", "json_mode")
CHAT = {*SIX, "presence_penalty", "frequency_penalty"}


@pytest.mark.parametrize(
    ("service", "model", "api", "options"),
    [
        ("compatible", "any", "", {*CHAT, "reasoning_effort"}),
        ("compatible", "any", "responses", {"temperature", "top_p", "max_tokens", "json_mode", "reasoning_effort"}),
        ("openai", "o3-mini", "", {"max_tokens", "seed", "json_mode", "reasoning_effort"}),
        ("openai", "gpt-5.1", "", {"max_tokens", "seed", "json_mode", "reasoning_effort"}),
        ("openai", "gpt-5-chat-latest", "", {*CHAT, "reasoning_effort"}),
        ("openai", "gpt-4o", "", {*CHAT, "reasoning_effort"}),
        ("openai", "gpt-4o-mini", "", {*CHAT, "reasoning_effort"}),
        ("deepseek", "deepseek-reasoner", "", {"max_tokens", "stop", "seed", "json_mode", "reasoning_effort"}),
        ("siliconflow", "Qwen/Qwen3-8B", "", {*CHAT, "reasoning_effort", "reasoning_budget"}),
        ("openrouter", "any/model", "", {*CHAT, "reasoning_effort", "reasoning_budget"}),
        ("anthropic", "claude-3-5-haiku", "", {"temperature", "top_p", "max_tokens", "stop"}),
        (
            "anthropic",
            "claude-sonnet-4-5",
            "2026-10-21",
            {"max_tokens", "stop", "reasoning_effort", "reasoning_budget"},
        ),
        ("google", "gemini-2.5-pro", "", {*CHAT, "reasoning_effort", "reasoning_budget"}),
        ("ollama", "llama3", "", {*CHAT, "reasoning_effort"}),
        ("tencent", "hunyuan-pro", "", {"temperature", "top_p", "seed", "stop"}),
        ("chatgptweb", "ChatGPTUnofficialProxyAPI", "", set()),
        ("chatgptweb", "ChatGPTAPI", "", {"temperature", "top_p"}),
        ("baidu", "ernie-4.0-8k", "wenxin", {"temperature", "top_p", "max_tokens", "stop", "json_mode"}),
    ],
)
def test_who_takes_what(service: str, model: str, api: str, options: set[str]) -> None:
    row = ROWS[service]
    endpoint = Endpoint(row.service.base_url or "https://ours.example", model, row.service.api_version, api)
    assert row.speak(endpoint).takes(endpoint) == options


@pytest.mark.parametrize(
    ("service", "model", "api", "sent"),
    [
        ("compatible", "m", "", {"response_format": {"type": "json_object"}}),
        ("compatible", "m", "responses", {"text": {"format": {"type": "json_object"}}}),
        ("google", "gemini-2.0-flash", "", {"generationConfig": {"responseMimeType": "application/json"}}),
        ("ollama", "m", "", {"format": "json"}),
        ("baidu", "m", "wenxin", {"response_format": "json_object"}),
    ],
)
def test_json_is_asked_for_in_the_words_of_each(service: str, model: str, api: str, sent: dict[str, Any]) -> None:
    row = ROWS[service]
    endpoint = Endpoint(row.service.base_url or "https://ours.example", model, api=api)
    assert {**body(row, endpoint), **sent} == body(row, endpoint, json_mode=True)


@pytest.mark.parametrize(
    ("service", "model", "options", "sent"),
    [
        ("alibaba", "qwen3", {"reasoning_budget": 500}, {"enable_thinking": True, "thinking_budget": 500}),
        ("alibaba", "qwen3", {"reasoning_budget": 0}, {"enable_thinking": False}),
        ("alibaba", "qwen3", {"reasoning_effort": "none"}, {"enable_thinking": False}),
        ("zhipu", "glm-4.6", {"reasoning_effort": "none"}, {"thinking": {"type": "disabled"}}),
        ("zhipu", "glm-4.6", {"reasoning_effort": "low"}, {"thinking": {"type": "enabled"}}),
        ("openrouter", "m", {"reasoning_budget": 900, "reasoning_effort": "low"}, {"reasoning": {"max_tokens": 900}}),
        ("openrouter", "m", {"reasoning_effort": "low"}, {"reasoning": {"effort": "low"}}),
        ("compatible", "m", {"reasoning_effort": "low"}, {"reasoning_effort": "low"}),
        (
            "anthropic",
            "claude-sonnet-4-5",
            {"reasoning_budget": 3000},
            {"thinking": {"type": "enabled", "budget_tokens": 3000}},
        ),
        (
            "anthropic",
            "claude-sonnet-4-5",
            {"reasoning_budget": 90_000},
            {"thinking": {"type": "enabled", "budget_tokens": 8192 - 1024}},
        ),
        (
            "google",
            "gemini-2.5-pro",
            {"reasoning_budget": 0},
            {"generationConfig": {"thinkingConfig": {"includeThoughts": True, "thinkingBudget": 128}}},
        ),
    ],
)
def test_thinking_is_asked_for_in_the_words_of_each(
    service: str, model: str, options: dict[str, Any], sent: dict[str, Any]
) -> None:
    row = ROWS[service]
    endpoint = Endpoint(row.service.base_url or "https://ours.example", model)
    assert {**body(row, endpoint), **sent} == body(row, endpoint, **options)


@pytest.mark.parametrize(
    ("service", "api", "refused", "option"),
    [
        ("compatible", "", {"temperature"}, "temperature"),
        ("compatible", "", {"max_tokens", "max_completion_tokens"}, "max_tokens"),
        ("compatible", "", {"response_format"}, "json_mode"),
        ("compatible", "responses", {"reasoning.effort"}, "reasoning_effort"),
        ("compatible", "responses", {"max_output_tokens"}, "max_tokens"),
        ("anthropic", "", {"stop_sequences"}, "stop"),
        ("google", "", {"topP"}, "top_p"),
        ("google", "", {"penalties"}, "presence_penalty"),
        ("tencent", "", {"TopP"}, "top_p"),
        ("ollama", "", {"think"}, "reasoning_effort"),
    ],
)
def test_what_a_server_has_refused_is_not_offered_again(service: str, api: str, refused: set[str], option: str) -> None:
    row = ROWS[service]
    endpoint = Endpoint(row.service.base_url or "https://ours.example", "m", api=api)
    after = Endpoint(endpoint.base_url, "m", api=api, refused=frozenset(refused))
    assert option in row.speak(endpoint).takes(endpoint)
    assert option not in row.speak(after).takes(after)


def test_of_a_length_with_two_names_one_is_enough() -> None:
    row = ROWS["compatible"]
    endpoint = Endpoint("https://ours.example", "m", refused=frozenset({"max_tokens"}))
    assert "max_tokens" in row.speak(endpoint).takes(endpoint)
