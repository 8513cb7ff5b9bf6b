"""The models that lie on an Ollama server: GET {root}/api/tags."""

from typing import Any

from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.chunks import dicts, fields, text
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.ollama.place import headers, root

_SEEING = frozenset({"clip", "mllama"})
_EMBEDDING = frozenset({"bert", "nomic-bert"})
"""Families whose models see, and such that only embed; older servers say nothing more."""


class LocalModels:
    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        asked = {"Accept": "application/json", **headers(credentials)}
        return HttpRequest(f"{root(endpoint)}/api/tags", asked, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = read_json(answered.body)
        found = reply.get("models") if isinstance(reply, dict) else None
        if answered.status >= 300 or not isinstance(found, list):
            return failure_of_body(answered.status, answered.content_type, answered.body)
        models = (_model(entry) for entry in dicts(found))
        return Listed(tuple({model.id: model for model in models if model.id}.values()))


def _model(entry: dict[str, Any]) -> Model:
    """Newer servers say what the model can do, older ones only of which family it is."""
    id = text(entry.get("name")) or text(entry.get("model"))
    can = _texts(entry.get("capabilities"))
    if can:
        kind = ModelKind.CHAT if "completion" in can else ModelKind.OTHER
        return Model(id, kind=kind, vision="vision" in can, reasoning="thinking" in can)
    families = _texts(fields(entry.get("details")).get("families"))
    return Model(
        id,
        kind=ModelKind.OTHER if families & _EMBEDDING else None,
        vision=True if families & _SEEING else None,
    )


def _texts(value: object) -> frozenset[str]:
    return frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list) else frozenset()
