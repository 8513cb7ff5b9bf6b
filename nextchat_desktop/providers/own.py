"""Rows: servers that somebody runs."""

from nextchat_desktop.core.connections import COMPATIBLE, Place, Service
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from nextchat_desktop.providers.row import Row, always

OWN = (
    Row(
        Service(COMPATIBLE, "OpenAI-compatible", needs_key=False, place=Place.OWN),
        always(ChatCompletions(OpenAIRoute())),
        ModelList(OpenAIRoute()),
    ),
)
