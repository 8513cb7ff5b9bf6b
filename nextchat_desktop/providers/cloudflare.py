"""Where Cloudflare's AI Gateway wants OpenAI's and Azure's APIs to be asked; knows no dialect."""

from urllib.parse import quote

from nextchat_desktop.core.wire import Endpoint
from nextchat_desktop.providers.openai_routes import AZURE_API_VERSION, CHAT, AzureRoute, OpenAIRoute

_PROVIDER = 6
"""Which part of `https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/{provider}` names the provider."""
_AZURE = "azure-openai"


def leads_to_azure(endpoint: Endpoint) -> bool:
    return _AZURE in _parts(endpoint)[_PROVIDER : _PROVIDER + 1]


class CloudflareRoute(OpenAIRoute):
    """{gateway}/openai/{path}, without the version that OpenAI itself has there; others as their address says."""

    def url(self, endpoint: Endpoint, path: str = CHAT) -> str:
        parts = _parts(endpoint)
        whole = parts[: _PROVIDER + 1] if "openai" in parts[_PROVIDER : _PROVIDER + 1] else parts
        return "/".join([*whole, path])


class CloudflareAzureRoute(AzureRoute):
    """{gateway}/azure-openai/{resource}/{deployment}/{path}; the address may go on as Azure's own does."""

    def url(self, endpoint: Endpoint, path: str = CHAT) -> str:
        parts = _parts(endpoint)
        named = [part for part in parts[_PROVIDER + 2 :] if part not in ("openai", "deployments")]
        deployment = named[0] if named else quote(endpoint.model, safe="")
        version = quote(endpoint.api_version or AZURE_API_VERSION)
        return "/".join([*parts[: _PROVIDER + 2], deployment, path]) + f"?api-version={version}"


def _parts(endpoint: Endpoint) -> list[str]:
    return endpoint.base_url.rstrip("/").split("/")
