"""Rows: servers that somebody runs."""

from nextchat_desktop.core.connections import COMPATIBLE, Place, Secret, Service
from nextchat_desktop.providers import accounts
from nextchat_desktop.providers.chatgpt_web import ChatProcess
from nextchat_desktop.providers.chatgpt_web.account import Spending
from nextchat_desktop.providers.chatgpt_web.listing import Session
from nextchat_desktop.providers.compatible import ROUTE, compatible
from nextchat_desktop.providers.nextchat import speak as through_nextchat
from nextchat_desktop.providers.nextchat_account import Dashboard
from nextchat_desktop.providers.nextchat_models import ServerModels
from nextchat_desktop.providers.ollama import Ollama
from nextchat_desktop.providers.ollama.listing import LocalModels
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_family import APIS
from nextchat_desktop.providers.row import Row, always

OWN = (
    compatible(
        Service(COMPATIBLE, "OpenAI-compatible", needs_key=False, place=Place.OWN, apis=APIS),
        account=accounts.RESELLER_BILLING,
    ),
    Row(
        Service("nextchat", "NextChat server", needs_key=False, place=Place.OWN, secret=Secret.CODE, special=True),
        through_nextchat,
        ServerModels(),
        Dashboard(),
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
    Row(
        Service("ollama", "Ollama", "http://localhost:11434", needs_key=False, place=Place.OWN, special=True),
        always(Ollama()),
        LocalModels(),
    ),
    compatible(
        Service(
            "lmstudio",
            "LM Studio",
            "http://localhost:1234/v1",
            needs_key=False,
            place=Place.OWN,
            special=True,
            apis=APIS,
        ),
        ModelList(ROUTE, "api/v0/models", without="/v1"),
    ),
    compatible(
        Service(
            "llamacpp",
            "llama.cpp",
            "http://localhost:8080/v1",
            needs_key=False,
            place=Place.OWN,
            special=True,
            apis=APIS,
        )
    ),
    compatible(
        Service("vllm", "vLLM", "http://localhost:8000/v1", needs_key=False, place=Place.OWN, special=True, apis=APIS)
    ),
)
