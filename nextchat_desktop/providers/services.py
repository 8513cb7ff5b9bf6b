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
    ): ChatCompletions(AzureRoute()),
    Service("openai", "OpenAI", base_url="https://api.openai.com/v1"): ChatCompletions(OpenAIRoute()),
    Service("compatible", "OpenAI-compatible", needs_key=False): ChatCompletions(OpenAIRoute()),
}
"""In the order in which a person is offered them."""

COMPATIBLE = next(service for service in SERVICES if service.id == "compatible")
"""What a service is taken for that this version does not know."""
