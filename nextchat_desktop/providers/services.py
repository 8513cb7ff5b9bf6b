"""One row per service a person can name. A service that speaks a known dialect is a row, not a file."""

from collections.abc import Mapping

from nextchat_desktop.core.connections import COMPATIBLE, Service
from nextchat_desktop.core.endpoints import OPENAI
from nextchat_desktop.core.wire import Dialect
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai.routes import AZURE_API_VERSION, AzureRoute, OpenAIRoute

SERVICES: Mapping[Service, Dialect] = {
    Service(
        "azure",
        "Azure OpenAI",
        api_version=AZURE_API_VERSION,
        by_deployment=True,
    ): ChatCompletions(AzureRoute()),
    Service("openai", "OpenAI", base_url=OPENAI): ChatCompletions(OpenAIRoute()),
    Service(COMPATIBLE, "OpenAI-compatible", needs_key=False): ChatCompletions(OpenAIRoute()),
}
"""In the order in which a person is offered them."""
