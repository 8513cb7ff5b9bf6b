"""Services as other programs name them, with address and key, as connections. Where either is unclear there is none."""

from collections.abc import Iterable, Iterator, Mapping

from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.endpoints import normalise_base
from nextchat_desktop.core.found import FoundConnection
from nextchat_desktop.core.hosts import home_url, named_in_label

_LOCAL = ("ollama", "lmstudio")
"""They need no key."""
_KINDS: Mapping[str, str] = {
    "openai": "openai",
    "openai-response": "openai",
    "openai-responses": "openai",
    "new-api": "openai",
    "azure": "azure",
    "azure-openai": "azure",
    "anthropic": "anthropic",
    "claude": "anthropic",
    "gemini": "google",
    "google": "google",
    "ollama": "ollama",
    "mistral": "mistral",
}
"""How a server is spoken to, as these programs call it, and the service here that is spoken to in the same way."""
_NAMED: Mapping[str, str] = {"xAI": "xai", "silicon": "siliconflow", "chatglm-6b": "zhipu", "doubao": "volcengine"}
"""Names of services that do not tell whose they are."""


def connection(
    id: str,
    label: str,
    address: str,
    key: str,
    kind: str = "",
    version: str = "",
    models: Iterable[Model] = (),
) -> Iterator[FoundConnection]:
    """`kind` is how it is spoken to, where the program says so; without an address the service is told by `id`."""
    named = _NAMED.get(id) or named_in_label(id)
    url = address.strip() or home_url(named)
    spot = normalise_base(url, _KINDS.get(kind, "")) if url else None
    if spot is None or not (key.strip() or spot.service in _LOCAL):
        return
    known = tuple({one.id: one for one in models if one.id}.values())
    version = version or spot.api_version
    found = Connection(id, label or id, spot.service, spot.base_url, version, known, api=spot.api)
    yield FoundConnection(found, key.strip())
