"""Rows: services at home anywhere."""

from nextchat_desktop.core.connections import Service
from nextchat_desktop.core.endpoints import OPENAI
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.anthropic.address import VERSIONS
from nextchat_desktop.providers.anthropic.listing import ModelPages
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_routes import AZURE_API_VERSION, AzureRoute, OpenAIRoute
from nextchat_desktop.providers.row import Row, always

WORLD = (
    Row(
        Service("azure", "Azure OpenAI", api_version=AZURE_API_VERSION, by_deployment=True),
        always(ChatCompletions(AzureRoute())),
    ),
    Row(
        Service("openai", "OpenAI", base_url=OPENAI, key_url="https://platform.openai.com/api-keys"),
        always(ChatCompletions(OpenAIRoute(original=True))),
        ModelList(OpenAIRoute()),
    ),
    Row(
        Service(
            "anthropic",
            "Anthropic Claude",
            base_url="https://api.anthropic.com",
            key_url="https://console.anthropic.com/settings/keys",
            apis=VERSIONS,
        ),
        always(Messages()),
        ModelPages(),
    ),
)
