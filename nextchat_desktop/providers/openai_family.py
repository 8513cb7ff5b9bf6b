"""Which of OpenAI's dialects an endpoint is spoken to in, at OpenAI itself and at Azure."""

import re
from collections.abc import Callable

from nextchat_desktop.core.wire import Dialect, Endpoint
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_images import OpenAIImages
from nextchat_desktop.providers.openai_responses import Responses
from nextchat_desktop.providers.openai_routes import Route

CHAT, RESPONSES = APIS = ("chat", "responses")
_ONLY_RESPONSES = re.compile(r"\b(?:o\d+|gpt-\d+(?:\.\d+)?)-pro\b|codex|deep-research", re.I)
"""Models that chat completions do not know."""


def family(route: Route) -> Callable[[Endpoint], Dialect]:
    """The API that the person has chosen, else chat completions; Responses where the model is not in those."""
    pictures = OpenAIImages(route)
    by_api: dict[str, Dialect] = dict(zip(APIS, (ChatCompletions(route), Responses(route)), strict=True))

    def speak(endpoint: Endpoint) -> Dialect:
        is_no_chat = bool(_ONLY_RESPONSES.search(endpoint.model))
        wanted = RESPONSES if "chat" in endpoint.refused else endpoint.api
        return pictures if endpoint.makes_pictures else by_api.get(wanted, by_api[APIS[is_no_chat]])

    return speak
