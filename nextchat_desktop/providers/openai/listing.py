"""Models as OpenAI's API lists them, and everyone who speaks it: GET {base}/models.

Some services list them elsewhere, and most say more than the id.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.chunks import dicts, fields, text
from nextchat_desktop.providers.failures import failure_of_body, untold
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai.described import described
from nextchat_desktop.providers.openai_routes import Route


class ModelList:
    """`path` is where the list lies below the address of the service, once `without` is taken from its end."""

    def __init__(self, route: Route, path: str = "models", without: str = "") -> None:
        self._route = route
        self._path = path
        self._without = without

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        place = replace(endpoint, base_url=endpoint.base_url.rstrip("/").removesuffix(self._without))
        headers = {"Accept": "application/json", **self._route.headers(credentials)}
        return HttpRequest(self._route.url(place, self._path), headers, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = read_json(answered.body)
        found = fields(reply).get("data") if isinstance(reply, dict) else reply
        if answered.status >= 300 or not isinstance(found, list):
            return untold(failure_of_body(answered.status, answered.content_type, answered.body))
        models = (described(one) for one in _joined(dicts(found), dicts(fields(reply).get("models"))))
        return Listed(tuple({model.id: model for model in models if model}.values()))


def _joined(found: Iterable[dict[str, Any]], more: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """llama.cpp lists its models twice and says other things of them each time."""
    by_name = {text(one.get("model") or one.get("name")): one for one in more}
    return ({**by_name.get(text(one.get("id")), {}), **one} for one in found)
