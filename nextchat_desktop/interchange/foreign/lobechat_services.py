"""The services in LobeChat's settings and in its database → connections, where their keys can be read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nextchat_desktop.core.found import Found
from nextchat_desktop.interchange.foreign.connecting import connection
from nextchat_desktop.interchange.foreign.loose import line, name, parsed, text
from nextchat_desktop.records.reading import mapping


def services(settings: Mapping[str, Any], providers: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """`settings` are those of older files, `providers` the rows of the database, whose keys a server has sealed."""
    vaults = {**mapping(settings.get("languageModel")), **mapping(settings.get("keyVaults"))}
    for id, vault in vaults.items():
        yield from _service(text(id), "", mapping(vault), "")
    yield from _service("openai", "", settings, "openai")
    for row in providers:
        vault = mapping(parsed(row.get("keyVaults")))
        kind = name(mapping(parsed(row.get("settings"))).get("sdkType"))
        yield from _service(name(row.get("id")), line(row.get("name")), vault, kind)


def _service(id: str, label: str, vault: Mapping[str, Any], kind: str) -> Iterator[Found]:
    key = text(vault.get("apiKey")) or text(vault.get("OPENAI_API_KEY"))
    addresses = (text(vault.get(field)) for field in ("baseURL", "endpoint"))
    address = next((one for one in addresses if one), "")
    yield from connection(id, label, address, key, kind or id, line(vault.get("apiVersion")))
