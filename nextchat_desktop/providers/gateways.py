"""Rows: services that pass on to others, resellers among them."""

from nextchat_desktop.core.connections import Place, Service
from nextchat_desktop.core.wire import Dialect, Endpoint
from nextchat_desktop.providers import accounts
from nextchat_desktop.providers.cloudflare import CloudflareAzureRoute, CloudflareRoute, leads_to_azure
from nextchat_desktop.providers.compatible import ROUTE, chat_or_pictures, compatible
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_family import APIS
from nextchat_desktop.providers.openai_images import OpenAIImages
from nextchat_desktop.providers.row import Row

_OPENAI, _AZURE = (
    chat_or_pictures(ChatCompletions(route), OpenAIImages(route))
    for route in (CloudflareRoute(), CloudflareAzureRoute())
)


def cloudflare(endpoint: Endpoint) -> Dialect:
    """What the address leads to: Azure, or one that speaks like OpenAI."""
    return (_AZURE if leads_to_azure(endpoint) else _OPENAI)(endpoint)


GATEWAYS: tuple[Row, ...] = (
    compatible(
        Service(
            "openrouter",
            "OpenRouter",
            "https://openrouter.ai/api/v1",
            place=Place.GATEWAY,
            key_url="https://openrouter.ai/settings/keys",
            pay_url="https://openrouter.ai/settings/credits",
            special=True,
            apis=APIS,
        ),
        account=accounts.OPENROUTER,
    ),
    compatible(
        Service(
            "302ai",
            "302.AI",
            "https://api.302.ai/v1",
            place=Place.GATEWAY,
            key_url="https://dash.302.ai/apis/list",
        ),
        ModelList(ROUTE, "models?llm=1"),
        accounts.AI302,
    ),
    compatible(
        Service("oneapi", "One API / New API", place=Place.GATEWAY, special=True, apis=APIS),
        account=accounts.RESELLER_BILLING,
    ),
    Row(
        Service("cloudflare", "Cloudflare AI Gateway", needs_key=False, place=Place.GATEWAY, special=True),
        cloudflare,
        ModelList(CloudflareRoute()),
    ),
    compatible(
        Service(
            "litellm",
            "LiteLLM",
            "http://localhost:4000/v1",
            needs_key=False,
            place=Place.GATEWAY,
            special=True,
            apis=APIS,
        )
    ),
)
