"""Where OpenAI's APIs are asked and how a request shows its key: OpenAI's way and Azure's two. Knows no dialect."""

import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from nextchat_desktop.core.connections import is_v1
from nextchat_desktop.core.wire import Credentials, Endpoint

AZURE_API_VERSION = "2024-10-21"
"""What is asked for when the person gave none: the last dated version that is not a preview."""

CHAT, RESPONSES = "chat/completions", "responses"
"""The paths of the APIs."""

_AZURE_KNOWS_STREAM_OPTIONS = "2024-09-01"
_AZURE_KNOWS_RESPONSES = "2025-03-01"
_AZURE_WITH_RESPONSES = "2025-04-01-preview"
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", re.A)
"""A token of Entra, which a person may paste in place of a key."""


class Route(Protocol):
    @property
    def knows_developers(self) -> bool:
        """Whether models that refuse system turns take those of a developer."""
        ...

    def url(self, endpoint: Endpoint, path: str = CHAT) -> str: ...

    def headers(self, credentials: Credentials) -> dict[str, str]: ...

    def unknown(self, endpoint: Endpoint) -> frozenset[str]:
        """Fields that this address is known not to understand."""
        ...

    def longest(self, endpoint: Endpoint) -> str:
        """The name under which the length of an answer is limited, unless the model wants the other."""
        ...


@dataclass(frozen=True, slots=True)
class OpenAIRoute:
    """{base}/{path} with a bearer key, which local servers may not ask for. `original` is OpenAI itself."""

    original: bool = False

    @property
    def knows_developers(self) -> bool:
        return self.original

    def url(self, endpoint: Endpoint, path: str = CHAT) -> str:
        return f"{endpoint.base_url.rstrip('/')}/{path}"

    def headers(self, credentials: Credentials) -> dict[str, str]:
        return {"Authorization": f"Bearer {credentials.key}"} if credentials.key else {}

    def unknown(self, endpoint: Endpoint) -> frozenset[str]:
        return frozenset()

    def longest(self, endpoint: Endpoint) -> str:
        return "max_completion_tokens" if self.original else "max_tokens"


class AzureRoute:
    """The deployment in the path with an api-version, or the newer /openai/v1 with neither.

    Only chats lie below their deployment; everything else names it in the body.
    """

    knows_developers = True

    def url(self, endpoint: Endpoint, path: str = CHAT) -> str:
        base = endpoint.base_url.rstrip("/")
        if is_v1(endpoint.base_url):
            query = f"?api-version={quote(endpoint.api_version)}" if endpoint.api_version else ""
            return f"{base}/{path}{query}"
        if path == CHAT:
            path = f"deployments/{quote(endpoint.model, safe='')}/{path}"
        return f"{base}/openai/{path}?api-version={quote(_version(endpoint, path))}"

    def headers(self, credentials: Credentials) -> dict[str, str]:
        key = credentials.key
        shown = {"Authorization": f"Bearer {key}"} if _TOKEN.fullmatch(key) else {"api-key": key}
        return shown if key else {}

    def unknown(self, endpoint: Endpoint) -> frozenset[str]:
        old = not is_v1(endpoint.base_url) and _version(endpoint) < _AZURE_KNOWS_STREAM_OPTIONS
        names = ("stream_options", "max_completion_tokens", "parallel_tool_calls")
        return frozenset(names) if old else frozenset()

    def longest(self, endpoint: Endpoint) -> str:
        return "max_completion_tokens" if is_v1(endpoint.base_url) else "max_tokens"


def _version(endpoint: Endpoint, path: str = CHAT) -> str:
    """What the person asked for; a later one where theirs is from before the API was there."""
    version = endpoint.api_version or AZURE_API_VERSION
    return _AZURE_WITH_RESPONSES if path == RESPONSES and version < _AZURE_KNOWS_RESPONSES else version
