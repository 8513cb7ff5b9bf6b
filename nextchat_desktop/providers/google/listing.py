"""Models as Gemini's API lists them, page by page; only those that one can chat with."""

from typing import Any
from urllib.parse import quote

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.chunks import count, dicts, fields, text
from nextchat_desktop.providers.failures import untold
from nextchat_desktop.providers.google.address import address, headers
from nextchat_desktop.providers.google.failures import failure_of_reply
from nextchat_desktop.providers.json_text import read_json

_PAGE = 1000
_CHATS = "generateContent"


class ModelPages:
    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        query = f"models?pageSize={_PAGE}" + (f"&pageToken={quote(after, safe='')}" if after else "")
        shown = {"Accept": "application/json", **headers(credentials)}
        return HttpRequest(address(endpoint, query), shown, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = fields(read_json(answered.body))
        if answered.status >= 300 or not isinstance(reply.get("models"), list):
            return untold(failure_of_reply(answered.status, answered.content_type, answered.body))
        models = (_model(entry) for entry in dicts(reply["models"]) if _chats(entry))
        return Listed(
            tuple({model.id: model for model in models if model.id}.values()), text(reply.get("nextPageToken"))
        )


def _chats(entry: dict[str, Any]) -> bool:
    """Servers that speak like Gemini may not say what for."""
    methods = entry.get("supportedGenerationMethods")
    return not isinstance(methods, list) or _CHATS in methods


def _model(entry: dict[str, Any]) -> Model:
    thinking = entry.get("thinking")
    return Model(
        text(entry.get("name")).removeprefix("models/"),
        text(entry.get("displayName")),
        reasoning=thinking if isinstance(thinking, bool) else None,
        context=count(entry.get("inputTokenLimit")),
        output=count(entry.get("outputTokenLimit")),
    )
