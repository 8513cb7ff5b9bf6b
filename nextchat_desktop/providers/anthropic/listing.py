"""Models as Claude's API lists them, page by page."""

from typing import Any
from urllib.parse import quote

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.anthropic.address import address, headers
from nextchat_desktop.providers.anthropic.failures import failure_of_reply
from nextchat_desktop.providers.chunks import count, dicts, fields, text
from nextchat_desktop.providers.failures import untold
from nextchat_desktop.providers.json_text import read_json

_PAGE = 1000


class ModelPages:
    """Models that have been retired are not offered."""

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        query = f"models?limit={_PAGE}" + (f"&after_id={quote(after, safe='')}" if after else "")
        shown = {"Accept": "application/json", **headers(endpoint, credentials)}
        return HttpRequest(address(endpoint, query), shown, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = fields(read_json(answered.body))
        if answered.status >= 300 or not isinstance(reply.get("data"), list):
            return untold(failure_of_reply(answered.status, answered.content_type, answered.body))
        models = (_model(entry) for entry in dicts(reply["data"]) if entry.get("lifecycle") != "retired")
        after = text(reply.get("last_id")) if reply.get("has_more") is True else ""
        return Listed(tuple({model.id: model for model in models if model.id}.values()), after)


def _model(entry: dict[str, Any]) -> Model:
    can = fields(entry.get("capabilities"))
    return Model(
        text(entry.get("id")),
        text(entry.get("display_name")),
        vision=_supported(can.get("image_input")),
        reasoning=_supported(can.get("thinking")),
        context=count(entry.get("max_input_tokens")),
        output=count(entry.get("max_tokens")),
    )


def _supported(capability: object) -> bool | None:
    """Whether the model can do that, said with one word or with many; None where nothing is said."""
    said = capability.get("supported", bool(capability)) if isinstance(capability, dict) else capability
    return said if isinstance(said, bool) else None
