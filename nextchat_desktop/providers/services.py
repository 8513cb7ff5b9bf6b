"""One row per service a person can name. A service that speaks a known dialect is a row, not a file."""

from collections.abc import Mapping

from nextchat_desktop.core.connections import Service
from nextchat_desktop.core.wire import Dialect
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai.routes import AZURE_API_VERSION, AzureRoute, OpenAIRoute

SERVICES: Mapping[Service, Dialect] = {
    Service(
        "azure",
        "Azure OpenAI",
        api_version=AZURE_API_VERSION,
        by_deployment=True,
        key_page="https://ai.azure.com",
    ): ChatCompletions(AzureRoute()),
    Service(
        "openai",
        "OpenAI",
        base_url="https://api.openai.com/v1",
        key_page="https://platform.openai.com/api-keys",
    ): ChatCompletions(OpenAIRoute()),
    Service("compatible", "OpenAI-compatible", needs_key=False): ChatCompletions(OpenAIRoute()),
}
"""In the order in which a person is offered them."""
