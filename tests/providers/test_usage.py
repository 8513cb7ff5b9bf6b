"""Tokens mean the same whoever counts them: all that was read, all that was written, and what of each is special."""

from typing import Any

import pytest

from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.wire import Dialect
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.google import Gemini
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_responses import Responses
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from providers.streams import fed


def counted(dialect: Dialect, *values: Any) -> Usage:
    """The last count of a reply."""
    return [event for event in fed(dialect, values) if isinstance(event, Usage)][-1]


def chat(**usage: Any) -> Usage:
    """As chat completions count."""
    delta = {"choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}
    return counted(ChatCompletions(OpenAIRoute()), delta, {"choices": [], "usage": usage})


ALIKE = Usage(prompt=300, reply=120, reasoning=100, cached=200)
"""300 read, 200 of them before; 120 written, 100 of them thought."""


def test_openai_counts_the_cache_and_the_thought_among_the_rest() -> None:
    cached, thought = {"cached_tokens": 200}, {"reasoning_tokens": 100}
    said = {"prompt_tokens_details": cached, "completion_tokens_details": thought}
    assert chat(prompt_tokens=300, completion_tokens=120, total_tokens=420, **said) == ALIKE


def test_deepseek_says_elsewhere_what_it_had_read() -> None:
    thought = {"completion_tokens_details": {"reasoning_tokens": 100}}
    told = {"prompt_cache_hit_tokens": 200, "prompt_cache_miss_tokens": 100}
    assert chat(prompt_tokens=300, completion_tokens=120, total_tokens=420, **told, **thought) == ALIKE


def test_xai_counts_the_thought_beside_the_answer() -> None:
    cached, thought = {"cached_tokens": 200}, {"reasoning_tokens": 100}
    said = {"prompt_tokens_details": cached, "completion_tokens_details": thought}
    assert chat(prompt_tokens=300, completion_tokens=20, total_tokens=420, **said) == ALIKE


def test_gemini_spoken_to_like_openai_shows_the_thought_in_the_total_only() -> None:
    said = {"prompt_tokens_details": {"cached_tokens": 200}}
    assert chat(prompt_tokens=300, completion_tokens=20, total_tokens=420, **said) == ALIKE


@pytest.mark.parametrize("total", [0, 400, 450])
def test_a_total_that_explains_nothing_is_not_believed(total: int) -> None:
    thought = {"completion_tokens_details": {"reasoning_tokens": 100}}
    assert chat(prompt_tokens=300, completion_tokens=120, total_tokens=total, **thought) == Usage(300, 120, 100)


def test_the_newer_api_of_openai_counts_as_the_older() -> None:
    usage = {
        "input_tokens": 300,
        "input_tokens_details": {"cached_tokens": 200},
        "output_tokens": 120,
        "output_tokens_details": {"reasoning_tokens": 100},
    }
    completed = {"type": "response.completed", "response": {"status": "completed", "output": [], "usage": usage}}
    said = {"type": "response.output_text.delta", "delta": "Hi"}
    assert counted(Responses(OpenAIRoute()), said, completed) == ALIKE


def test_anthropic_counts_what_it_had_read_beside_the_rest() -> None:
    usage = {"input_tokens": 90, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 200, "output_tokens": 1}
    start = {"type": "message_start", "message": {"usage": usage}}
    details = {"output_tokens": 120, "output_tokens_details": {"thinking_tokens": 100}}
    end = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": details}
    assert counted(Messages(), start, end) == ALIKE


def test_google_counts_the_thought_beside_the_answer() -> None:
    usage = {
        "promptTokenCount": 300,
        "cachedContentTokenCount": 200,
        "candidatesTokenCount": 20,
        "thoughtsTokenCount": 100,
    }
    candidate = {"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP"}
    assert counted(Gemini(), {"candidates": [candidate], "usageMetadata": usage}) == ALIKE
