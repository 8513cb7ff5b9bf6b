"""Rows: servers that somebody runs."""

from nextchat_desktop.core.connections import COMPATIBLE, Place, Secret, Service
from nextchat_desktop.providers.chatgpt_web import ChatProcess
from nextchat_desktop.providers.chatgpt_web.account import Spending
from nextchat_desktop.providers.chatgpt_web.listing import Session
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
    Row(
        Service(
            "chatgptweb",
            "ChatGPT-Web server",
            needs_key=False,
            place=Place.OWN,
            secret=Secret.CODE,
            keeps_history=True,
            takes_pictures=False,
            special=True,
        ),
        always(ChatProcess()),
        Session(),
        Spending(),
    ),
)
