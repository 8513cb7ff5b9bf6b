"""The deployments of an Azure resource: GET {resource}/openai/deployments with the resource's key.

Only this version of the API tells them to a key; Azure no longer documents it, and a resource may refuse.
"""

from dataclasses import replace
from typing import Any

from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.chunks import dicts, fields, text
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai_routes import AzureRoute

VERSION = "2023-03-15-preview"

_ROUTE = AzureRoute()
_ASLEEP = frozenset({"failed", "canceled", "deleted", "disabled"})
_CLOSED = (403, 404, 405)
_NO_CHAT = {
    "dall-e": ModelKind.PICTURES,
    "gpt-image": ModelKind.PICTURES,
    **dict.fromkeys(("text-embedding", "whisper", "tts", "sora", "text-similarity", "text-search"), ModelKind.OTHER),
}
"""What the names of models begin with that do not chat."""


class Deployments:
    """The `Listing` of Azure. A model's id is the name of its deployment."""

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        root = endpoint.base_url.rstrip("/").removesuffix("/openai/v1")
        url = _ROUTE.url(replace(endpoint, base_url=root, api_version=VERSION), "deployments")
        return HttpRequest(url, {"Accept": "application/json", **_ROUTE.headers(credentials)}, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = read_json(answered.body)
        found = fields(reply).get("data")
        if answered.status >= 300 or not isinstance(found, list):
            failed = failure_of_body(answered.status, answered.content_type, answered.body)
            return replace(failed, kind=FailureKind.NOT_TOLD) if answered.status in _CLOSED else failed
        return Listed(tuple(_model(one) for one in dicts(found) if _is_there(one)))


def _is_there(entry: dict[str, Any]) -> bool:
    return bool(text(entry.get("id"))) and text(entry.get("status")).lower() not in _ASLEEP


def _model(entry: dict[str, Any]) -> Model:
    model = text(entry.get("model"))
    kind = next((kind for start, kind in _NO_CHAT.items() if model.startswith(start)), None)
    return Model(text(entry.get("id")), kind=kind)
