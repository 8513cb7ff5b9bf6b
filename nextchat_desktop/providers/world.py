"""Rows: services at home anywhere."""

from nextchat_desktop.core.connections import Service
from nextchat_desktop.core.hosts import home_url
from nextchat_desktop.providers import accounts
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.anthropic.address import VERSIONS as CLAUDE_VERSIONS
from nextchat_desktop.providers.anthropic.listing import ModelPages as ClaudeModels
from nextchat_desktop.providers.azure_deployments import Deployments
from nextchat_desktop.providers.azure_versions import dated
from nextchat_desktop.providers.compatible import ROUTE, compatible
from nextchat_desktop.providers.google import Gemini
from nextchat_desktop.providers.google.address import VERSIONS as GEMINI_VERSIONS
from nextchat_desktop.providers.google.listing import ModelPages as GeminiModels
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_family import APIS, family
from nextchat_desktop.providers.openai_routes import AZURE_API_VERSION, AzureRoute, OpenAIRoute
from nextchat_desktop.providers.row import Row, always
from nextchat_desktop.providers.stability import StableImage
from nextchat_desktop.providers.stability.listing import KnownModels

WORLD = (
    Row(
        Service(
            "azure",
            "Azure OpenAI",
            api_version=AZURE_API_VERSION,
            by_deployment=True,
            key_url="https://portal.azure.com",
            special=True,
            apis=APIS,
        ),
        dated(family(AzureRoute())),
        Deployments(),
    ),
    Row(
        Service(
            "openai",
            "OpenAI",
            base_url=home_url("openai"),
            key_url="https://platform.openai.com/api-keys",
            pay_url="https://platform.openai.com/settings/organization/billing",
            apis=APIS,
        ),
        family(OpenAIRoute(original=True)),
        ModelList(OpenAIRoute()),  # no account: what is left is told to a browser that has signed in, and to no key
    ),
    Row(
        Service(
            "anthropic",
            "Anthropic Claude",
            base_url="https://api.anthropic.com",
            key_url="https://console.anthropic.com/settings/keys",
            pay_url="https://console.anthropic.com/settings/billing",
            apis=CLAUDE_VERSIONS,
            special=True,
        ),
        always(Messages()),
        ClaudeModels(),
    ),
    Row(
        Service(
            "google",
            "Google Gemini",
            base_url="https://generativelanguage.googleapis.com",
            key_url="https://aistudio.google.com/apikey",
            apis=GEMINI_VERSIONS,
            special=True,
        ),
        always(Gemini()),
        GeminiModels(),
    ),
    compatible(Service("xai", "xAI Grok", "https://api.x.ai/v1", key_url="https://console.x.ai", apis=APIS)),
    compatible(
        Service("mistral", "Mistral AI", "https://api.mistral.ai/v1", key_url="https://console.mistral.ai/api-keys")
    ),
    compatible(
        Service("groq", "Groq", "https://api.groq.com/openai/v1", key_url="https://console.groq.com/keys", apis=APIS)
    ),
    compatible(
        Service(
            "together",
            "Together AI",
            "https://api.together.xyz/v1",
            key_url="https://api.together.ai/settings/api-keys",
        )
    ),
    compatible(
        Service(
            "fireworks",
            "Fireworks AI",
            "https://api.fireworks.ai/inference/v1",
            key_url="https://app.fireworks.ai/settings/users/api-keys",
        )
    ),
    compatible(
        Service(
            "perplexity",
            "Perplexity",
            "https://api.perplexity.ai",
            key_url="https://www.perplexity.ai/settings/api",
            special=True,
        ),
        listing=None,
    ),
    compatible(Service("cerebras", "Cerebras", "https://api.cerebras.ai/v1", key_url="https://cloud.cerebras.ai")),
    compatible(
        Service(
            "nvidia",
            "NVIDIA NIM",
            "https://integrate.api.nvidia.com/v1",
            key_url="https://build.nvidia.com/settings/api-keys",
        )
    ),
    compatible(
        Service(
            "github",
            "GitHub Models",
            "https://models.github.ai/inference",
            key_url="https://github.com/settings/personal-access-tokens/new",
            special=True,
        ),
        ModelList(ROUTE, "catalog/models", without="/inference"),
    ),
    Row(
        Service(
            "stability",
            "Stability AI",
            "https://api.stability.ai",
            key_url="https://platform.stability.ai/account/keys",
            special=True,
        ),
        always(StableImage()),
        KnownModels(),
        accounts.STABILITY,
    ),
)
