"""Models as OpenAI's API lists them, and everyone who speaks it: GET {base}/models.

Some servers say more than the id: vLLM `max_model_len`, OpenRouter `context_length` and the kinds of input, and so on.
"""

from typing import Any

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai_routes import Route


class ModelList:
    """`query` is added to the address, for services that list more than models to chat with."""

    def __init__(self, route: Route, query: str = "") -> None:
        self._route = route
        self._query = query

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        url = f"{endpoint.base_url.rstrip('/')}/models{self._query}"
        return HttpRequest(url, {"Accept": "application/json", **self._route.headers(credentials)}, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = read_json(answered.body)
        found = reply.get("data") if isinstance(reply, dict) else reply
        if answered.status >= 300 or not isinstance(found, list):
            return failure_of_body(answered.status, answered.content_type, answered.body)
        models = (_model(fields) for fields in found if isinstance(fields, dict))
        return Listed(tuple({model.id: model for model in models if model.id}.values()))


def _model(fields: dict[str, Any]) -> Model:
    described = fields.get("architecture")
    inputs = described.get("input_modalities") if isinstance(described, dict) else None
    context = fields.get("context_length") or fields.get("max_model_len") or fields.get("context_window")
    return Model(
        str(fields.get("id") or fields.get("name") or ""),
        vision="image" in inputs if isinstance(inputs, list) else None,
        context=context if isinstance(context, int) else 0,
    )
