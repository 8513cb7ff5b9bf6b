"""Where a chat completion is asked for and how the request shows its key: OpenAI's way and Azure's two."""

from typing import Protocol
from urllib.parse import quote

from nextchat_desktop.core.connections import is_v1
from nextchat_desktop.core.wire import Credentials, Endpoint

AZURE_API_VERSION = "2024-10-21"
"""What is asked for when the person gave none: the last dated version that is not a preview."""

_AZURE_KNOWS_STREAM_OPTIONS = "2024-09-01"


class Route(Protocol):
    def url(self, endpoint: Endpoint) -> str: ...

    def headers(self, credentials: Credentials) -> dict[str, str]: ...

    def unknown(self, endpoint: Endpoint) -> frozenset[str]:
        """Fields that this address is known not to understand."""
        ...


class OpenAIRoute:
    """{base}/chat/completions with a bearer key, which local servers may not ask for."""

    def url(self, endpoint: Endpoint) -> str:
        return f"{endpoint.base_url.rstrip('/')}/chat/completions"

    def headers(self, credentials: Credentials) -> dict[str, str]:
        return {"Authorization": f"Bearer {credentials.key}"} if credentials.key else {}

    def unknown(self, endpoint: Endpoint) -> frozenset[str]:
        return frozenset()


class AzureRoute:
    """The deployment in the path with an api-version, or the newer /openai/v1 with neither."""

    def url(self, endpoint: Endpoint) -> str:
        base = endpoint.base_url.rstrip("/")
        if is_v1(endpoint.base_url):
            query = f"?api-version={quote(endpoint.api_version)}" if endpoint.api_version else ""
            return f"{base}/chat/completions{query}"
        deployment = quote(endpoint.model, safe="")
        version = quote(endpoint.api_version or AZURE_API_VERSION)
        return f"{base}/openai/deployments/{deployment}/chat/completions?api-version={version}"

    def headers(self, credentials: Credentials) -> dict[str, str]:
        return {"api-key": credentials.key} if credentials.key else {}

    def unknown(self, endpoint: Endpoint) -> frozenset[str]:
        version = endpoint.api_version or AZURE_API_VERSION
        old = not is_v1(endpoint.base_url) and version[:10] < _AZURE_KNOWS_STREAM_OPTIONS
        return frozenset({"stream_options"}) if old else frozenset()
