"""OpenAI and Azure: each model is asked through the API that knows it, or the one that the person has chosen."""

import pytest

from nextchat_desktop.core.wire import Endpoint
from nextchat_desktop.providers.services import SERVICES

ROWS = {row.service.id: row for row in SERVICES}
CHAT, RESPONSES = "/chat/completions", "/responses"


@pytest.mark.parametrize("service", ["openai", "azure"])
@pytest.mark.parametrize(
    ("model", "api", "path"),
    [
        ("gpt-5", "", CHAT),
        ("gpt-4o", "chat", CHAT),
        ("gpt-4o", "responses", RESPONSES),
        ("gpt-4o", "one of a later version", CHAT),
        ("o1-pro", "", RESPONSES),
        ("o3-pro-2025-06-10", "", RESPONSES),
        ("gpt-5-pro", "", RESPONSES),
        ("gpt-5.2-pro", "", RESPONSES),
        ("gpt-5.1-codex-max", "", RESPONSES),
        ("codex-mini-latest", "", RESPONSES),
        ("o4-mini-deep-research", "", RESPONSES),
        ("gpt-5-pro", "chat", CHAT),
        ("our-promise", "", CHAT),
        ("gpt-5-professional", "", CHAT),
    ],
)
def test_a_model_is_asked_through_the_api_that_knows_it(service: str, model: str, api: str, path: str) -> None:
    endpoint = Endpoint("https://ours.openai.azure.com/openai/v1", model, api=api)
    assert ROWS[service].speak(endpoint).url(endpoint).endswith(f"/openai/v1{path}")


@pytest.mark.parametrize("service", ["openai", "azure"])
@pytest.mark.parametrize("api", ["", "chat"])
def test_a_model_that_has_refused_to_chat_is_asked_for_a_response(service: str, api: str) -> None:
    endpoint = Endpoint("https://ours.openai.azure.com/openai/v1", "ours", api=api, refused=frozenset({"chat"}))
    assert ROWS[service].speak(endpoint).url(endpoint).endswith(RESPONSES)


@pytest.mark.parametrize("service", ["openai", "azure"])
def test_a_painter_is_asked_for_pictures_whatever_the_api(service: str) -> None:
    endpoint = Endpoint("https://ours.openai.azure.com/openai/v1", "m", api="responses", makes_pictures=True)
    assert "/images/" in ROWS[service].speak(endpoint).url(endpoint)


@pytest.mark.parametrize("service", ["openai", "azure"])
def test_the_apis_can_be_chosen(service: str) -> None:
    assert ROWS[service].service.apis == ("chat", "responses")
